import { type ParserOptions, type PGlite, types } from '@electric-sql/pglite'

const NUMERICS = 1231
const TIMESTAMPS = 1115
const TIMESTAMPS_WITH_ZONE = 1185
const INTERVALS = 1187
const DATES = 1182

const asIs = (text: string) => text

/** Left as text: drizzle makes of them what a column says. */
export const PLAIN_PARSERS: ParserOptions = {
  [types.TIMESTAMP]: asIs,
  [types.TIMESTAMPTZ]: asIs,
  [types.INTERVAL]: asIs,
  [types.DATE]: asIs,
  [NUMERICS]: asIs,
  [TIMESTAMPS]: asIs,
  [TIMESTAMPS_WITH_ZONE]: asIs,
  [INTERVALS]: asIs,
  [DATES]: asIs,
}

/**
 * Of a client that was made with `PLAIN_PARSERS`. drizzle gives them along with every statement, and PGlite then copies
 * its whole table of parsers: a quarter of what a small transaction costs.
 */
export function withOwnParsers(client: PGlite): PGlite {
  const transaction = client.transaction.bind(client)
  client.query = withoutParsers(client.query.bind(client))
  client.transaction = work => transaction(tx => work(Object.assign(tx, { query: withoutParsers(tx.query) })))
  return client
}

function withoutParsers(query: PGlite['query']): PGlite['query'] {
  return (text, params, { parsers, ...options } = {}) => query(text, params, options)
}
