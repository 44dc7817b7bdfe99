import type { ContactId } from '../src/core/ids.ts'
import type { Tx } from './database.ts'

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
  seal(key: PersonKey, value: unknown): Uint8Array
  /** Throws when the bytes were not sealed with this key: a bug or an attack, never a resident's mistake. */
  open(key: PersonKey, sealed: Uint8Array): unknown
  /** Keyed hash for look-ups; `purpose` keeps two uses of one value apart. */
  hash(purpose: string, value: string): Uint8Array
}
