import { describe, expect, test } from 'vitest'
import * as z from 'zod'
import { addDays, civilDate } from '../../src/core/civil-time.ts'
import { branded, type ContactId } from '../../src/core/ids.ts'
import { ENGINES, TEST_NOW, type TestDatabase, testDatabase } from '../../test/database.ts'
import { profileForm, profileSchema } from '../profile.ts'
import { rows, wholeNumber } from '../rows.ts'
import { area, contact, dish, mandate, mealOrder, sitePeriod, subsidyRule } from '../schema/index.ts'
import { eq, sql } from '../sql.ts'
import { demoContactId } from './people.ts'
import { seed } from './seed.ts'
import { demoStaff } from './staff.ts'

async function counts(database: TestDatabase, tables: readonly string[]): Promise<Record<string, number>> {
  const found = tables.map(async table => {
    const [row] = await rows(
      database.db,
      sql`select count(*) as n from ${sql.identifier(table)}`,
      z.object({ n: wholeNumber }),
    )
    return [table, row?.n ?? 0] as const
  })
  return Object.fromEntries(await Promise.all(found))
}

const REFERENCE = { area: 223, channel_account: 1, meal_vocabulary: 71 }
const DEMO = {
  dish: 60,
  dish_term: 24,
  site: 24,
  menu_template: 63,
  subsidy_rule: 5,
  contact: 18,
  data_key: 18,
  mandate: 6,
  meal_order: 3,
  application_type: 16,
  application_case: 12,
  application_stop: 1,
}

describe.each(ENGINES)('%s', engine => {
  test('without demo data there are areas, words and the web channel, and nothing else', async () => {
    const database = await testDatabase(engine, { seed: 'none' })
    expect(await counts(database, Object.keys(REFERENCE))).toEqual(REFERENCE)
    expect(Object.values(await counts(database, Object.keys(DEMO))).every(count => count === 0)).toBe(true)
    await database.close()
  })

  test('seeding again, and two processes at once, change nothing; an operator’s changes stay', async () => {
    const database = await testDatabase(engine, { seed: 'none' })
    const grow = () => seed(database, database.vault, 'demo', TEST_NOW)
    await Promise.all([grow(), grow()])
    expect(await counts(database, Object.keys(DEMO))).toEqual(DEMO)
    await database.db.update(dish).set({ priceFen: 999 }).where(eq(dish.code, 'D001'))
    await database.db.delete(subsidyRule).where(eq(subsidyRule.code, 'SUB5'))
    await grow()
    expect((await database.db.select().from(dish).where(eq(dish.code, 'D001')))[0]?.priceFen).toBe(999)
    expect(await database.db.$count(subsidyRule)).toBe(4)
    await database.close()
  })

  test('demo people are sealed, and what refers to them holds', async () => {
    const database = await testDatabase(engine, { seed: 'demo' })
    const people = await database.db.select().from(contact)
    const ids = people.map(person => branded<ContactId>(person.id))
    const keys = await database.vault.keys(database.db, ids)
    const profiles = ids.map((id, at) => {
      const key = keys.get(id)
      const sealed = people[at]?.profile
      if (!key || !sealed) throw new Error('a person without key or profile')
      expect(Buffer.from(sealed).includes('138')).toBe(false)
      return profileSchema.parse(database.vault.open(key, sealed))
    })
    const chen = profiles[ids.indexOf(demoContactId('P001'))]
    expect(chen).toMatchObject({ name: { 'zh-CN': '陈桂兰' }, birth: { year: 1942 }, allergies: { codes: ['peanut'] } })
    expect(profileForm(chen)).toBe('陈奶奶')
    expect(profileForm(chen, 'en')).toBe('Mrs Chen')
    const streets = new Set((await database.db.select().from(area)).map(row => row.code))
    for (const profile of profiles) if (profile.street) expect(streets).toContain(profile.street)
    await database.close()
  })

  test('mandates count from the day of seeding', async () => {
    const database = await testDatabase(engine, { seed: 'demo' })
    const today = civilDate(TEST_NOW)
    const [chen] = await database.db
      .select()
      .from(mandate)
      .where(eq(mandate.elderId, demoContactId('P001')))
    expect(chen).toMatchObject({
      relativeId: demoContactId('R001'),
      validFrom: addDays(today, -120),
      validTo: addDays(today, 245),
      state: 'active',
    })
    await database.close()
  })

  test('老样子: a past order of each usual meal, sealed for who ate it, on a day when it was served', async () => {
    const database = await testDatabase(engine, { seed: 'demo' })
    const id = demoContactId('P001')
    const [order] = await database.db.select().from(mealOrder).where(eq(mealOrder.dinerId, id))
    const key = (await database.vault.keys(database.db, [id])).get(id)
    if (!order || !key) throw new Error('no order')
    expect(order).toMatchObject({ period: 'lunch', site: 'M01', status: 'closed', priceFen: 500, dueFen: 600 })
    expect(order.date < civilDate(TEST_NOW)).toBe(true)
    expect(database.vault.open(key, order.recipient)).toMatchObject({ name: '陈桂兰', allergies: ['peanut'] })
    expect(await database.db.$count(sitePeriod)).toBeGreaterThan(40)
    await database.close()
  })
})

test('demo staff have known roles, and no password stands in the data', () => {
  expect(demoStaff).toHaveLength(6)
  expect(Object.keys(demoStaff[0] ?? {}).toSorted()).toEqual(['areas', 'code', 'name', 'role', 'username'])
})
