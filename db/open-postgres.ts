import { sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/node-postgres'
import pg from 'pg'
import { SettingError } from '../src/core/errors.ts'
import type { Database, Tx } from './database.ts'
import { isUnavailable } from './failure.ts'
import { isMigrated } from './migration-state.ts'
import { PostgresBell } from './postgres-bell.ts'
import { StatementNames, tune } from './postgres-connection.ts'
import * as schema from './schema/index.ts'

export interface PostgresOptions {
  /** How the server lists this process in pg_stat_activity.application_name: its boot id. */
  readonly process?: string
  readonly connections?: number
  readonly intakeConnections?: number
}

/**
 * On node-postgres. Not on postgres.js 3.4.9, which reconnects beneath an open transaction: after a lost connection
 * the rest of that transaction runs inside another one, or outside any.
 */
export async function openPostgres(url: string, options: PostgresOptions = {}): Promise<Database> {
  const config: pg.ClientConfig = {
    connectionString: url,
    application_name: options.process ?? 'zhaoying',
    // A process that hangs inside a transaction lets its conversations go.
    idle_in_transaction_session_timeout: 10_000,
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
  }
  const bell = new PostgresBell(config)
  try {
    await bell.open()
  } catch (error) {
    // The address may hold a password: it is not repeated.
    throw new SettingError(
      'DATABASE_URL: the database does not answer. Is it running, and are user and password right?',
      { cause: error },
    )
  }
  const work = new Lane(config, options.connections ?? 10)
  const intake = new Lane(config, options.intakeConnections ?? 3)
  return {
    kind: 'postgres',
    db: work.db,
    transaction: (run, limits) => work.transaction(run, limits?.lockTimeoutMs),
    intake: intake.db,
    intakeTransaction: run => intake.transaction(run),
    bell,
    ready: () => isMigrated(work.db),
    async close() {
      await bell.close()
      await Promise.all([work.close(), intake.close()])
    },
  }
}

/** A pool with drizzle on it. */
class Lane {
  readonly db: Tx
  readonly #pool: pg.Pool
  readonly #byClient = new WeakMap<pg.ClientBase, Tx>()

  constructor(config: pg.ClientConfig, connections: number) {
    this.#pool = new pg.Pool({ ...config, max: connections, idleTimeoutMillis: 60_000 })
    const names = new StatementNames()
    // A lost connection: the pool drops an idle one, the next query on a busy one fails. Unheard, either event would
    // end the process.
    this.#pool.on('error', () => {})
    this.#pool.on('connect', client => {
      client.on('error', () => {})
      tune(client, names)
      this.#byClient.set(client, drizzle(client, { schema }))
    })
    this.db = drizzle(this.#pool, { schema })
  }

  /** drizzle's own on a pool never gives a connection back when `begin` fails on it. */
  async transaction<T>(run: (tx: Tx) => Promise<T>, lockTimeoutMs?: number): Promise<T> {
    const client = await this.#pool.connect()
    let lost = false
    try {
      const db = this.#byClient.get(client)
      if (!db) throw new Error('a connection that the pool did not announce')
      return await db.transaction(async tx => {
        if (lockTimeoutMs !== undefined) {
          await tx.execute(sql.raw(`set local lock_timeout = ${Math.round(lockTimeoutMs)}`))
        }
        return run(tx)
      })
    } catch (error) {
      lost = isUnavailable(error)
      throw error
    } finally {
      client.release(lost)
    }
  }

  close(): Promise<void> {
    return this.#pool.end()
  }
}
