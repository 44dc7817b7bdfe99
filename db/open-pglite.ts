import { cpSync, existsSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { drizzle } from 'drizzle-orm/pglite'
import { Listeners } from './bell.ts'
import { clusterTemplate } from './cluster-template.ts'
import type { Bell, Database, Topic, Tx } from './database.ts'
import { holdFolder } from './lock.ts'
import { isMigrated } from './migration-state.ts'
import { PLAIN_PARSERS, withOwnParsers } from './plain-answers.ts'
import * as schema from './schema/index.ts'

export interface PgliteDatabase extends Database {
  /** The whole data folder as one tar file, uncompressed. */
  dump(): Promise<Blob>
}

/** In a folder, kept there for this process alone: SettingError when another process has it. */
export async function openPglite(folder: string): Promise<PgliteDatabase> {
  const hold = holdFolder(folder)
  try {
    return databaseOf(await inFolder(folder), () => hold.release())
  } catch (error) {
    hold.release()
    throw error
  }
}

/** In memory, as a `dump` left it. */
export async function openPgliteDump(dump: Blob): Promise<PgliteDatabase> {
  return databaseOf(await PGlite.create({ loadDataDir: dump, ...SETTINGS }), () => {})
}

/** A desk's data is small: less memory, and it opens faster. */
const SETTINGS = {
  startParams: [...PGlite.defaultStartParams, '-c', 'shared_buffers=16MB'],
  parsers: PLAIN_PARSERS,
}

async function inFolder(folder: string): Promise<PGlite> {
  const dataDir = join(folder, 'postgres')
  // Stands there while the files are being made: what a killed process left half-made is made anew.
  const unfinished = join(folder, 'postgres-unfinished')
  if (existsSync(unfinished)) rmSync(dataDir, { recursive: true, force: true })
  if (existsSync(dataDir)) return PGlite.create({ dataDir, ...SETTINGS })
  writeFileSync(unfinished, '')
  const template = await clusterTemplate()
  if (template) cpSync(template, dataDir, { recursive: true })
  const client = await PGlite.create({ dataDir, ...SETTINGS })
  rmSync(unfinished)
  return client
}

function databaseOf(client: PGlite, release: () => void): PgliteDatabase {
  const db: Tx = drizzle(withOwnParsers(client), { schema })
  const bell = new CommitBell(db)
  const transaction = <T>(work: (tx: Tx) => Promise<T>): Promise<T> =>
    bell.around(collect => db.transaction(tx => collect(() => work(tx))))
  return {
    kind: 'pglite',
    db,
    transaction,
    loose: db,
    intake: db,
    bell,
    ready: () => isMigrated(db),
    dump: () => client.dumpDataDir('none'),
    async close() {
      try {
        await client.close()
      } finally {
        release()
      }
    },
  }
}

type Ring = readonly [topic: Topic, id: string]

/** Rings in memory, after the commit. There is one connection, so at most one transaction is open. */
class CommitBell implements Bell {
  readonly #db: Tx
  readonly #listeners = new Listeners()
  #open: Ring[] = []

  constructor(db: Tx) {
    this.#db = db
  }

  async around<T>(run: (collect: (work: () => Promise<T>) => Promise<T>) => Promise<T>): Promise<T> {
    const rings: Ring[] = []
    const result = await run(work => {
      this.#open = rings
      return work()
    })
    for (const ring of rings) this.#tell(ring)
    return result
  }

  async ring(tx: Tx, topic: Topic, ...ids: readonly string[]): Promise<void> {
    for (const id of ids.length > 0 ? ids : ['']) {
      if (tx === this.#db) this.#tell([topic, id])
      else if (!this.#open.some(ring => ring[0] === topic && ring[1] === id)) this.#open.push([topic, id])
    }
  }

  listen(topic: Topic, heard: (payload: string) => void): () => void {
    return this.#listeners.add(topic, heard)
  }

  /** Later, so that a listener never runs inside the work of the one who rang. */
  #tell([topic, id]: Ring): void {
    queueMicrotask(() => this.#listeners.tell(topic, [id]))
  }
}
