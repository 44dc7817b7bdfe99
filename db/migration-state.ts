import * as z from 'zod'
import type { Tx } from './database.ts'
import journal from './migrations/meta/_journal.json' with { type: 'json' }
import { rows, wholeNumber } from './rows.ts'
import { sql } from './sql.ts'

/** In the order in which they are applied. */
export const migrationNames: readonly string[] = journal.entries.map(entry => entry.tag)

/** Reachable, and every migration of this code applied. */
export async function isMigrated(db: Tx): Promise<boolean> {
  const count = z.object({ known: z.boolean() })
  const [table] = await rows(db, sql`select to_regclass('migration') is not null as known`, count)
  if (!table?.known) return false
  const names = JSON.stringify(migrationNames)
  const [state] = await rows(
    db,
    sql`select count(*) as applied from migration where name in (select jsonb_array_elements_text(${names}::jsonb))`,
    z.object({ applied: wholeNumber }),
  )
  return state?.applied === migrationNames.length
}
