import { type Placeholder, type SQL, sql } from './sql.ts'

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
    Object.entries(columns).map(([column, { type, values }]) => ({ column, type, array: arrayText(values) })),
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
  return {
    sql: unnested(
      name,
      columns.map(column => ({ column, type: types[column], array: sql.placeholder(`${name}.${column}`) })),
    ),
    given: values => Object.fromEntries(columns.map(column => [`${name}.${column}`, arrayText(values[column])])),
  }
}

interface Unnested {
  readonly column: string
  readonly type: string
  readonly array: string | Placeholder
}

/** Bytes come as base64, two thirds as long as PostgreSQL's own way to write them. */
function unnested(name: string, columns: readonly Unnested[]): SQL {
  const arrays = columns.map(({ type, array }) => sql`${array}::${sql.raw(type === BYTES ? 'text' : type)}[]`)
  const names = sql.raw([...columns.map(({ column }) => column), 'nth'].join(', '))
  const table = sql`unnest(${sql.join(arrays, sql`, `)}) with ordinality as ${sql.raw(name)}(${names})`
  if (!columns.some(({ type }) => type === BYTES)) return table
  const read = columns.map(({ column, type }) => (type === BYTES ? `decode(${column}, 'base64') as ${column}` : column))
  return sql`(select ${sql.raw([...read, 'nth'].join(', '))} from ${table}) as ${sql.raw(name)}`
}

const BYTES = 'bytea'

/** https://www.postgresql.org/docs/current/arrays.html#ARRAYS-IO */
export function arrayText(values: readonly Value[]): string {
  return `{${values.map(elementText).join(',')}}`
}

function elementText(value: Value): string {
  if (value === null) return 'NULL'
  if (typeof value === 'string') return `"${value.replace(/["\\]/g, '\\$&')}"`
  if (typeof value === 'object') {
    const { buffer, byteOffset, byteLength } = value
    return `"${Buffer.from(buffer, byteOffset, byteLength).toString('base64')}"`
  }
  return String(value)
}
