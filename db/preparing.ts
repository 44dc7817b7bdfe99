import type { Sql, TransactionSql } from 'postgres'

/** Server-side statements cost memory on every connection: texts beyond this many are sent unprepared. */
const MOST_STATEMENTS = 400

/**
 * drizzle sends its statements to postgres.js unprepared unless each is named by hand. This makes the client prepare
 * every text it meets, so that the server parses it once a connection.
 */
export function preparing(client: Sql): Sql {
  const known = new Set<string>()
  const prepares = (text: string): boolean => {
    if (known.has(text)) return true
    if (known.size >= MOST_STATEMENTS) return false
    known.add(text)
    return true
  }
  return wrap(client, prepares)
}

function wrap<Client extends Sql | TransactionSql>(client: Client, prepares: (text: string) => boolean): Client {
  return new Proxy(client, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name)
      if (typeof value !== 'function') return value
      if (name === 'unsafe') {
        return (text: string, parameters: unknown[] = []) => value(text, parameters, { prepare: prepares(text) })
      }
      if (name === 'begin' || name === 'savepoint') {
        return (work: (inner: TransactionSql) => unknown) =>
          value((inner: TransactionSql) => work(wrap(inner, prepares)))
      }
      return value
    },
  })
}
