import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { mealOrder, subsidyClaim } from '../../../db/schema/index.ts'
import { sql } from '../../../db/sql.ts'
import { ENGINES, type TestDatabase, testDatabase } from '../../../test/database.ts'
import { HOUR, MINUTE } from '../../core/civil-time.ts'
import type { JsonObject, Outcome } from '../../core/operation.ts'
import { kitchenOf, ordersIn, person, since, takenOf } from './test/kitchen.ts'

const EATERS = ['P002', 'P006', 'P010', 'P013', 'P009']
const eater = (i: number) => person(EATERS[i % EATERS.length] ?? '')
/** M23 is tiny: 6 lunches. */
const DATE = '2026-12-01'
const wish = (dish: string): JsonObject => ({
  site: 'M23',
  date: DATE,
  period: 'lunch',
  dishes: [{ id: dish, quantity: 1 }],
  allergies: [],
  again: true,
})
const BREAD = 'D015'

describe.each(ENGINES)('in line for a place on %s', engine => {
  let database: TestDatabase
  let kitchen: ReturnType<typeof kitchenOf>
  let full: readonly Outcome[]
  beforeEach(async () => {
    database = await testDatabase(engine, { seed: 'demo' })
    kitchen = kitchenOf(database)
    await database.db.execute(sql`update site_period set portions_default = 40 where site = 'M23'`)
    full = []
    for (let i = 0; i < 6; i++)
      full = [...full, await kitchen.one('meals.place', wish(BREAD), { contact: eater(i), arrivedAt: since(i) })]
    expect(full.map(one => one.name)).toEqual(Array(6).fill('placed'))
  })
  afterEach(() => database.close())

  const waits = (i: number, dish = BREAD) =>
    kitchen.one('meals.place', { ...wish(dish), wait: true }, { contact: eater(i), arrivedAt: since(MINUTE + i) })
  const undo = (outcome: Outcome | undefined, i: number) =>
    kitchen.one('meals.undo', outcome?.act?.input ?? {}, { contact: eater(i), arrivedAt: since(HOUR) })
  const sweep = (at = since(HOUR)) => database.transaction(async tx => kitchen.trade.sweep?.(tx, at))
  const statusOf = async (outcome: Outcome) => {
    const orders = await database.db.select().from(mealOrder)
    return orders.find(one => one.number === outcome.output.number)?.status
  }

  test('the kitchen is full: who waits takes nothing, who does not is told so', async () => {
    expect((await kitchen.one('meals.place', wish(BREAD))).name).toBe('kitchen_full')
    const quote = await kitchen.one('meals.quote', { ...wish(BREAD), wait: true })
    expect(quote).toMatchObject({ name: 'ready', output: { waits: true } })
    const before = await takenOf(database.db, 'M23', DATE, 'lunch')
    const waiting = await waits(0)
    expect(waiting).toMatchObject({ name: 'waiting', output: { due: '1' }, act: { undo: 'meals.undo' } })
    expect(await takenOf(database.db, 'M23', DATE, 'lunch')).toEqual(before)
    expect(await statusOf(waiting)).toBe('waitlisted')
  })

  test('a place that comes free goes to the earliest in the same commit, and is told once', async () => {
    const [first, second] = [await waits(0), await waits(1)]
    await undo(full[3], 3)
    expect([await statusOf(first), await statusOf(second)]).toEqual(['placed', 'waitlisted'])
    expect(kitchen.told).toMatchObject([{ name: 'meal_place_free', data: { number: first.output.number, due: '1' } }])
    await sweep()
    await sweep()
    expect(kitchen.told).toHaveLength(1)
    expect((await takenOf(database.db, 'M23', DATE, 'lunch'))['meals/']).toBe(6)
    expect((await kitchen.one('meals.place', wish(BREAD))).name).toBe('kitchen_full')
  })

  test('the earliest that fits: one whose dish is gone waits on', async () => {
    const gone = await waits(0, 'D042')
    const fits = await waits(1)
    await database.db.execute(sql`insert into stock (site, date, period, kind, key, capacity, taken)
      values ('M23', ${DATE}::date, 'lunch', 'dish', 'D042', 0, 0)
      on conflict (site, date, period, kind, key) do update set capacity = 0`)
    await undo(full[0], 0)
    expect([await statusOf(gone), await statusOf(fits)]).toEqual(['waitlisted', 'placed'])
  })

  test('more capacity is noticed by the sweep', async () => {
    const waiting = [await waits(0), await waits(1), await waits(2)]
    await sweep()
    expect(await statusOf(waiting[0] as Outcome)).toBe('waitlisted')
    await database.db.execute(sql`update stock set capacity = 8 where site = 'M23' and kind = 'meals'`)
    await sweep()
    expect(await Promise.all(waiting.map(statusOf))).toEqual(['placed', 'placed', 'waitlisted'])
    expect(kitchen.told.map(one => one.data.number)).toEqual(waiting.slice(0, 2).map(one => one.output.number))
  })

  test('taken back while waiting, it gives back nothing and is not served', async () => {
    const [first, second] = [await waits(0), await waits(1)]
    expect((await undo(first, 0)).name).toBe('undone')
    expect((await takenOf(database.db, 'M23', DATE, 'lunch'))['meals/']).toBe(6)
    await undo(full[1], 1)
    expect([await statusOf(first), await statusOf(second)]).toEqual(['cancelled', 'placed'])
    expect((await undo(second, 1)).name).toBe('undone')
    expect((await takenOf(database.db, 'M23', DATE, 'lunch'))['meals/']).toBe(5)
  })

  test('at the cut-off it ends, is told once, and its subsidy is free again', async () => {
    // Zhao Dechang is 80: the subsidy is his from the moment he waits.
    const input = { ...wish(BREAD), wait: true }
    const waiting = await kitchen.one('meals.place', input, { contact: person('P004'), arrivedAt: since(MINUTE) })
    const claims = async () => {
      const found = await database.db.select().from(subsidyClaim)
      return found.filter(one => one.orderId === waiting.output.order).length
    }
    expect([waiting.name, await claims()]).toEqual(['waiting', 1])
    const end = waiting.act?.until ?? since(0)
    await sweep(end)
    await sweep(end)
    expect(await statusOf(waiting)).toBe('declined')
    expect(kitchen.told).toMatchObject([{ name: 'meal_no_place', data: { number: waiting.output.number } }])
    expect(await claims()).toBe(0)
    const late = await kitchen.one('meals.undo', waiting.act?.input ?? {}, { contact: person('P004') })
    expect(late.name).toBe('undone')
    expect(await statusOf(waiting)).toBe('declined')
  })

  test('it shows among the open orders as waiting, and can be taken back there', async () => {
    const waiting = await waits(0)
    const found = await kitchen.one('meals.orders', { only: 'undoable' }, { contact: eater(0) })
    const orders = (found.output.orders ?? [found.output.order]) as JsonObject[]
    expect(orders.find(one => one.number === waiting.output.number)).toMatchObject({
      status_words: '在排队，有空位告诉您',
      can_undo: true,
    })
  })

  test('undos, sweeps and new orders at once: each free place goes once, the earliest first', async () => {
    const waiting: Outcome[] = []
    for (let i = 0; i < 8; i++) waiting.push(await waits(i))
    await Promise.all([
      ...full.slice(0, 4).map((one, i) => undo(one, i)),
      sweep(),
      sweep(),
      ...Array.from({ length: 4 }, (_, i) => kitchen.one('meals.place', wish(BREAD), { contact: eater(i) })),
    ])
    await sweep()
    const statuses = await Promise.all(waiting.map(statusOf))
    const standing = (await ordersIn(database.db)).filter(one => one.date === DATE && one.status === 'placed')
    expect(standing).toHaveLength(6)
    expect((await takenOf(database.db, 'M23', DATE, 'lunch'))['meals/']).toBe(6)
    const served = statuses.filter(one => one === 'placed').length
    expect(statuses).toEqual([...Array(served).fill('placed'), ...Array(8 - served).fill('waitlisted')])
    expect(new Set(kitchen.told.map(one => one.key)).size).toBe(kitchen.told.length)
    expect(kitchen.told).toHaveLength(served)
  })
})
