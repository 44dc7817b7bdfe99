import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { auditLog, mealOrder } from '../../../../db/schema/index.ts'
import { eq, sql } from '../../../../db/sql.ts'
import { ENGINES, type TestDatabase, testDatabase } from '../../../../test/database.ts'
import { HOUR, MINUTE } from '../../../core/civil-time.ts'
import { branded, type StaffId } from '../../../core/ids.ts'
import type { Role, Staff } from '../../../core/staff.ts'
import { kitchenOf, person, since } from '../test/kitchen.ts'

const staff = (role: Role, areas: readonly string[] = ['4101']): Staff => ({
  id: branded<StaffId>(`staff-${role}`),
  name: 'x',
  role,
  areas,
})
const MEAL = { site: 'M01', date: '2026-11-24', period: 'lunch' }

describe.each(ENGINES)('the kitchen’s lists on %s', engine => {
  let database: TestDatabase
  let kitchen: ReturnType<typeof kitchenOf>
  let order: string
  beforeEach(async () => {
    database = await testDatabase(engine, { seed: 'demo' })
    kitchen = kitchenOf(database)
    const dishes = [{ id: 'D042', quantity: 2 }]
    const placed = await kitchen.one('meals.place', { ...MEAL, dishes }, { contact: person('P001') })
    order = String(placed.output.order)
  })
  afterEach(() => database.close())

  const call = (path: string, input: unknown, who: Staff, more: { csv?: boolean; now?: number } = {}) => {
    const route = kitchen.trade.routes.find(one => one.path === path)
    if (!route) throw new Error(`no route ${path}`)
    const now = since(more.now ?? 2 * HOUR)
    return database.transaction(async tx => {
      const reply = await route.run(tx, input, { staff: who, now, csv: more.csv ?? false })
      if (reply.kind === 'json') route.output.parse(reply.body)
      return reply
    })
  }
  const orders = async (who: Staff) => {
    const reply = await call('/orders', MEAL, who)
    return reply.kind === 'json' ? reply.body : null
  }

  test('only staff of the area see an order', async () => {
    expect(await orders(staff('dispatcher', ['410105006']))).toMatchObject({ orders: [{ id: order }] })
    expect(await orders(staff('dispatcher', ['410102']))).toEqual({ orders: [] })
  })

  test('name and door are for those who need them, and every opening is written down', async () => {
    expect(await orders(staff('caseworker'))).toMatchObject({ orders: [{ recipient: null }] })
    expect(await database.db.select().from(auditLog)).toHaveLength(0)
    expect(await orders(staff('dispatcher'))).toMatchObject({ orders: [{ recipient: { name: '陈桂兰' } }] })
    expect(await database.db.select().from(auditLog)).toMatchObject([
      { staffId: 'staff-dispatcher', act: 'order.list', contactId: person('P001'), subject: order },
    ])
  })

  test('the sheet counts dishes, names allergies on the label and says what can still be taken back', async () => {
    const reply = await call('/kitchen', MEAL, staff('dispatcher'))
    expect(reply).toMatchObject({
      body: {
        orders: 1,
        still_open: 1,
        counts: [{ dish: 'D042', quantity: 2 }],
        labels: [{ name: '陈桂兰', lines: '软烧红烧肉2份', diet: '过敏：花生、软烂、少盐' }],
      },
    })
    const csv = await call('/kitchen', MEAL, staff('dispatcher'), { csv: true })
    expect(csv.kind === 'csv' && csv.text).toContain('软烧红烧肉2份')
  })

  test('delivered walks the states in between, tells once, and marking again changes nothing', async () => {
    const first = await call('/orders/:id/delivered', { id: order }, staff('dispatcher'))
    expect(first).toMatchObject({
      body: { status: 'delivered', walked: ['accepted', 'cooking', 'ready', 'out_for_delivery', 'delivered'] },
    })
    expect(await call('/orders/:id/delivered', { id: order }, staff('dispatcher'))).toMatchObject({
      body: { walked: [] },
    })
    expect(kitchen.told).toMatchObject([{ name: 'meal_delivered', data: { order } }])
    await expect(call('/orders/:id/no-answer', { id: order }, staff('dispatcher'))).rejects.toMatchObject({
      code: 'conflict',
    })
  })

  test('nobody at the door, then handed over after all', async () => {
    await call('/orders/:id/no-answer', { id: order }, staff('dispatcher'))
    expect(await call('/orders/:id/delivered', { id: order }, staff('dispatcher'))).toMatchObject({
      body: { walked: ['delivered'] },
    })
    expect(kitchen.told.map(one => one.name)).toEqual(['meal_no_answer', 'meal_delivered'])
  })

  test('while the resident can still take it back nothing is marked; of another area nothing is found', async () => {
    const early = { now: 10 * MINUTE }
    await expect(call('/orders/:id/delivered', { id: order }, staff('dispatcher'), early)).rejects.toMatchObject({
      code: 'conflict',
    })
    const stranger = staff('dispatcher', ['410102'])
    await expect(call('/orders/:id/delivered', { id: order }, stranger)).rejects.toMatchObject({ code: 'not_found' })
  })

  test('the kitchen accepts by the clock, and closes a day after delivery', async () => {
    const state = async () => {
      const [row] = await database.db
        .select({ status: mealOrder.status })
        .from(mealOrder)
        .where(eq(mealOrder.id, order))
      return row?.status
    }
    const sweep = (ms: number) => database.transaction(async tx => kitchen.trade.sweep?.(tx, since(ms)))
    await sweep(1.5 * HOUR - 1)
    expect(await state()).toBe('placed')
    await sweep(1.5 * HOUR)
    expect(await state()).toBe('accepted')
    await call('/orders/:id/delivered', { id: order }, staff('dispatcher'))
    await sweep(20 * HOUR)
    expect(await state()).toBe('delivered')
    await sweep(27 * HOUR)
    expect(await state()).toBe('closed')
  })

  test('no counter of an order that was marked is given back', async () => {
    await call('/orders/:id/delivered', { id: order }, staff('dispatcher'))
    const late = await kitchen.one('meals.undo', { order }, { contact: person('P001'), arrivedAt: since(3 * HOUR) })
    expect(late.name).toBe('too_late')
    const rows = await database.db.execute(sql`select 1 from stock where taken > 0`)
    expect(Array.isArray(rows) ? rows.length : Object(rows).rows.length).toBe(3)
  })
})
