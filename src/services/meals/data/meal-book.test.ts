import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { dish, mealVocabulary, menuTemplate, site, sitePeriod, subsidyRule } from '../../../../db/schema/index.ts'
import { sql } from '../../../../db/sql.ts'
import { ENGINES, type TestDatabase, testDatabase } from '../../../../test/database.ts'
import { loadMealBook } from './meal-book.ts'

const TABLES = [dish, mealVocabulary, menuTemplate, subsidyRule, site, sitePeriod]

describe.each(ENGINES)('the book of meals, on %s', engine => {
  let database: TestDatabase
  beforeEach(async () => {
    database = await testDatabase(engine, { seed: 'demo' })
  })
  afterEach(() => database.close())

  test('is read once, and is the same for all who ask', async () => {
    expect(await loadMealBook(database.db)).toBe(await loadMealBook(database.db))
  })

  test.each(TABLES)('is read again when a row of one of its tables is gone or changed (%#)', async table => {
    const before = await loadMealBook(database.db)
    await database.db.execute(sql`delete from ${table} where false`)
    expect(await loadMealBook(database.db)).not.toBe(before)
  })

  test('has a price as soon as it was changed, and as it was when the change is taken back', async () => {
    const price = async () => (await loadMealBook(database.db)).dishes.get('D001')?.priceFen
    const before = await price()
    await database
      .transaction(async tx => {
        await tx.update(dish).set({ priceFen: 1 })
        expect((await loadMealBook(tx)).dishes.get('D001')?.priceFen).toBe(1)
        throw new Error('taken back')
      })
      .catch(() => {})
    expect(await price()).toBe(before)
    await database.db.update(dish).set({ priceFen: 2 })
    expect(await price()).toBe(2)
  })
})
