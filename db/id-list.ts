import { type SQL, sql } from './sql.ts'

// One parameter whatever the length: the statement's text stays the same, so the server plans it once, and no driver
// has to know array types.

export function uuidsOf(ids: readonly string[]): SQL {
  return sql`(select value::uuid from jsonb_array_elements_text(${JSON.stringify(ids)}::jsonb))`
}

export function numbersOf(ids: readonly number[]): SQL {
  return sql`(select value::bigint from jsonb_array_elements_text(${JSON.stringify(ids)}::jsonb))`
}
