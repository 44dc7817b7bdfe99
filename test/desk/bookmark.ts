import { z } from 'zod'
import type { Database } from '../../db/database.ts'
import { rows } from '../../db/rows.ts'
import { sql } from '../../db/sql.ts'

const nameRow = z.object({ name: z.string() })

/** Remembers all rows and counters of a database; `goBack` makes them what they were. Cheaper than another database. */
export async function bookmark({ db, transaction }: Pick<Database, 'db' | 'transaction'>): Promise<{
  goBack(): Promise<void>
}> {
  const tables = await rows(db, sql`select tablename as name from pg_tables where schemaname = 'public'`, nameRow)
  await db.execute(sql`create schema bookmark`)
  for (const { name } of tables) await db.execute(sql`create table ${kept(name)} as table ${current(name)}`)
  await db.execute(sql`create table bookmark.counters as
    select format('%I.%I', schemaname, sequencename) as name, last_value, start_value from pg_sequences where schemaname = 'public'`)
  const goBack = () =>
    transaction(async tx => {
      // Rows come back table by table: what they refer to may come later.
      await tx.execute(sql`set local session_replication_role = replica`)
      await tx.execute(
        sql`truncate ${sql.join(
          tables.map(({ name }) => current(name)),
          sql`, `,
        )}`,
      )
      for (const { name } of tables) await tx.execute(sql`insert into ${current(name)} table ${kept(name)}`)
      await tx.execute(
        sql`select setval(name::regclass, coalesce(last_value, start_value), last_value is not null) from bookmark.counters`,
      )
    })
  return { goBack }
}

const current = (table: string) => sql`public.${sql.identifier(table)}`
const kept = (table: string) => sql`bookmark.${sql.identifier(table)}`
