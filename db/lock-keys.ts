import { createHash } from 'node:crypto'
import type { Tx } from './database.ts'
import { sql } from './sql.ts'

/**
 * One transaction at a time for each of these keys, where no row stands that could be locked. In order of their number,
 * so that two who want the same keys never wait for each other; held until the transaction ends.
 */
export async function lockKeys(tx: Tx, keys: readonly string[]): Promise<void> {
  const numbers = [...new Set(keys.map(lockNumber))]
  if (numbers.length === 0) return
  await tx.execute(sql`with wanted as materialized (
      select value::bigint as number from jsonb_array_elements_text(${JSON.stringify(numbers)}::jsonb) order by 1
    ) select count(pg_advisory_xact_lock(number)) from wanted`)
}

/** 64 bits as text: JavaScript numbers hold 53. */
function lockNumber(key: string): string {
  return createHash('sha256').update(key).digest().readBigInt64BE().toString()
}
