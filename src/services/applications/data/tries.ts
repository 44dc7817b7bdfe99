import type { Tx } from '../../../../db/database.ts'
import { applicationLookup } from '../../../../db/schema/index.ts'
import { and, gt, inArray, lt } from '../../../../db/sql.ts'
import type { Vault } from '../../../../db/vault.ts'
import { HOUR, type Instant, instantOfDate, later } from '../../../core/civil-time.ts'

const WITHIN = HOUR
const MOST = 5
const KEPT = 24 * HOUR

interface Try {
  readonly conversation: string
  /** As on file. */
  readonly number: string
  readonly at: Instant
}

/**
 * Which of these tries, in their order, may still look: a few an hour for a conversation and for a number, so that
 * guessing gets nowhere. Those that may are counted, whether or not they find something.
 */
export async function countTries(vault: Vault, tx: Tx, tries: readonly Try[]): Promise<readonly boolean[]> {
  const keyed = tries.map(one => ({
    at: one.at,
    keys: [hashed(vault, 'conversation', one.conversation), hashed(vault, 'number', one.number)],
  }))
  const since = later(Math.min(...tries.map(one => one.at)) as Instant, -WITHIN) // the least of several instants
  const before = await tx
    .select()
    .from(applicationLookup)
    .where(
      and(
        inArray(
          applicationLookup.key,
          keyed.flatMap(one => one.keys),
        ),
        gt(applicationLookup.at, new Date(since)),
      ),
    )
  const counted = before.map(row => ({ key: row.key, at: instantOfDate(row.at) }))
  const fresh: { key: string; at: Date }[] = []
  const may = keyed.map(({ keys, at }) => {
    const full = keys.some(key => counted.filter(one => one.key === key && one.at > at - WITHIN).length >= MOST)
    if (full) return false
    counted.push(...keys.map(key => ({ key, at })))
    fresh.push(...keys.map(key => ({ key, at: new Date(at) })))
    return true
  })
  if (fresh.length > 0) await tx.insert(applicationLookup).values(fresh)
  return may
}

export async function forgetOldTries(tx: Tx, now: Instant): Promise<void> {
  await tx.delete(applicationLookup).where(lt(applicationLookup.at, new Date(later(now, -KEPT))))
}

function hashed(vault: Vault, purpose: string, value: string): string {
  return Buffer.from(vault.hash(`application.try.${purpose}`, value)).toString('hex')
}
