import { sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/postgres-js'
import type { Options, PostgresType } from 'postgres'
import postgres from 'postgres'
import { SettingError } from '../src/core/errors.ts'
import type { Database, Tx } from './database.ts'
import { isMigrated } from './migration-state.ts'
import { PostgresBell } from './postgres-bell.ts'
import { preparing } from './preparing.ts'
import * as schema from './schema/index.ts'

export interface PostgresOptions {
  /** How the server lists this process in pg_stat_activity.application_name: its boot id. */
  readonly process?: string
  readonly connections?: number
  readonly intakeConnections?: number
}

const CLOSE_SECONDS = 5
const MAX_RECONNECT_PAUSE_SECONDS = 1

export async function openPostgres(url: string, options: PostgresOptions = {}): Promise<Database> {
  const common: Options<Record<string, PostgresType>> = {
    // Arrays go as jsonb, so that the same statements run where types can't be fetched (Hyperdrive).
    fetch_types: false,
    connect_timeout: 5,
    keep_alive: 10,
    backoff: tries => Math.min(0.02 * 2 ** tries, MAX_RECONNECT_PAUSE_SECONDS),
    onnotice: () => {},
    connection: {
      application_name: options.process ?? 'zhaoying',
      // A process that hangs inside a transaction lets its conversations go.
      idle_in_transaction_session_timeout: 10_000,
      TimeZone: 'UTC',
    },
  }
  const client = postgres(url, { ...common, max: options.connections ?? 10 })
  const intakeClient = postgres(url, { ...common, max: options.intakeConnections ?? 3 })
  const bell = new PostgresBell(url, common)
  const close = async () => {
    await bell.close()
    await Promise.all([client.end({ timeout: CLOSE_SECONDS }), intakeClient.end({ timeout: CLOSE_SECONDS })])
  }
  try {
    await bell.open()
  } catch (error) {
    await close()
    // The address may hold a password: it is not repeated.
    throw new SettingError(
      'DATABASE_URL: the database does not answer. Is it running, and are user and password right?',
      {
        cause: error,
      },
    )
  }
  const db: Tx = drizzle(preparing(client), { schema })
  const intake: Tx = drizzle(preparing(intakeClient), { schema })
  return {
    kind: 'postgres',
    db,
    transaction: (work, limits) => db.transaction(tx => limited(tx, work, limits?.lockTimeoutMs)),
    intake,
    intakeTransaction: work => intake.transaction(work),
    bell,
    ready: () => isMigrated(db),
    close,
  }
}

async function limited<T>(tx: Tx, work: (tx: Tx) => Promise<T>, lockTimeoutMs: number | undefined): Promise<T> {
  if (lockTimeoutMs !== undefined) await tx.execute(sql.raw(`set local lock_timeout = ${Math.round(lockTimeoutMs)}`))
  return work(tx)
}
