import { randomUUID } from 'node:crypto'
import { access, link, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import postgres from 'postgres'
import { inject } from 'vitest'
import type { Database } from '../db/database.ts'
import { migrate } from '../db/migrate.ts'
import { openPglite, openPgliteDump } from '../db/open-pglite.ts'
import { openPostgres } from '../db/open-postgres.ts'
import { type SeedKind, seed } from '../db/seed/seed.ts'
import { openVault, type Vault } from '../db/vault.ts'
import { instant } from '../src/core/civil-time.ts'
import { bookmark } from './bookmark.ts'
import { HeldBlob } from './held-blob.ts'

export const ENGINES = ['pglite', 'postgres'] as const
export type Engine = (typeof ENGINES)[number]

/** A Tuesday, 08:00 in Zhengzhou: when every test database was seeded. Tests bring a clock of their own. */
export const TEST_NOW = instant(Date.parse('2026-11-24T00:00:00Z'))
/** SECRET_KEY of every test database. */
export const TEST_SECRET = new Uint8Array(32).fill(7)

export interface TestDatabase extends Database {
  readonly vault: Vault
  /** For a second process on the same database; null on PGlite. */
  readonly url: string | null
}

/** A migrated, seeded database of its own, with nothing else in it; `close` gives it back. */
export async function testDatabase(engine: Engine, options: { readonly seed?: SeedKind } = {}): Promise<TestDatabase> {
  const kind = options.seed ?? 'none'
  const key = `${engine} ${kind}`
  const marked = idle.get(key)?.pop() ?? (await openMarked(engine, kind))
  const { database, url, goBack } = marked
  return {
    ...database,
    vault: await openVault(database, { current: TEST_SECRET }),
    url,
    async close() {
      const asItWas = await goBack().then(
        () => true,
        () => false,
      )
      if (asItWas) idle.set(key, [...(idle.get(key) ?? []), marked])
      else await database.close()
    },
  }
}

interface Opened {
  readonly database: Database
  readonly url: string | null
}

interface Marked extends Opened {
  goBack(): Promise<void>
}

/**
 * Given back by the tests before, with the rows that they found: making one costs half a second. They end with the
 * worker. One whose connections a test has broken is not used again.
 */
const idle = new Map<string, Marked[]>()

async function openMarked(engine: Engine, kind: SeedKind): Promise<Marked> {
  const opened = await (engine === 'pglite' ? onPglite(kind) : onPostgres(kind))
  return { ...opened, ...(await bookmark(opened.database)) }
}

async function fill(database: Database, kind: SeedKind): Promise<void> {
  await migrate(database)
  await seed(database, await openVault(database, { current: TEST_SECRET }), kind, TEST_NOW)
}

async function onPglite(kind: SeedKind): Promise<Opened> {
  return { database: await openPgliteDump(await pgliteDump(kind)), url: null }
}

/** Made by whichever worker needs it first; of two that start together the second keeps the first one's: it may be in use. */
async function pgliteDump(kind: SeedKind): Promise<Blob> {
  const file = join(inject('testFolder'), `pglite-${kind}.tar`)
  const there = await access(file).then(
    () => true,
    () => false,
  )
  if (!there) {
    const draft = `${file}.${randomUUID()}`
    const database = await openPglite(`${draft}.data`)
    await fill(database, kind)
    await writeFile(draft, Buffer.from(await (await database.dump()).arrayBuffer()))
    await database.close()
    await link(draft, file).catch(error => {
      if (error.code !== 'EEXIST') throw error
    })
    await rm(draft)
    await rm(`${draft}.data`, { recursive: true })
  }
  return new HeldBlob(await readFile(file))
}

async function onPostgres(kind: SeedKind): Promise<Opened> {
  const name = `${inject('testRun')}_${randomUUID().slice(0, 8)}`
  await administer(async client => {
    const template = await postgresTemplate(client, kind)
    await client.unsafe(`create database "${name}" template "${template}"`)
  })
  const url = urlOf(name)
  return { database: await openPostgres(url), url }
}

/** Made once a run, under a lock, since the workers are several processes. */
async function postgresTemplate(client: postgres.Sql, kind: SeedKind): Promise<string> {
  const name = `${inject('testRun')}_template_${kind}`
  await client`select pg_advisory_lock(1)`
  try {
    const there = await client`select 1 from pg_database where datname = ${name}`
    if (there.length > 0) return name
    await client.unsafe(`create database "${name}_draft"`)
    const database = await openPostgres(urlOf(`${name}_draft`))
    await fill(database, kind).finally(() => database.close())
    await client.unsafe(`alter database "${name}_draft" rename to "${name}"`)
    return name
  } finally {
    await client`select pg_advisory_unlock(1)`
  }
}

async function administer(work: (client: postgres.Sql) => Promise<unknown>): Promise<void> {
  const client = postgres(inject('postgresUrl'), { max: 1, onnotice: () => {} })
  try {
    await work(client)
  } finally {
    await client.end()
  }
}

function urlOf(name: string): string {
  const url = new URL(inject('postgresUrl'))
  url.pathname = `/${name}`
  return url.href
}
