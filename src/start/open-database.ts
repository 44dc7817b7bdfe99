import type { Database } from '../../db/database.ts'
import type { Settings } from '../settings.ts'

/** The database of these settings; only its own driver is loaded. */
export async function openDatabase(settings: Settings, process: string): Promise<Database> {
  if (settings.databaseUrl) {
    const { openPostgres } = await import('../../db/open-postgres.ts')
    return openPostgres(settings.databaseUrl, { process })
  }
  const { openPglite } = await import('../../db/open-pglite.ts')
  return openPglite(settings.dataDir)
}
