import { compiled } from '../../../db/compiled.ts'
import { type SQL, sql } from '../../../db/sql.ts'

/** The process that picks. */
export interface Picker {
  readonly kind: 'pglite' | 'postgres'
  /** Boot id, as its database connections carry it. */
  readonly process: string
}

/** Given with each use of what is compiled for a picker. */
export const NOW = sql`to_timestamp(${sql.placeholder('now')}::float8 / 1000.0)`
export const PROCESS = sql.placeholder('process')

/** A statement of pickers, which differs by their kind. */
export function compiledFor(make: (kind: Picker['kind']) => SQL) {
  const kinds = { pglite: compiled(() => make('pglite')), postgres: compiled(() => make('postgres')) }
  return ({ kind, process }: Picker, given: Parameters<ReturnType<typeof compiled>>[0]) =>
    kinds[kind]({ ...given, process })
}
