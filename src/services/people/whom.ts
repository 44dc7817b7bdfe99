import * as z from 'zod'
import type { Tx } from '../../../db/database.ts'
import type { Vault } from '../../../db/vault.ts'
import type { Instant } from '../../core/civil-time.ts'
import { branded, type ContactId } from '../../core/ids.ts'
import { loadPeople } from './load-people.ts'
import { activeMandates, allows, type Scope } from './mandates.ts'
import type { Person } from './person.ts'

/** Somebody who is named only here, without anything on file. */
export const namedHere = z.object({
  name: z.string(),
  street: z.string(),
  address: z.string(),
  phone: z.string().nullish(),
})
export type NamedHere = z.infer<typeof namedHere>

export interface WhomWish {
  readonly contact: ContactId
  readonly at: Instant
  /** Nothing said, or `self`, is oneself; else somebody on file. */
  readonly person: string | null | undefined
  readonly named: NamedHere | null | undefined
}

export type Whom =
  | { readonly kind: 'on_file'; readonly person: Person; readonly self: boolean }
  | { readonly kind: 'named'; readonly named: NamedHere }

/** In the order of the wishes; null: not on file, or no mandate of this scope today. */
export async function whomOf(
  vault: Vault,
  tx: Tx,
  wishes: readonly WhomWish[],
  scope: Scope,
): Promise<readonly (Whom | null)[]> {
  const wanted = wishes.map(wish => (wish.named ? null : personAskedFor(wish)))
  const ids = wanted.filter(id => id !== null)
  // Mostly everybody asks for themselves, and nobody's mandates need to be known.
  const relatives = wishes.filter((wish, i) => wanted[i] !== wish.contact).map(wish => wish.contact)
  const [people, mandates] = await Promise.all([loadPeople(vault, tx, ids), activeMandates(tx, relatives)])
  return wishes.map(({ contact, at, named }, i): Whom | null => {
    if (named) return { kind: 'named', named }
    const id = wanted[i]
    const person = id && people.get(id)
    if (!person) return null
    const self = person.id === contact
    const may = self || mandates.some(one => allows(one, scope, { relative: contact, elder: person.id, at }))
    return may ? { kind: 'on_file', person, self } : null
  })
}

export function personAskedFor({ person, contact }: Pick<WhomWish, 'person' | 'contact'>): ContactId {
  return person && person !== 'self' ? branded<ContactId>(person) : contact
}
