import { PgDialect } from 'drizzle-orm/pg-core'
import { Placeholder, SQL } from './sql.ts'

type Given = Readonly<Record<string, unknown>>

/**
 * A statement whose text is made the first time it is used; `sql.placeholder` stands for what each use gives. Made anew,
 * the text of a long statement costs the process more than its answer. A whole statement, not a part of another.
 */
export function compiled(make: () => SQL): (given: Given) => SQL {
  let known: { readonly sql: string; readonly params: readonly unknown[] } | null = null
  return given => {
    known ??= new PgDialect().sqlToQuery(make())
    return new Filled(
      known.sql,
      known.params.map(param => (param instanceof Placeholder ? filled(param, given) : param)),
    )
  }
}

function filled({ name }: Placeholder, given: Given): unknown {
  const value = given[name]
  if (value === undefined) throw new Error(`nothing was given for ${name}`)
  return value
}

class Filled extends SQL {
  readonly #query: { readonly sql: string; readonly params: unknown[] }

  constructor(text: string, params: unknown[]) {
    super([])
    this.#query = { sql: text, params }
  }

  override toQuery() {
    return this.#query
  }
}
