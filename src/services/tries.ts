import type { Tx } from '../../db/database.ts'
import { lockKeys } from '../../db/lock-keys.ts'
import { applicationLookup } from '../../db/schema/index.ts'
import { and, gt, inArray, lt } from '../../db/sql.ts'
import type { Vault } from '../../db/vault.ts'
import { HOUR, type Instant, instantOfDate, later } from '../core/civil-time.ts'

const WITHIN = HOUR
const MOST = 5
const KEPT = 24 * HOUR

export interface Try {
  /** What is counted, each by itself: who tries, and what they try at. */
  readonly keys: readonly string[]
  readonly at: Instant
}

/** Kept and compared as a hash: nobody learns from the table what was tried. */
export function tryKey(vault: Vault, purpose: string, value: string): string {
  return Buffer.from(vault.hash(purpose, value)).toString('hex')
}

/**
 * Which of these tries, in their order, may still look: a few an hour for each key, so that guessing gets nowhere.
 * Those that may are counted, whether or not they find something. Others who try with one of the keys at the same
 * moment wait until this transaction ends.
 */
export async function countTries(tx: Tx, tries: readonly Try[]): Promise<readonly boolean[]> {
  const keys = tries.flatMap(one => one.keys)
  await lockKeys(tx, keys)
  const since = later(Math.min(...tries.map(one => one.at)) as Instant, -WITHIN) // the least of several instants
  const before = await tx
    .select()
    .from(applicationLookup)
    .where(and(inArray(applicationLookup.key, keys), gt(applicationLookup.at, new Date(since))))
  const counted = before.map(row => ({ key: row.key, at: instantOfDate(row.at) }))
  const fresh: { key: string; at: Date }[] = []
  const may = tries.map(({ keys, at }) => {
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
