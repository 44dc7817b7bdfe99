import type { Database } from '../../db/database.ts'
import { handoff, mealOrder, stock } from '../../db/schema/index.ts'
import { and, asc, eq, inArray } from '../../db/sql.ts'
import { SHOP } from '../desk/shop-trade.ts'
import { between, type Random } from './random.ts'
import type { Script } from './resident.ts'
import type { Talk } from './talk-problems.ts'

/** What somebody buys at the shop of shop-trade.ts, as places in its lists. */
export interface Shopper {
  readonly item: 'rice' | 'noodle'
  readonly size: 'large' | 'small'
  readonly quantity: number
}

export function shopper(random: Random): Shopper {
  return {
    item: random() < 0.5 ? 'rice' : 'noodle',
    size: random() < 0.5 ? 'large' : 'small',
    quantity: between(random, 1, 4),
  }
}

export function shopperScript({ item, size, quantity }: Shopper): Script {
  return {
    opening: '买票',
    questions: [
      { asks: /要哪一样/, answer: item === 'rice' ? '1' : '2', knowsNext: true },
      { asks: /大的小的/, answer: size === 'large' ? '1' : '2' },
      { asks: /要几张/, answer: String(quantity) },
      { asks: /对吗？/, answer: '对', shows: [`${quantity}张${item}`, size], twice: true },
    ],
    done: RECEIPT,
  }
}

const RECEIPT = /单号\s*(S[0-9A-F]+)/

/** Each shopper has what they asked for, once, under the number that they were told. */
export async function shopProblems(
  database: Database,
  talks: readonly (Talk & { readonly shopper: Shopper })[],
): Promise<readonly string[]> {
  const orders = await database.db.select().from(mealOrder)
  const problems: string[] = []
  if (orders.length !== talks.length) problems.push(`${orders.length} orders for ${talks.length} shoppers`)
  for (const { story, conversation, shopper } of talks) {
    const own = orders.filter(order => order.conversationId === conversation)
    const found = own.map(({ lines, dietary }) => `${lines[0]?.quantity} ${dietary} ${lines[0]?.dish}`)
    const wanted = `${shopper.quantity} ${shopper.size} ${shopper.item}`
    if (found.join() !== wanted) problems.push(`${story.session}: ordered ${found.join()}; wanted ${wanted}`)
    const told = story.page.flatMap(line => RECEIPT.exec(line.text)?.[1] ?? [])
    if (told.join() !== own[0]?.number) problems.push(`${story.session}: told ${told.join()}; stored ${own[0]?.number}`)
  }
  const counters = await database.db
    .select()
    .from(stock)
    .where(and(eq(stock.site, SHOP.site), eq(stock.date, SHOP.date)))
  for (const { key, taken } of counters) {
    const lines = orders.flatMap(order => order.lines.filter(line => line.dish === key))
    const held = lines.reduce((sum, line) => sum + line.quantity, 0)
    if (held !== taken) problems.push(`${key}: ${taken} taken, ${held} ordered`)
  }
  return problems
}

/** Reasons of the hand-offs of these talks, in the order of the talks. */
export async function handoffReasons(database: Database, talks: readonly Talk[]): Promise<readonly string[]> {
  const rows = await database.db
    .select({ conversation: handoff.conversationId, reason: handoff.reason })
    .from(handoff)
    .where(
      inArray(
        handoff.conversationId,
        talks.map(talk => talk.conversation),
      ),
    )
    .orderBy(asc(handoff.openedAt))
  return talks.map(talk => {
    const own = rows.filter(row => row.conversation === talk.conversation)
    return `${talk.owner}: ${own.map(row => row.reason).join()}`
  })
}
