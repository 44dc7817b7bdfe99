import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Database } from '../../db/database.ts'
import { openPglite } from '../../db/open-pglite.ts'
import { openVault, type Vault } from '../../db/vault.ts'
import { type Engine, TEST_SECRET, testDatabase } from '../database.ts'

/** A database that outlives its desks. */
export interface House {
  /** What a desk on it needs to be told. */
  readonly env: Readonly<Record<string, string>>
  /** Looks into the database. On PGlite no desk may be running: the folder is one process's. */
  look<T>(read: (database: Database, vault: Vault) => Promise<T>): Promise<T>
  remove(): Promise<void>
}

const SECRET_KEY = Buffer.from(TEST_SECRET).toString('base64')

export async function openHouse(engine: Engine): Promise<House> {
  const folder = await mkdtemp(join(tmpdir(), 'desk-chaos-'))
  const env = { DATA_DIR: folder, SECRET_KEY }
  if (engine === 'pglite') {
    return {
      env,
      look: async read => {
        const database = await openPglite(folder)
        return look(database, read).finally(() => database.close())
      },
      remove: () => rm(folder, { recursive: true, force: true }),
    }
  }
  const database = await testDatabase('postgres')
  return {
    env: { ...env, DATABASE_URL: database.url ?? '' },
    look: read => look(database, read),
    async remove() {
      await database.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function look<T>(database: Database, read: (database: Database, vault: Vault) => Promise<T>): Promise<T> {
  return read(database, await openVault(database, { current: TEST_SECRET }))
}
