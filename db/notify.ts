import type { Topic, Tx } from './database.ts'
import { sql } from './sql.ts'

/** The one channel of NOTIFY that every topic goes by. */
export const CHANNEL = 'zhaoying'

export async function notify(tx: Tx, topic: Topic, payload: string): Promise<void> {
  await tx.execute(sql`select pg_notify(${CHANNEL}, ${`${topic} ${payload}`})`)
}
