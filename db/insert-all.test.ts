import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { ENGINES, TEST_NOW, type TestDatabase, testDatabase } from '../test/database.ts'
import { insertAll } from './insert-all.ts'
import { mealOrder } from './schema/index.ts'
import { inArray } from './sql.ts'

const ORDER: typeof mealOrder.$inferSelect = {
  id: '',
  number: '',
  actKey: '',
  contactId: randomUUID(),
  conversationId: randomUUID(),
  dinerId: null,
  site: 'M01',
  area: '410102001',
  date: '2026-11-25',
  period: 'lunch',
  mode: 'deliver',
  courierSlot: null,
  lines: [{ dish: 'D"001\\', quantity: 2, priceFen: 800 }],
  dietary: ['少{盐}', 'NULL'],
  priceFen: 1600,
  deliveryFen: 100,
  subsidyFen: 0,
  subsidyRule: null,
  dueFen: 1700,
  payBy: 'on_delivery',
  status: 'placed',
  recipient: Buffer.from([0, 34, 92, 255]),
  sameness: 'a,b "c" \\d',
  placedAt: new Date(TEST_NOW),
  undoUntil: new Date(TEST_NOW + 1),
  statusAt: new Date(TEST_NOW),
}
const order = (nth: number) => ({ ...ORDER, id: randomUUID(), number: `订${nth}`, actKey: `key ${nth}` })

describe.each(ENGINES)('rows inserted together, on %s', engine => {
  let database: TestDatabase
  beforeEach(async () => {
    database = await testDatabase(engine)
  })
  afterEach(() => database.close())

  test('are those that drizzle would have inserted one by one', async () => {
    const together = [order(1), { ...order(2), dinerId: randomUUID(), courierSlot: '11:00', dietary: [] }]
    const apart = together.map(one => ({
      ...one,
      id: randomUUID(),
      number: `${one.number}x`,
      actKey: `${one.actKey}x`,
    }))
    await insertAll(database.db, mealOrder, together)
    await database.db.insert(mealOrder).values(apart)
    const found = (all: typeof together) =>
      database.db
        .select()
        .from(mealOrder)
        .where(
          inArray(
            mealOrder.id,
            all.map(one => one.id),
          ),
        )
        .orderBy(mealOrder.number)
    const alike = (rows: (typeof ORDER)[]) =>
      rows.map(({ id, number, actKey, recipient, ...rest }) => ({ ...rest, recipient: [...recipient] }))
    expect(await found(together)).toHaveLength(2)
    expect(alike(await found(together))).toEqual(alike(await found(apart)))
  })

  test('may be none', async () => {
    await insertAll(database.db, mealOrder, [])
    expect(await database.db.select().from(mealOrder)).toEqual([])
  })
})
