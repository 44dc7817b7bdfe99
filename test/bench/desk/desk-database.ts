import { randomBytes } from 'node:crypto'
import type { Database } from '../../../db/database.ts'
import { migrate } from '../../../db/migrate.ts'
import { openPglite } from '../../../db/open-pglite.ts'
import { openPostgres } from '../../../db/open-postgres.ts'
import { seed } from '../../../db/seed/seed.ts'
import { openVault, type Vault } from '../../../db/vault.ts'
import { instant } from '../../../src/core/civil-time.ts'
import { type AccountId, branded, type ContactId } from '../../../src/core/ids.ts'
import { keepAccounts } from '../../../src/start/channel-accounts.ts'
import type { Rates } from '../../../src/start/channel-settings.ts'
import { ACCOUNT, addPeople } from './people.ts'
import { cookPlenty } from './plenty.ts'

/** No platform's rate: what is measured is the desk. */
export const UNLIMITED: Rates = { perSecond: 1_000_000, perChatPerSecond: 1_000_000, burst: 1_000_000 }

export type Place = { readonly url: string } | { readonly dataDir: string }

export interface DeskDatabase {
  /** PostgreSQL's address; null: PGlite. */
  readonly url: string | null
  /** What a desk is started with to work on it. */
  readonly env: Readonly<Record<string, string>>
  /** Of the nth of the crowd. */
  readonly contacts: readonly ContactId[]
  /** More registered people, after those that are there. No desk may run on it if it is PGlite; so too below. */
  grow(count: number): Promise<void>
  using<T>(work: (database: Database, vault: Vault) => Promise<T>): Promise<T>
}

/** A desk's database with its city and its kitchens, in which nobody lives yet. */
export async function makeDeskDatabase(place: Place): Promise<DeskDatabase> {
  const secret = randomBytes(32)
  const contacts: ContactId[] = []
  const using = async <T>(work: (database: Database, vault: Vault) => Promise<T>): Promise<T> => {
    const database = await ('url' in place ? openPostgres(place.url) : openPglite(place.dataDir))
    try {
      await migrate(database)
      return await work(database, await openVault(database, { current: new Uint8Array(secret) }))
    } finally {
      await database.close()
    }
  }
  await using(async (database, vault) => {
    await seed(database, vault, 'demo', instant(Date.now()))
    await database.transaction(cookPlenty)
    await keepAccounts(database, [{ id: branded<AccountId>(ACCOUNT), kind: 'telegram', ...UNLIMITED }])
  })
  const where = 'url' in place ? { DATABASE_URL: place.url } : { DATA_DIR: place.dataDir }
  return {
    url: 'url' in place ? place.url : null,
    env: { ...where, SECRET_KEY: secret.toString('base64') },
    contacts,
    using,
    grow: count =>
      using(async (database, vault) => {
        for (const contact of await addPeople(database, vault, contacts.length, count)) contacts.push(contact)
      }),
  }
}
