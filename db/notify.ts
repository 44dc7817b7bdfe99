import type { Topic, Tx } from './database.ts'
import { sql } from './sql.ts'

/** The one channel of NOTIFY that every topic goes by. */
export const CHANNEL = 'zhaoying'

/** A payload has less than 8,000 bytes: so many UUIDs go by one. https://www.postgresql.org/docs/current/sql-notify.html */
const IDS_AT_ONCE = 200

export async function notify(tx: Tx, topic: Topic, ...ids: readonly string[]): Promise<void> {
  for (let from = 0; from === 0 || from < ids.length; from += IDS_AT_ONCE) {
    const payload = `${topic} ${ids.slice(from, from + IDS_AT_ONCE).join()}`
    await tx.execute(sql`select pg_notify(${CHANNEL}, ${payload})`)
  }
}
