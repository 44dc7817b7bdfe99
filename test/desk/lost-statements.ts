import { PgDialect } from 'drizzle-orm/pg-core'
import type { Database } from '../../db/database.ts'
import { Unavailable } from '../../db/failure.ts'
import type { SQL } from '../../db/sql.ts'

/** A database that does not answer the next statements of one kind, outside of transactions. */
export class LostStatements {
  readonly #which: RegExp
  #left = 0

  constructor(which: RegExp) {
    this.#which = which
  }

  lose(count: number): void {
    this.#left = count
  }

  get left(): number {
    return this.#left
  }

  readonly of = (own: Database): Database => {
    const execute = ((statement: SQL) => {
      if (this.#left === 0 || !this.#which.test(new PgDialect().sqlToQuery(statement).sql))
        return own.db.execute(statement)
      this.#left--
      throw new Unavailable('the line was lost')
    }) as typeof own.db.execute // of drizzle's forms of a statement the desk gives this one
    return { ...own, db: Object.assign(Object.create(own.db), { execute }) }
  }
}
