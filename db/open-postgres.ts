import { SettingError } from '../src/core/errors.ts'
import { type Database, INTAKE_CONNECTIONS } from './database.ts'
import { isMigrated } from './migration-state.ts'
import { PostgresBell } from './postgres-bell.ts'
import type { ConnectionSettings } from './postgres-connection.ts'
import { PostgresLane } from './postgres-lane.ts'

const LOOSE_CONNECTIONS = 6

export interface PostgresOptions {
  /** How the server lists this process in pg_stat_activity.application_name: its boot id. */
  readonly process?: string
  readonly connections?: number
  readonly intakeConnections?: number
}

export async function openPostgres(url: string, options: PostgresOptions = {}): Promise<Database> {
  const settings: ConnectionSettings = { url: address(url), process: options.process ?? 'zhaoying' }
  const bell = new PostgresBell(settings)
  try {
    await bell.open()
  } catch (error) {
    // The address may hold a password: it is not repeated.
    throw new SettingError(
      'DATABASE_URL: the database does not answer. Is it running, and are user and password right?',
      { cause: error },
    )
  }
  const work = new PostgresLane(settings, options.connections ?? 10)
  const intake = new PostgresLane(settings, options.intakeConnections ?? INTAKE_CONNECTIONS)
  const loose = new PostgresLane({ ...settings, loose: true }, LOOSE_CONNECTIONS)
  bell.outside(work.db, intake.db, loose.db)
  return {
    kind: 'postgres',
    db: work.db,
    transaction: (run, limits) =>
      bell.around(hold =>
        work.transaction(tx => {
          hold(tx)
          return run(tx)
        }, limits?.lockTimeoutMs),
      ),
    loose: loose.db,
    intake: intake.db,
    bell,
    ready: () => isMigrated(work.db),
    async close() {
      await bell.close()
      await Promise.all([work.close(), intake.close(), loose.close()])
    },
  }
}

/** Without a name for the process: ours must hold. */
function address(url: string): string {
  if (!URL.canParse(url)) {
    throw new SettingError('DATABASE_URL: expected postgres://user:password@host:port/database, one host')
  }
  const parsed = new URL(url)
  parsed.searchParams.delete('application_name')
  return parsed.href
}
