import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import postgres from 'postgres'
import type { Database } from '../../../db/database.ts'
import { openPglite } from '../../../db/open-pglite.ts'
import { openPostgres } from '../../../db/open-postgres.ts'
import { openVault, type Vault } from '../../../db/vault.ts'
import { type Engine, TEST_SECRET } from '../../database.ts'
import { type DatabaseLine, databaseLine } from '../../database-line.ts'
import { startDeskProcess } from '../../desk-process.ts'
import { type PostgresServer, startPostgres } from '../../postgres-server.ts'
import type { Server } from './stage.ts'

/** Where the runs of one configuration take place, one after another, each on a fresh database with a seeded desk. */
export interface Ground {
  fresh(): Promise<Plot>
  close(): Promise<void>
}

export interface Plot {
  readonly env: Readonly<Record<string, string>>
  /** The folder behind FLOWS_DIR. */
  readonly flows: string
  readonly server: Server | null
  /** While desks are running; null on PGlite, where the folder is theirs alone. */
  readonly database: Database | null
  /** What is in it at the end, when no desk is running any more. */
  look<T>(read: (database: Database, vault: Vault) => Promise<T>): Promise<T>
  remove(): Promise<void>
}

/** What two processes take, and a few more. */
const CONNECTIONS = 48
const SECRET = { SECRET_KEY: Buffer.from(TEST_SECRET).toString('base64') }
/** Platforms bear less; here it would only make talks long. */
const RATES = ['telegram', 'line', 'wechat']
  .map(kind => `  - { account: ${kind}/main, per_second: 1000, per_chat_per_second: 1000, burst: 1000 }`)
  .join('\n')

export async function openGround(engine: Engine, entry: string): Promise<Ground> {
  const folder = await mkdtemp(join(tmpdir(), 'storm-'))
  const channels = join(folder, 'channels.yaml')
  await writeFile(channels, `accounts:\n${RATES}\n`)
  const ground = engine === 'postgres' ? await onPostgres(folder, entry) : await onPglite(folder, entry)
  return {
    async fresh() {
      const flows = await mkdtemp(join(folder, 'flows-'))
      const plot = await ground.fresh(flows)
      return { ...plot, flows, env: { ...SECRET, CHANNELS_FILE: channels, FLOWS_DIR: flows, ...plot.env } }
    },
    async close() {
      await ground.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

interface EngineGround {
  fresh(flows: string): Promise<Omit<Plot, 'flows'>>
  close(): Promise<void>
}

/** A desk makes everything that one needs, so that the next ones need not. */
async function liveOnce(entry: string, env: Readonly<Record<string, string>>): Promise<void> {
  const desk = await startDeskProcess({ entry, env: { SEED: 'test', ...SECRET, ...env } })
  const code = await desk.stop()
  if (code !== 0) throw new Error(`the first desk ended with ${code}:\n${desk.output()}`)
}

async function onPglite(folder: string, entry: string): Promise<EngineGround> {
  const first = join(folder, 'first')
  await liveOnce(entry, { DATA_DIR: first })
  return {
    async fresh() {
      const data = await mkdtemp(join(folder, 'data-'))
      await cp(first, data, { recursive: true })
      return {
        env: { DATA_DIR: data },
        server: null,
        database: null,
        async look(read) {
          const database = await openPglite(data)
          return look(database, read).finally(() => database.close())
        },
        remove: () => rm(data, { recursive: true, force: true }),
      }
    },
    close: async () => {},
  }
}

async function onPostgres(folder: string, entry: string): Promise<EngineGround> {
  const server = await startPostgres({ connections: CONNECTIONS })
  const administer = async (statement: string) => {
    const client = postgres(server.url, { max: 1, onnotice: () => {} })
    await client.unsafe(statement).finally(() => client.end())
  }
  const urlOf = (name: string) => Object.assign(new URL(server.url), { pathname: `/${name}` }).href
  await administer('create database first')
  await liveOnce(entry, { DATABASE_URL: urlOf('first'), DATA_DIR: folder })
  let made = 0
  return {
    async fresh() {
      const name = `storm_${++made}`
      await administer(`create database ${name} template first`)
      // What waits there while the database is away is this run's alone.
      const data = await mkdtemp(join(folder, 'data-'))
      const line = await databaseLine(urlOf(name))
      const database = await openPostgres(urlOf(name), { connections: 2, intakeConnections: 1 })
      return {
        env: { DATABASE_URL: line.url, DATA_DIR: data },
        server: serverOf(server, line, urlOf(name)),
        database,
        look: read => look(database, read),
        async remove() {
          await database.close()
          await line.close()
          await rm(data, { recursive: true, force: true })
          await administer(`drop database ${name} with (force)`)
        },
      }
    },
    close: () => server.remove(),
  }
}

async function look<T>(database: Database, read: (database: Database, vault: Vault) => Promise<T>): Promise<T> {
  return read(database, await openVault(database, { current: TEST_SECRET }))
}

function serverOf(server: PostgresServer, line: DatabaseLine, url: string): Server {
  return {
    line,
    async restart(crash) {
      if (crash) await crashBackend(url)
      else {
        await server.stop()
        await server.start()
      }
    },
    async fill(ms) {
      const held: postgres.Sql[] = []
      // Whoever is first in takes the places; the desks connect again at once.
      line.breakAll('reset')
      await Promise.all(
        Array.from({ length: CONNECTIONS }, async () => {
          const client = postgres(url, { max: 1, onnotice: () => {}, connect_timeout: 2 })
          held.push(client)
          // Refused: it is full.
          await client`select 1`.catch(() => {})
        }),
      )
      await new Promise(done => setTimeout(done, ms))
      await Promise.all(held.map(client => client.end({ timeout: 0 })))
    },
  }
}

/** The postmaster then ends all others and recovers. */
async function crashBackend(url: string): Promise<void> {
  const client = postgres(url, { max: 1, onnotice: () => {} })
  try {
    const [row] = await client<{ pid: number }[]>`
      select pid from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid() limit 1`
    if (row) process.kill(row.pid, 'SIGKILL')
  } catch {
    // It is away already, by another fault.
  } finally {
    await client.end({ timeout: 0 })
  }
}
