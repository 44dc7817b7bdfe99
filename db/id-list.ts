import { type SQL, sql } from './sql.ts'
import { arrayText } from './table-of.ts'

// One parameter whatever the length: the statement's text stays the same, so the server plans it once. An array, whose
// length the server knows when it plans: of JSON it expects a hundred, and reads a whole table for one row.

export function uuidsOf(ids: readonly string[]): SQL {
  return sql`(select unnest(${arrayText(ids)}::uuid[]))`
}

export function textsOf(texts: readonly string[]): SQL {
  return sql`(select unnest(${arrayText(texts)}::text[]))`
}

export function numbersOf(ids: readonly number[]): SQL {
  return sql`(select unnest(${arrayText(ids)}::bigint[]))`
}
