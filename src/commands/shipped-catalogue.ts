import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { migrate } from '../../db/migrate.ts'
import { openPglite } from '../../db/open-pglite.ts'
import { seed } from '../../db/seed/seed.ts'
import { openVault } from '../../db/vault.ts'
import type { Catalogue } from '../core/catalogue.ts'
import { instant } from '../core/civil-time.ts'
import { readCatalogue } from '../desk/read-catalogue.ts'
import { createTrades } from '../trades.ts'

/** The demo's items and areas, read as the desk reads them: from a database that is gone afterwards. */
export async function shippedCatalogue(): Promise<Catalogue> {
  const folder = await mkdtemp(join(tmpdir(), 'zhaoying-'))
  const database = await openPglite(folder)
  try {
    await migrate(database)
    // Nothing sealed here is ever kept.
    const vault = await openVault(database, { current: new Uint8Array(32) })
    await seed(database, vault, 'demo', instant(Date.now()))
    return await readCatalogue(database.db, createTrades({ vault, tell: async () => {} }))
  } finally {
    await database.close()
    await rm(folder, { recursive: true })
  }
}
