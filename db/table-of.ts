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
  return unnested(
    name,
    Object.entries(columns).map(([column, { type, values }]) => [
      column,
      sql`${arrayText(values)}::${sql.raw(type)}[]`,
    ]),
  )
}

/** The same for a statement that is compiled: its rows are given with each use. */
export interface GivenTable<Name extends string> {
  readonly sql: SQL
  readonly given: (values: Readonly<Record<Name, readonly Value[]>>) => Readonly<Record<string, string>>
}

/** `types` by column, as PostgreSQL names them. */
export function givenTable<Name extends string>(name: string, types: Readonly<Record<Name, string>>): GivenTable<Name> {
  const columns = Object.keys(types) as Name[] // a literal has no other keys
  const placed = (column: Name) => sql`${sql.placeholder(`${name}.${column}`)}::${sql.raw(types[column])}[]`
  return {
    sql: unnested(
      name,
      columns.map(column => [column, placed(column)]),
    ),
    given: values => Object.fromEntries(columns.map(column => [`${name}.${column}`, arrayText(values[column])])),
  }
}

function unnested(name: string, columns: readonly (readonly [name: string, array: SQL])[]): SQL {
  const arrays = columns.map(([, array]) => array)
  const names = sql.raw([...columns.map(([column]) => column), 'nth'].join(', '))
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
