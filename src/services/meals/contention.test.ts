import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { stock } from '../../../db/schema/index.ts'
import { ENGINES, type TestDatabase, testDatabase } from '../../../test/database.ts'
import type { JsonObject, OperationCall, Outcome } from '../../core/operation.ts'
import { kitchenOf, ordersIn, person, since, takenOf } from './test/kitchen.ts'

const EATERS = ['P002', 'P006', 'P010', 'P011', 'P013', 'P009']
/** M23 is tiny: 6 lunches, 1 of D042, 2 of each other dish. */
const wish = (dishes: readonly { id: string; quantity: number }[], date = '2026-11-24'): JsonObject => ({
  site: 'M23',
  date,
  period: 'lunch',
  dishes,
})

class RolledBack extends Error {}

describe.each(ENGINES)('a tiny kitchen on %s', engine => {
  let database: TestDatabase
  let kitchen: ReturnType<typeof kitchenOf>
  beforeAll(async () => {
    database = await testDatabase(engine, { seed: 'demo' })
    kitchen = kitchenOf(database)
  })
  afterAll(() => database.close())

  test('the last portion goes to one order only, however many ask at once', async () => {
    const outcomes = await Promise.all(
      Array.from({ length: 18 }, (_, i) =>
        kitchen.one('meals.place', { ...wish([{ id: 'D042', quantity: 1 }]), again: true }, { contact: eater(i) }),
      ),
    )
    expect(outcomes.filter(one => one.name === 'placed')).toHaveLength(1)
    expect(new Set(outcomes.map(one => one.name))).toEqual(new Set(['placed', 'sold_out', 'blocked']))
    expect(await takenOf(database.db, 'M23', '2026-11-24', 'lunch')).toMatchObject({ 'dish/D042': 1, 'meals/': 1 })
  })

  test('no counter falls below zero while orders and undos cross', async () => {
    const dishes = ['D017', 'D018', 'D015', 'D044']
    await Promise.all(
      Array.from({ length: 24 }, async (_, i) => {
        const input = wish([{ id: dishes[i % 4] ?? '', quantity: 1 + (i % 2) }], '2026-12-01')
        const placed = await kitchen.one('meals.place', { ...input, again: true }, { contact: eater(i) })
        if (placed.act && i % 3 === 0) await kitchen.one('meals.undo', placed.act.input, { contact: eater(i) })
      }),
    )
    const rows = await database.db.select().from(stock)
    for (const row of rows) expect(row.taken >= 0 && row.taken <= row.capacity).toBe(true)
    const standing = (await ordersIn(database.db)).filter(one => one.date === '2026-12-01' && one.status === 'placed')
    const taken = await takenOf(database.db, 'M23', '2026-12-01', 'lunch')
    expect(taken['meals/']).toBe(standing.length)
    expect(standing.length).toBeLessThanOrEqual(6)
  })

  test('a batch gives what the same orders one by one give', async () => {
    const order = fc.record({
      who: fc.nat(EATERS.length - 1),
      dish: fc.constantFrom('D042', 'D017', 'D018', 'D044', 'D050'),
      quantity: fc.integer({ min: 1, max: 3 }),
      gap: fc.constantFrom(0, 1_000, 61_000),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(order, { minLength: 1, maxLength: 16 }), async orders => {
        let at = 0
        const calls = orders.map(one => {
          at += one.gap
          const input = wish([{ id: one.dish, quantity: one.quantity }], '2026-11-27')
          return kitchen.call(input, { contact: eater(one.who), arrivedAt: since(at) })
        })
        const together = await tried(calls, all => [all])
        const singly = await tried(calls, all => all.map(one => [one]))
        expect(together).toEqual(singly)
      }),
      { numRuns: engine === 'pglite' ? 8 : 15 },
    )
  })

  /** Outcomes and stock after the calls, in groups; nothing stays. */
  async function tried(
    calls: readonly OperationCall[],
    group: (calls: readonly OperationCall[]) => readonly (readonly OperationCall[])[],
  ) {
    let result: unknown
    const place = kitchen.trade.operations.find(one => one.name === 'meals.place')
    await database
      .transaction(async tx => {
        const outcomes: Outcome[] = []
        for (const some of group(calls)) outcomes.push(...((await place?.run(tx, some)) ?? []))
        result = { outcomes: anonymous(outcomes), taken: await takenOf(tx, 'M23', '2026-11-27', 'lunch') }
        throw new RolledBack()
      })
      .catch(error => {
        if (!(error instanceof RolledBack)) throw error
      })
    return result
  }
})

const eater = (i: number) => person(EATERS[i % EATERS.length] ?? '')

/** Ids differ, and a rolled-back number is not used again: orders are told apart by their place. */
function anonymous(outcomes: readonly Outcome[]) {
  const places = new Map<unknown, number>()
  for (const [i, { name, output }] of outcomes.entries()) if (name === 'placed') places.set(output.number, i)
  return outcomes.map(({ name, output, act }) => ({
    name,
    output: { ...output, order: null, number: places.get(output.number) ?? null },
    until: act?.until,
  }))
}
