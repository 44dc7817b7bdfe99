import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core'
import type * as schema from './schema/index.ts'

/**
 * What both drivers have in common. Inside `transaction` await nothing but its `tx`: on PGlite the outer database
 * waits for the transaction, for ever.
 */
export type Tx = PgDatabase<PgQueryResultHKT, typeof schema>

/** Wakes whoever waits in this or another process: NOTIFY on PostgreSQL, in memory on PGlite. */
export type Topic = 'inbound' | 'outbox' | 'conversation' | 'staff' | 'flows' | 'interpretation'

export interface Bell {
  /** For each of these ids; none: for nobody in particular. Inside a transaction it rings with the commit. */
  ring(tx: Tx, topic: Topic, ...ids: readonly string[]): Promise<void>
  /** `missed`: the line was lost and is back, rings may have been lost with it; look again for everything. */
  listen(topic: Topic, heard: (payload: string) => void, missed?: () => void): () => void
}

/** Of the lane for receiving, where there are several. */
export const INTAKE_CONNECTIONS = 6

export interface Database {
  readonly kind: 'pglite' | 'postgres'
  /** For single statements. */
  readonly db: Tx
  /**
   * With a lock timeout the first statement must only read or lock: it is not waited for `begin` to be answered, and
   * should that fail, the first statement ran by itself.
   */
  transaction<T>(work: (tx: Tx) => Promise<T>, options?: { lockTimeoutMs?: number }): Promise<T>
  /**
   * For single statements that need not wait for the server's disk. Seen by everybody at once; a crash of the server,
   * not of this process, may lose the last half second of them: traces of tries.
   */
  readonly loose: Tx
  /** A lane of its own for receiving, so that turns never hold it up; the same connection on PGlite. */
  readonly intake: Tx
  readonly bell: Bell
  /** Reachable and migrated. */
  ready(): Promise<boolean>
  close(): Promise<void>
}
