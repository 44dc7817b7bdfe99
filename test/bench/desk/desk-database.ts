import { randomBytes } from 'node:crypto'
import { migrate } from '../../../db/migrate.ts'
import { openPostgres } from '../../../db/open-postgres.ts'
import { seed } from '../../../db/seed/seed.ts'
import { openVault, type Vault } from '../../../db/vault.ts'
import { instant } from '../../../src/core/civil-time.ts'
import { type AccountId, branded, type ContactId } from '../../../src/core/ids.ts'
import { keepAccounts } from '../../../src/start/channel-accounts.ts'
import { ACCOUNT, addPeople } from './people.ts'
import { cookPlenty } from './plenty.ts'

/** No platform's rate: what is measured is the desk. */
export const UNLIMITED = { perSecond: 1_000_000, perChatPerSecond: 1_000_000, burst: 1_000_000 }

export interface DeskDatabase {
  readonly url: string
  readonly secretKey: string
  /** Of the nth of the crowd. */
  readonly contacts: ContactId[]
  /** More registered people, after those that are there. */
  grow(count: number): Promise<void>
}

/** A desk's database with its city and its kitchens, in which nobody lives yet. */
export async function makeDeskDatabase(url: string): Promise<DeskDatabase> {
  const secret = randomBytes(32)
  const database = await openPostgres(url)
  let vault: Vault
  try {
    await migrate(database)
    vault = await openVault(database, { current: new Uint8Array(secret) })
    await seed(database, vault, 'demo', instant(Date.now()))
    await database.transaction(cookPlenty)
    await keepAccounts(database, [{ id: branded<AccountId>(ACCOUNT), kind: 'telegram', ...UNLIMITED }])
  } finally {
    await database.close()
  }
  const contacts: ContactId[] = []
  return {
    url,
    secretKey: secret.toString('base64'),
    contacts,
    async grow(count) {
      for (const contact of await addPeople(url, vault, contacts.length, count)) contacts.push(contact)
    },
  }
}
