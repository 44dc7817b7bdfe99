import * as z from 'zod'
import type { Database } from '../../db/database.ts'
import { mealOrder, stock, subsidyClaim } from '../../db/schema/index.ts'
import { and, eq, gte, sql } from '../../db/sql.ts'
import type { Vault } from '../../db/vault.ts'
import { type Diner, RECEIPT } from './diners.ts'
import type { Talk } from './talk-problems.ts'

type Order = typeof mealOrder.$inferSelect

const recipientShape = z.object({ name: z.string(), address: z.string() })

/** Each talk with the diner who led it: exactly one order, theirs, and the counters say the same. */
export async function mealProblems(
  database: Database,
  vault: Vault,
  talks: readonly (Talk & { readonly diner: Diner })[],
  since: Date,
): Promise<readonly string[]> {
  const orders = await database.db.select().from(mealOrder).where(gte(mealOrder.placedAt, since))
  const keys = await vault.keys(
    database.db,
    talks.map(talk => talk.contact),
  )
  const problems: string[] = []
  if (orders.length !== talks.length) problems.push(`${orders.length} orders for ${talks.length} residents`)
  for (const talk of talks) {
    const { session, page } = talk.story
    const own = orders.filter(order => order.conversationId === talk.conversation)
    const [order] = own
    if (!order || own.length > 1) {
      problems.push(`${session}: ${own.length} orders`)
      continue
    }
    const numbers = page.flatMap(line => (line.from === 'bot' ? (RECEIPT.exec(line.text)?.[1] ?? []) : []))
    if (numbers.join() !== order.number) problems.push(`${session}: told ${numbers.join()}, stored ${order.number}`)
    const key = keys.get(talk.contact)
    const recipient = key && recipientShape.parse(vault.open(key, order.recipient))
    const found = describe(order, recipient?.name, recipient?.address)
    if (found !== wanted(talk.diner)) problems.push(`${session}: ${found}; wanted: ${wanted(talk.diner)}`)
  }
  return [...problems, ...(await counterProblems(database, orders)), ...(await claimProblems(database, orders))]
}

const amounts = (lines: readonly { dish: string; quantity: number }[]) =>
  lines
    .map(({ dish, quantity }) => `${dish}×${quantity}`)
    .toSorted()
    .join('+')

function describe(order: Order, name: string | undefined, address: string | undefined): string {
  const { site, date, period, mode, status } = order
  return [site, date, period, mode, status, amounts(order.lines), name, address].join(' ')
}

function wanted({ site, date, dishes, name, address }: Diner): string {
  return [site, date, 'lunch', 'deliver', 'placed', amounts(dishes), name, address].join(' ')
}

/** What was taken of each counter is what the orders hold of it. */
async function counterProblems(database: Database, orders: readonly Order[]): Promise<readonly string[]> {
  const held = new Map<string, number>()
  const hold = (order: Order, kind: string, key: string, quantity: number) => {
    const counter = [order.site, order.date, order.period, kind, key].join('|')
    held.set(counter, (held.get(counter) ?? 0) + quantity)
  }
  for (const order of orders) {
    hold(order, 'meals', '', 1)
    if (order.courierSlot) hold(order, 'courier', order.courierSlot, 1)
    for (const { dish, quantity } of order.lines) hold(order, 'dish', dish, quantity)
  }
  const rows = await database.db.select().from(stock)
  const taken = new Map(
    rows.map(row => [[row.site, row.date, row.period, row.kind, row.key].join('|'), row.taken] as const),
  )
  return [...new Set([...held.keys(), ...taken.keys()])]
    .filter(counter => (held.get(counter) ?? 0) !== (taken.get(counter) ?? 0))
    .map(counter => `${counter}: ${taken.get(counter) ?? 0} taken, ${held.get(counter) ?? 0} ordered`)
}

async function claimProblems(database: Database, orders: readonly Order[]): Promise<readonly string[]> {
  const [stray] = await database.db
    .select({ n: sql<number>`count(*)::int` })
    .from(subsidyClaim)
    .leftJoin(mealOrder, and(eq(mealOrder.id, subsidyClaim.orderId), eq(mealOrder.subsidyFen, subsidyClaim.amountFen)))
    .where(sql`${mealOrder.id} is null`)
  const claims = await database.db.select({ order: subsidyClaim.orderId }).from(subsidyClaim)
  const claimed = new Set(claims.map(claim => claim.order))
  const missing = orders.filter(order => order.subsidyFen > 0 && !claimed.has(order.id))
  return stray?.n === 0 && missing.length === 0 ? [] : [`${stray?.n} stray subsidies, ${missing.length} missing ones`]
}
