import * as z from 'zod'
import type { Database, Tx } from './database.ts'
import { migrationNames } from './migration-state.ts'
import { migrationText } from './migration-text.ts'
import { rows } from './rows.ts'
import { sql } from './sql.ts'

/** Any fixed number: processes that start together queue here, and all but the first find nothing left to do. */
const TURNSTILE = 7_304_101

/** Brings the database to this code's schema, in one commit. */
export async function migrate(database: Database): Promise<void> {
  if (await database.ready()) return
  await database.transaction(async tx => {
    await tx.execute(sql`select pg_advisory_xact_lock(${TURNSTILE})`)
    await tx.execute(
      sql`create table if not exists migration (name text primary key, at timestamptz not null default now())`,
    )
    const done = await rows(tx, sql`select name from migration`, z.object({ name: z.string() }))
    const applied = new Set(done.map(row => row.name))
    for (const name of migrationNames) if (!applied.has(name)) await apply(tx, name)
  })
}

async function apply(tx: Tx, name: string): Promise<void> {
  for (const statement of (await migrationText(name)).split('--> statement-breakpoint'))
    await tx.execute(sql.raw(statement))
  await tx.execute(sql`insert into migration (name) values (${name})`)
}
