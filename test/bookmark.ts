import { randomUUID } from 'node:crypto'
import type { Database } from '../db/database.ts'
import { sql } from '../db/sql.ts'

/** Remembers all rows and counters of a database; `goBack` makes them what they were. Cheaper than another database. */
export async function bookmark({ db, transaction }: Pick<Database, 'db' | 'transaction'>): Promise<{
  goBack(): Promise<void>
}> {
  const place = `bookmark_${randomUUID().replaceAll('-', '')}`
  await db.execute(sql.raw(`create schema ${place}`))
  await db.execute(everyTable(`create table ${place}.%1$I as table public.%1$I`))
  await db.execute(
    sql.raw(`create table ${place}."counters of the database" as
      select format('%I.%I', schemaname, sequencename) as name, last_value, start_value
      from pg_sequences where schemaname = 'public'`),
  )
  const goBack = () =>
    transaction(async tx => {
      // Whoever still holds them was not ended.
      await tx.execute(sql`set local lock_timeout = '5s'`)
      // Rows come back table by table: what they refer to may come later.
      await tx.execute(sql`set local session_replication_role = replica`)
      await tx.execute(everyTable('delete from public.%1$I'))
      await tx.execute(everyTable(`insert into public.%1$I table ${place}.%1$I`))
      await tx.execute(
        sql.raw(`select setval(name::regclass, coalesce(last_value, start_value), last_value is not null)
          from ${place}."counters of the database"`),
      )
    })
  return { goBack }
}

/** One round trip for all of them; `%1$I` stands for the table's name. */
function everyTable(statement: string) {
  return sql.raw(`do $each$ declare name text; begin
    for name in select tablename from pg_tables where schemaname = 'public' loop
      execute format('${statement}', name);
    end loop;
  end $each$`)
}
