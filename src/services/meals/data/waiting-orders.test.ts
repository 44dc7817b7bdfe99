import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { mealOrder } from '../../../../db/schema/index.ts'
import { sql } from '../../../../db/sql.ts'
import { TEST_NOW, type TestDatabase, testDatabase } from '../../../../test/database.ts'
import { lockInVain, lockWaiting } from './waiting-orders.ts'

const FEW = 300
const MANY = 30_000
const TRIES = 8
/** Reading all orders would take a hundred times as long. */
const NO_MORE_THAN = 10

// PGlite plans a statement anew each time.
describe('those who wait for a place, on postgres', () => {
  let database: TestDatabase
  beforeEach(async () => {
    database = await testDatabase('postgres')
  })
  afterEach(() => database.close())

  async function delivered(count: number): Promise<void> {
    await database.db.execute(sql`
      insert into ${mealOrder} (id, number, act_key, contact_id, conversation_id, site, area, date, period, mode, lines,
        dietary, price_fen, delivery_fen, subsidy_fen, due_fen, pay_by, status, recipient, sameness, placed_at,
        undo_until, status_at)
      select gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), 'M01', '410105',
        '2026-01-01'::date + n % 300, 'lunch', 'deliver', '[]', '[]', 0, 0, 0, 0, 'cash', 'delivered', '', 'same', now(),
        '2026-01-01', now()
      from generate_series(1, ${count}::int) n`)
    await database.db.execute(sql`analyze ${mealOrder}`)
  }

  async function fastest(look: () => Promise<unknown>): Promise<number> {
    const took: number[] = []
    for (let nth = 0; nth < TRIES; nth++) {
      const began = performance.now()
      await look()
      took.push(performance.now() - began)
    }
    return Math.min(...took)
  }

  const looks = {
    'until the cut-off in vain': () => lockInVain(database.db, TEST_NOW),
    'for a meal that has room again': () =>
      lockWaiting(database.db, [{ site: 'M01', date: '2026-02-01', period: 'lunch' }], TEST_NOW),
  }
  test.each(Object.entries(looks))('%s are found as fast among many orders as among few', async (_, look) => {
    await delivered(FEW)
    const few = await fastest(look)
    await delivered(MANY)
    // Other work of the machine only ever makes it slower.
    const isAsFast = async () => expect(await fastest(look)).toBeLessThan(few * NO_MORE_THAN)
    await vi.waitFor(isAsFast, { timeout: 15_000, interval: 500 })
  })
})
