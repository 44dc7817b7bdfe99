import type { Topic, Tx } from './database.ts'
import { sql } from './sql.ts'

/** The one channel of NOTIFY that every topic goes by. */
export const CHANNEL = 'zhaoying'

/** A payload has less than 8,000 bytes: so many UUIDs go by one. https://www.postgresql.org/docs/current/sql-notify.html */
const IDS_AT_ONCE = 200

export async function notify(tx: Tx, topic: Topic, ...ids: readonly string[]): Promise<void> {
  for (const payload of payloadsOf(topic, ids)) await tx.execute(sql`select pg_notify(${CHANNEL}, ${payload})`)
}

/** No ids: for nobody in particular. */
export function payloadsOf(topic: Topic, ids: readonly string[]): readonly string[] {
  const count = Math.max(1, Math.ceil(ids.length / IDS_AT_ONCE))
  const parts = Array.from({ length: count }, (_, i) => ids.slice(i * IDS_AT_ONCE, (i + 1) * IDS_AT_ONCE))
  return parts.map(part => `${topic} ${part.join()}`)
}
