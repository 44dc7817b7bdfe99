import { createHmac } from 'node:crypto'
import { branded, type ContactId } from '../src/core/ids.ts'
import type { Database, Tx } from './database.ts'
import { uuidsOf } from './id-list.ts'
import { KeyCache } from './key-cache.ts'
import { packJson, unpackJson } from './packed-json.ts'
import { countToRewrap, type Rewrapped, rewrapSome } from './rewrap.ts'
import { rootKey } from './root-key.ts'
import { dataKey } from './schema/index.ts'
import { derive, SealingKey } from './sealing.ts'
import { inArray } from './sql.ts'
import { type SecretKeys, Wrapping } from './wrapping.ts'

declare const opaque: unique symbol
/** An opened data key; never logged, never stored. */
export interface PersonKey {
  readonly [opaque]: true
}

export interface Vault {
  /** A new person's key, and the row that keeps it wrapped. */
  create(contact: ContactId): { key: PersonKey; row: { contactId: ContactId; keyId: string; wrapped: Uint8Array } }
  /** Keys of several people, from memory or one query. A person who was erased is missing from the map. */
  keys(tx: Tx, contacts: readonly ContactId[]): Promise<ReadonlyMap<ContactId, PersonKey>>
  /** From memory alone. */
  keyAtHand(contact: ContactId): PersonKey | undefined
  /** The desk's own: seals what arrives from somebody whose key is not at hand, until it is sealed anew with theirs. */
  readonly arrivals: PersonKey
  /** Which of the two it was sealed with. */
  keyOfArrival(own: PersonKey, sealed: Uint8Array): PersonKey
  /** Any value that JSON can hold. */
  seal(key: PersonKey, value: unknown): Uint8Array
  /** Throws when the bytes were not sealed with this key: a bug or an attack, never a resident's mistake. */
  open(key: PersonKey, sealed: Uint8Array): unknown
  /** Keyed hash for look-ups; `purpose` keeps two uses of one value apart. The same after a change of SECRET_KEY. */
  hash(purpose: string, value: string): Uint8Array
  /** 32 bytes for signing what leaves the desk and comes back (tokens). The same after a change of SECRET_KEY. */
  signingKey(purpose: string): Uint8Array
  /** Wraps with SECRET_KEY some of what SECRET_KEY_OLD still wraps, from the key after this one's on. */
  rewrap(database: Database, after: ContactId | null, most?: number): Promise<Rewrapped>
  /** How many keys SECRET_KEY does not wrap yet. None: SECRET_KEY_OLD may go. */
  toRewrap(tx: Tx): Promise<number>
}

const CACHE = { most: 20_000, lifeMs: 5 * 60_000 }
const REWRAP_AT_ONCE = 500

/** SettingError when the database was sealed under another SECRET_KEY. It keeps no hold of the database. */
export async function openVault(database: Database, secrets: SecretKeys, now: () => number = Date.now): Promise<Vault> {
  const wrapping = new Wrapping(secrets)
  const root = await database.transaction(tx => rootKey(tx, wrapping))
  const hashKey = derive(root, 'hash')
  const cache = new KeyCache<ContactId, SealingKey>({ ...CACHE, now })
  const arrivals = new SealingKey(derive(root, 'arrivals'))
  return {
    create(contact) {
      const { key, bytes } = SealingKey.random()
      // Not remembered yet: the row may never be committed.
      const row = { contactId: contact, keyId: wrapping.keyId, wrapped: wrapping.wrap(contact, bytes) }
      return { key: closed(key), row }
    },
    keys: (tx, contacts) => keysOf(tx, contacts, cache, wrapping),
    keyAtHand(contact) {
      const key = cache.get(contact)
      return key && closed(key)
    },
    arrivals: closed(arrivals),
    keyOfArrival: (own, sealed) => (arrivals.sealed(sealed) ? closed(arrivals) : own),
    seal: (key, value) => opened(key).seal(packJson(value)),
    open: (key, sealed) => unpackJson(opened(key).open(sealed)),
    hash: (purpose, value) => createHmac('sha256', hashKey).update(`${purpose}\0${value}`).digest(),
    signingKey: purpose => derive(root, `sign ${purpose}`),
    rewrap: (kept, after, most = REWRAP_AT_ONCE) => kept.transaction(tx => rewrapSome(tx, wrapping, { after, most })),
    toRewrap: tx => countToRewrap(tx, wrapping),
  }
}

// The only makers of PersonKeys are the places above and below, so each of them is a SealingKey.
const closed = (key: SealingKey): PersonKey => key as unknown as PersonKey
function opened(key: PersonKey): SealingKey {
  if (key instanceof SealingKey) return key
  throw new Error('not a key of this vault')
}

async function keysOf(
  tx: Tx,
  contacts: readonly ContactId[],
  cache: KeyCache<ContactId, SealingKey>,
  wrapping: Wrapping,
): Promise<ReadonlyMap<ContactId, PersonKey>> {
  const found = new Map<ContactId, PersonKey>()
  const missing: ContactId[] = []
  for (const contact of new Set(contacts)) {
    const key = cache.get(contact)
    if (key) found.set(contact, closed(key))
    else missing.push(contact)
  }
  if (missing.length === 0) return found
  const rows = await tx
    .select()
    .from(dataKey)
    .where(inArray(dataKey.contactId, uuidsOf(missing)))
  for (const row of rows) {
    const contact = branded<ContactId>(row.contactId)
    const key = new SealingKey(wrapping.unwrap(contact, row.keyId, row.wrapped))
    cache.put(contact, key)
    found.set(contact, closed(key))
  }
  return found
}
