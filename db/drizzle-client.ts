import type { Sql } from 'postgres'
import type { Answer, Parameter, RowMode } from './postgres-connection.ts'

export type Send = (text: string, parameters?: readonly Parameter[], mode?: RowMode) => Promise<Answer>
/** `begin` or `savepoint`: a transaction within which the work's statements go by the client it is given. */
export type Nest = <T>(work: (client: Sql) => Promise<T>) => Promise<T>

/** A client of drizzle's postgres-js driver whose statements go by `send`. */
export function drizzleClient(send: Send, nest: { readonly begin: Nest } | { readonly savepoint: Nest }): Sql {
  const client = {
    options: { parsers: {}, serializers: {} }, // drizzle writes into them; the connection has its own
    unsafe(text: string, parameters?: readonly Parameter[]) {
      let mode: RowMode = 'named'
      const answer = Promise.resolve().then(() => send(text, parameters, mode))
      const values = () => {
        mode = 'values'
        return answer
      }
      return Object.assign(answer, { values })
    },
    ...nest,
  }
  return client as unknown as Sql // no other member is ever asked for
}
