import type { PgTable } from 'drizzle-orm/pg-core'
import type { Tx } from './database.ts'
import { getTableColumns, sql } from './sql.ts'
import { tableOf, type Value } from './table-of.ts'

/**
 * Whole rows by one statement, whose text is the same however many they are. drizzle's `values` has a parameter for
 * each value: the longer the list, the longer both take to read it, and the server plans each length anew.
 */
export async function insertAll<Table extends PgTable>(
  tx: Tx,
  table: Table,
  rows: readonly Table['$inferSelect'][],
): Promise<void> {
  if (rows.length === 0) return
  const columns = Object.entries(getTableColumns(table))
  const given = columns.map(([field, column]) => {
    const values = rows.map(row => {
      const value = row[field as keyof typeof row] // fields of a table are those of its rows
      return value === null ? null : (column.mapToDriverValue(value) as Value) // a driver takes nothing else
    })
    return [column.name, { type: column.getSQLType(), values }] as const
  })
  const names = sql.raw(columns.map(([, { name }]) => `"${name}"`).join(', '))
  await tx.execute(
    sql`insert into ${table} (${names}) select ${names} from ${tableOf('given', Object.fromEntries(given))}`,
  )
}
