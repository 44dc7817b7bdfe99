import { type SQL, sql } from './sql.ts'

export type Value = string | number | boolean | Uint8Array | null

export interface Column {
  /** Of one value, as PostgreSQL names it. */
  readonly type: string
  readonly values: readonly Value[]
}

/**
 * Rows as a table `name`, with their place from 1 on as `nth`: one parameter a column however many there are, so that
 * the server plans the statement once; and cheaper for it to read than JSON. The arrays are written as text, which
 * every driver passes on as it is.
 */
export function tableOf(name: string, columns: Readonly<Record<string, Column>>): SQL {
  const arrays = Object.values(columns).map(({ type, values }) => sql`${arrayText(values)}::${sql.raw(type)}[]`)
  const names = sql.raw([...Object.keys(columns), 'nth'].join(', '))
  return sql`unnest(${sql.join(arrays, sql`, `)}) with ordinality as ${sql.raw(name)}(${names})`
}

/** https://www.postgresql.org/docs/current/arrays.html#ARRAYS-IO */
export function arrayText(values: readonly Value[]): string {
  return `{${values.map(elementText).join(',')}}`
}

function elementText(value: Value): string {
  if (value === null) return 'NULL'
  if (typeof value === 'string') return `"${value.replace(/["\\]/g, '\\$&')}"`
  if (typeof value === 'object') {
    const { buffer, byteOffset, byteLength } = value
    return `"\\\\x${Buffer.from(buffer, byteOffset, byteLength).toString('hex')}"`
  }
  return String(value)
}
