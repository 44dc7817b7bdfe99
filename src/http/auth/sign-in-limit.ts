import { createHash } from 'node:crypto'
import type { Database } from '../../../db/database.ts'
import { staffRateLimit } from '../../../db/schema/staff.ts'
import { inArray, lt, sql } from '../../../db/sql.ts'
import type { Instant } from '../../core/civil-time.ts'

/** Wrong passwords in one minute: of one user name, and from one address (an office shares one). */
const PER_NAME = 10
const PER_ADDRESS = 100
const WINDOW_MS = 60_000

export interface Attempt {
  readonly username: string
  readonly address: string
}

/** Counts the attempt before it is tried, so that many at once are counted too. False: too many, don't try. */
export async function countAttempt(database: Database, attempt: Attempt, now: Instant): Promise<boolean> {
  const [name, address] = keysOf(attempt)
  const began = new Date(now)
  const over = sql`${staffRateLimit.since} < ${new Date(now - WINDOW_MS).toISOString()}::timestamptz`
  const counted = await database.db
    .insert(staffRateLimit)
    .values([name, address].sort().map(key => ({ key, count: 1, since: began })))
    .onConflictDoUpdate({
      target: staffRateLimit.key,
      set: {
        count: sql`case when ${over} then 1 else ${staffRateLimit.count} + 1 end`,
        since: sql`case when ${over} then excluded.since else ${staffRateLimit.since} end`,
      },
    })
    .returning()
  const count = (key: string) => counted.find(row => row.key === key)?.count ?? 0
  return count(name) <= PER_NAME && count(address) <= PER_ADDRESS
}

/** Somebody who knows the password is not guessing: only wrong attempts stay counted. */
export async function forgetAttempts(database: Database, attempt: Attempt, now: Instant): Promise<void> {
  await database.db.delete(staffRateLimit).where(inArray(staffRateLimit.key, keysOf(attempt)))
  await database.db.delete(staffRateLimit).where(lt(staffRateLimit.since, new Date(now - WINDOW_MS)))
}

function keysOf({ username, address }: Attempt): [name: string, address: string] {
  const hash = (text: string) => createHash('sha256').update(text).digest('base64url')
  return [hash(`name ${username.toLowerCase()}`), hash(`address ${address}`)]
}
