import { createHash } from 'node:crypto'
import * as z from 'zod'
import type { Tx } from '../../db/database.ts'
import { mealOrder, stock } from '../../db/schema/index.ts'
import { and, asc, eq, inArray } from '../../db/sql.ts'
import type { OperationCall, Outcome } from '../../src/core/operation.ts'
import type { Trade } from '../../src/core/trade.ts'
import { defineOperation } from '../../src/services/define-operation.ts'

// A shop small enough to be checked by hand: tickets of one evening, kept in the real tables of stock and orders.

export const SHOP = { site: 'shop', date: '2026-11-25', period: 'lunch', kind: 'dish' } as const

const wish = z.object({ item: z.string(), size: z.string(), quantity: z.number().int().positive() })
type Wish = z.infer<typeof wish>

export interface ShopHooks {
  /** Called with the operation's name for every run that reaches it, and awaited. */
  readonly ran?: (operation: string) => unknown
  /** What `shop.kill` does; the turn tests never call it. */
  readonly kill?: () => void
}

export function shopTrade({ ran = () => {}, kill = () => {} }: ShopHooks = {}): Trade<Tx> {
  return {
    name: 'shop',
    routes: [],
    lists: async () => [],
    operations: [
      defineOperation({
        name: 'shop.reserve',
        rank: 50,
        reserves: true,
        input: wish,
        outcomes: { reserved: z.object({ number: z.string() }), sold_out: z.object({ left: z.number() }) },
        async run(tx, calls) {
          await ran('shop.reserve')
          return reserve(tx, calls)
        },
      }),
      defineOperation({
        name: 'shop.fail',
        rank: 40,
        input: z.object({}),
        outcomes: { done: z.object({}) },
        async run(tx, calls) {
          await ran('shop.fail')
          // Breaks the table's own rule, as a bug in a trade would.
          await tx.insert(stock).values({ ...SHOP, key: 'broken', capacity: 1, taken: 2 })
          return calls.map(() => ({ name: 'done', output: {} }))
        },
      }),
      defineOperation({
        name: 'shop.picky',
        rank: 30,
        input: z.object({ number: z.number() }),
        outcomes: { done: z.object({}) },
        async run(_tx, calls) {
          return calls.map(() => ({ name: 'done', output: {} }))
        },
      }),
      ...['shop.look', 'shop.peek'].map(name =>
        defineOperation({
          name,
          rank: 45,
          readsOnly: true,
          input: z.object({}),
          outcomes: { done: z.object({}) },
          async run(_tx, calls) {
            await ran(name)
            return calls.map(() => ({ name: 'done', output: {} }))
          },
        }),
      ),
      defineOperation({
        name: 'shop.kill',
        rank: 20,
        input: z.object({}),
        outcomes: { done: z.object({}) },
        async run(_tx, calls) {
          kill()
          return calls.map(() => ({ name: 'done', output: {} }))
        },
      }),
    ],
  }
}

/** Locks the counters in the order of their keys, serves in the order of the calls, writes each counter once. */
async function reserve(tx: Tx, calls: readonly OperationCall<Wish>[]): Promise<Outcome[]> {
  const items = [...new Set(calls.map(call => call.input.item))]
  const counters = await tx
    .select()
    .from(stock)
    .where(and(eq(stock.site, SHOP.site), inArray(stock.key, items)))
    .orderBy(asc(stock.key))
    .for('update')
  const taken = new Map(counters.map(row => [row.key, row.taken]))
  const capacity = new Map(counters.map(row => [row.key, row.capacity]))
  const outcomes: Outcome[] = []
  for (const call of calls) {
    const { item, quantity } = call.input
    const left = (capacity.get(item) ?? 0) - (taken.get(item) ?? 0)
    if (left < quantity) {
      outcomes.push({ name: 'sold_out', output: { left } })
      continue
    }
    taken.set(item, (taken.get(item) ?? 0) + quantity)
    const number = `S${createHash('sha256').update(call.key).digest('hex').slice(0, 10).toUpperCase()}`
    await tx.insert(mealOrder).values(orderRow(call, number))
    outcomes.push({ name: 'reserved', output: { number } })
  }
  for (const [key, count] of taken) {
    await tx
      .update(stock)
      .set({ taken: count })
      .where(and(eq(stock.site, SHOP.site), eq(stock.key, key)))
  }
  return outcomes
}

function orderRow(call: OperationCall<Wish>, number: string): typeof mealOrder.$inferInsert {
  const { item, size, quantity } = call.input
  const at = new Date(call.arrivedAt)
  const nothing = { priceFen: 0, deliveryFen: 0, subsidyFen: 0, dueFen: 0, payBy: 'on_delivery', mode: 'pickup' }
  return {
    ...nothing,
    id: crypto.randomUUID(),
    number,
    actKey: call.key,
    contactId: call.contact,
    conversationId: call.conversation,
    site: SHOP.site,
    area: '4101',
    date: SHOP.date,
    period: SHOP.period,
    lines: [{ dish: item, quantity, priceFen: 0 }],
    dietary: [size],
    status: 'placed',
    recipient: new Uint8Array(),
    sameness: '',
    placedAt: at,
    undoUntil: at,
    statusAt: at,
  }
}
