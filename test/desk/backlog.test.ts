import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { inbound } from '../../db/schema/index.ts'
import { sql } from '../../db/sql.ts'
import { pickWaiting } from '../../src/desk/turn/pick.ts'
import type { Picker } from '../../src/desk/turn/picker.ts'
import { ENGINES, TEST_NOW, type TestDatabase, testDatabase } from '../database.ts'

const HANDLED = 3_000
const FEW = 300
const MANY = 6_000
const TRIES = 15
/** A look at each event's conversation among all that waits would be twenty times as much for twenty times as many. */
const NO_MORE_THAN = 10

describe.each(ENGINES)('what waits to be handled, on %s', engine => {
  let database: TestDatabase
  beforeEach(async () => {
    database = await testDatabase(engine)
  })
  afterEach(() => database.close())

  async function arrive(count: number, handledAt: Date | null = null): Promise<void> {
    await database.db.execute(sql`
      insert into ${inbound} (account_id, event_key, conversation_id, kind, sort, received_at, content, handled_at)
      select 'line/main', ${randomUUID()} || n, gen_random_uuid(), 'text', n, now(), '', ${handledAt}::timestamptz
      from generate_series(1, ${count}::int) n`)
  }

  async function fastestPick(): Promise<number> {
    const picker: Picker = { kind: database.kind, process: 'zhaoying' }
    const took: number[] = []
    for (let nth = 0; nth < TRIES; nth++) {
      const began = performance.now()
      await pickWaiting(database.loose, picker, [], TEST_NOW)
      took.push(performance.now() - began)
    }
    return Math.min(...took)
  }

  /** Hardly anything waits when the server plans the statement, for good. */
  async function planWhenCalm(): Promise<void> {
    await arrive(HANDLED, new Date(TEST_NOW))
    await arrive(1)
    await database.db.execute(sql`analyze ${inbound}`)
    await fastestPick()
  }

  test('is chosen from as fast when thousands wait as when hundreds do', async () => {
    await planWhenCalm()
    await arrive(FEW)
    const few = await fastestPick()
    await arrive(MANY)
    // Other work of the machine only ever makes it slower.
    const isAsFast = async () => expect(await fastestPick()).toBeLessThan(few * NO_MORE_THAN)
    await vi.waitFor(isAsFast, { timeout: 15_000, interval: 500 })
  })
})
