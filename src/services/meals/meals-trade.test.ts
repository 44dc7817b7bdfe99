import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { subsidyClaim } from '../../../db/schema/index.ts'
import { sql } from '../../../db/sql.ts'
import { ENGINES, type TestDatabase, testDatabase } from '../../../test/database.ts'
import { HOUR, MINUTE } from '../../core/civil-time.ts'
import type { JsonObject } from '../../core/operation.ts'
import { kitchenOf, ordersIn, person, since, takenOf } from './test/kitchen.ts'

const dish = (id: string, quantity = 1) => ({ list: 'dishes', id, quantity })
/** Tuesday 24 November, 08:00: lunch of the same day is open until 09:30. */
const lunch = (site: string, dishes: readonly JsonObject[], more: JsonObject = {}): JsonObject => ({
  site,
  date: '2026-11-24',
  period: 'lunch',
  dishes,
  ...more,
})

describe.each(ENGINES)('meals on %s', engine => {
  let database: TestDatabase
  let kitchen: ReturnType<typeof kitchenOf>
  beforeEach(async () => {
    database = await testDatabase(engine, { seed: 'demo' })
    kitchen = kitchenOf(database)
  })
  afterEach(() => database.close())

  test('an order takes its portions, its place and a courier slot, and undoing gives all of it back', async () => {
    const placed = await kitchen.one('meals.place', lunch('M01', [dish('D031', 2), dish('D018')]), {
      contact: person('P002'),
    })
    expect(placed).toMatchObject({ name: 'placed', output: { due: '13' }, act: { undo: 'meals.undo' } })
    expect(await takenOf(database.db, 'M01', '2026-11-24', 'lunch')).toEqual({
      'meals/': 1,
      'dish/D031': 2,
      'dish/D018': 1,
      'courier/11:00': 1,
    })
    expect(await database.db.select().from(subsidyClaim)).toHaveLength(1)
    const undone = await kitchen.one('meals.undo', placed.act?.input ?? {}, {
      contact: person('P002'),
      arrivedAt: since(MINUTE),
    })
    expect(undone).toMatchObject({ name: 'undone', output: { number: placed.output.number } })
    expect(await takenOf(database.db, 'M01', '2026-11-24', 'lunch')).toEqual({})
    expect(await database.db.select().from(subsidyClaim)).toHaveLength(0)
  })

  test('undone twice is undone once', async () => {
    const placed = await kitchen.one('meals.place', lunch('M13', [dish('D018')]))
    const input = placed.act?.input ?? {}
    const twice = await kitchen.run('meals.undo', [kitchen.call(input), kitchen.call(input)])
    expect(twice.map(one => one.name)).toEqual(['undone', 'undone'])
    expect((await kitchen.one('meals.undo', input)).name).toBe('undone')
    expect(await takenOf(database.db, 'M13', '2026-11-24', 'lunch')).toEqual({})
  })

  test('the way back closes at the later of the cut-off and five minutes, judged by arrival', async () => {
    const late = await kitchen.one('meals.place', lunch('M13', [dish('D018')]), { arrivedAt: since(1.5 * HOUR - 1000) })
    expect(late.name).toBe('placed')
    const input = late.act?.input ?? {}
    expect((await kitchen.one('meals.undo', input, { arrivedAt: since(1.5 * HOUR + 5 * MINUTE) })).name).toBe(
      'too_late',
    )
    expect((await kitchen.one('meals.undo', input, { arrivedAt: since(1.5 * HOUR + 4 * MINUTE) })).name).toBe('undone')
  })

  test('a message that arrived a second before the cut-off orders, one on the dot does not', async () => {
    const outcomes = await kitchen.run('meals.place', [
      kitchen.call(lunch('M13', [dish('D018')]), { arrivedAt: since(1.5 * HOUR - 1000) }),
      kitchen.call(lunch('M13', [dish('D017')]), { arrivedAt: since(1.5 * HOUR) }),
    ])
    expect(outcomes[0]?.name).toBe('placed')
    expect(outcomes[1]).toMatchObject({
      name: 'past_cutoff',
      output: { cutoff: '上午9点半', meals: [{ label: '今天晚饭' }, { label: '明天中午饭' }] },
    })
  })

  test('the same act again is answered with the first number, for sixty seconds', async () => {
    const wish = lunch('M13', [dish('D018')])
    const first = await kitchen.one('meals.place', wish)
    const again = await kitchen.one('meals.place', wish, { arrivedAt: since(59_000) })
    expect(again).toEqual({ name: 'doubled', output: { number: first.output.number } })
    expect((await kitchen.one('meals.place', wish, { arrivedAt: since(61_000) })).name).toBe('placed')
    expect((await kitchen.one('meals.place', { ...wish, again: true }, { arrivedAt: since(62_000) })).name).toBe(
      'placed',
    )
  })

  test('after undoing, the same order again is a new one', async () => {
    const wish = lunch('M13', [dish('D018')])
    const first = await kitchen.one('meals.place', wish)
    await kitchen.one('meals.undo', first.act?.input ?? {}, { arrivedAt: since(5_000) })
    const second = await kitchen.one('meals.place', wish, { arrivedAt: since(10_000) })
    expect(second.name).toBe('placed')
    expect(second.output.number).not.toBe(first.output.number)
  })

  test('the same call handled again gives the same order', async () => {
    const call = kitchen.call(lunch('M13', [dish('D018')]))
    const [first] = await kitchen.run('meals.place', [call])
    const [again] = await kitchen.run('meals.place', [call])
    expect(again).toEqual(first)
    expect(await ordersIn(database.db)).toHaveLength(1)
  })

  test('one subsidy a diner and meal, whoever orders it; the second order says so', async () => {
    // Chen Guilan is 84: 3 yuan off; her daughter orders a second meal.
    const first = await kitchen.one('meals.place', lunch('M01', [dish('D031')]), { contact: person('P001') })
    expect(first.output.due).toBe('6')
    const wish = { ...lunch('M01', [dish('D042')]), diner: person('P001') }
    const quote = await kitchen.one('meals.quote', wish, { contact: person('R001') })
    expect(quote.output.bill).toContain('补贴已经用过了')
    const second = await kitchen.one('meals.place', wish, { contact: person('R001') })
    expect(second.output.due).toBe('16')
    expect(await database.db.select().from(subsidyClaim)).toHaveLength(1)
  })

  test('a sum that is no longer what was read back is asked about again', async () => {
    const wish = lunch('M01', [dish('D031')], { due_fen: 600 })
    await kitchen.one('meals.place', lunch('M01', [dish('D018')]), { contact: person('P001') })
    expect((await kitchen.one('meals.place', wish, { contact: person('P001') })).name).toBe('changed')
  })

  test('mandates: only active ones, inside their days, with the scope', async () => {
    const forElder = (relative: string, elder: string) =>
      kitchen.one(
        'meals.quote',
        { ...lunch('M01', [dish('D018')]), diner: person(elder) },
        { contact: person(relative) },
      )
    expect((await forElder('R001', 'P001')).name).toBe('ready')
    expect((await forElder('R004', 'P012')).name).toBe('not_allowed')
    expect((await forElder('R004', 'P014')).name).toBe('not_allowed')
    expect((await forElder('R001', 'P002')).name).toBe('not_allowed')
  })

  test('for somebody who is only named nothing on file is used, and allergies are asked', async () => {
    const other = { name: '张三', street: '410105006', address: '南阳路1号', phone: '13800009999' }
    const wish = { ...lunch('M01', [dish('D031')]), other }
    expect((await kitchen.one('meals.quote', wish)).name).toBe('ask_allergies')
    const ready = await kitchen.one('meals.quote', { ...wish, allergies: [] })
    expect(ready).toMatchObject({
      name: 'ready',
      output: { due: '9', place: '送到张三家（南阳路1号，电话138 0000 9999）' },
    })
  })

  test('an allergy blocks the dish, with the two nearest that they may eat', async () => {
    // Thursday's dinner at a home-style site has kung pao chicken on another day; the mapo tofu is spicy for Mr Wu.
    const clash = await kitchen.one('meals.quote', lunch('M10', [dish('D037')]), { contact: person('P004') })
    expect(['blocked', 'not_on_menu']).toContain(clash.name)
    const blocked = await kitchen.one(
      'meals.quote',
      { ...lunch('M01', [dish('D054')]), allergies: [] },
      { contact: person('P009') },
    )
    expect(blocked).toMatchObject({ name: 'blocked', output: { why: 'allergy', what: '蛋类' } })
  })

  test('an amount above 100 yuan is to be asked twice', async () => {
    const dishes = [dish('D042', 4), dish('D043', 4)]
    expect((await kitchen.one('meals.quote', lunch('M13', dishes))).output.twice).toBe(true)
    expect((await kitchen.one('meals.quote', lunch('M13', [dish('D042', 2)]))).output.twice).toBe(false)
  })

  test('the meal and its site are found from what was said', async () => {
    const said = await kitchen.one(
      'meals.when',
      { period: 'evening', dishes: [dish('D048')] },
      { contact: person('P001') },
    )
    expect(said).toMatchObject({
      name: 'open',
      output: { date: '2026-11-24', period: 'dinner', site: 'M01', mode: 'deliver', meal: '今天晚饭' },
    })
    const nothing = await kitchen.one('meals.when', {}, { contact: person('P001') })
    expect(nothing).toMatchObject({
      name: 'ask',
      output: {
        meals: expect.arrayContaining([{ date: '2026-11-25', period: 'breakfast', label: '明天早饭', name: '早饭' }]),
      },
    })
    const late = await kitchen.one(
      'meals.when',
      { date: '2026-11-24', period: 'lunch' },
      { contact: person('P001'), arrivedAt: since(2 * HOUR) },
    )
    expect(late).toMatchObject({ name: 'past_cutoff', output: { meal: '中午饭', cutoff: '上午9点半' } })
    const halal = await kitchen.one('meals.when', { period: 'lunch' }, { contact: person('P005') })
    expect(halal).toMatchObject({ name: 'open', output: { site: 'M16' } })
  })

  test('a menu leaves out what they may not eat and what is gone', async () => {
    const menu = await kitchen.one('meals.menu', lunch('M01', []), { contact: person('P001') })
    const labels = (menu.output.dishes as JsonObject[]).map(one => one.label)
    expect(labels[0]).toBe('软烧红烧肉 15元')
    expect(labels).not.toContain('家常豆腐 8元')
  })

  test('老样子 is the last confirmed order of that meal, at its next day', async () => {
    const usual = await kitchen.one('meals.usual', { period: 'lunch' }, { contact: person('P001') })
    expect(usual).toMatchObject({
      name: 'found',
      output: {
        site: 'M01',
        date: '2026-11-24',
        dishes: [
          { id: 'D018', quantity: 1 },
          { id: 'D010', quantity: 1 },
        ],
        dearer: [],
      },
    })
    await database.db.execute(sql`update dish set price_fen = 500 where code = 'D010'`)
    const dearer = await kitchen.one('meals.usual', {}, { contact: person('P001') })
    expect(dearer.output.dearer).toEqual([{ name: '鸡蛋羹', now: '5', before: '4' }])
    expect((await kitchen.one('meals.usual', {}, { contact: person('P013') })).name).toBe('none')
  })

  test('open orders are those of the one who asks, as orderer or diner', async () => {
    expect((await kitchen.one('meals.orders', {}, { contact: person('P001') })).name).toBe('none')
    await kitchen.one(
      'meals.place',
      { ...lunch('M01', [dish('D018')]), diner: person('P001') },
      { contact: person('R001') },
    )
    for (const who of ['P001', 'R001']) {
      const found = await kitchen.one('meals.orders', {}, { contact: person(who) })
      expect(found).toMatchObject({ name: 'one', output: { order: { lines: '软米饭1碗', can_undo: true } } })
    }
    expect((await kitchen.one('meals.orders', {}, { contact: person('P002') })).name).toBe('none')
  })
})
