import { profileSchema } from '../../db/profile.ts'
import { branded, type ContactId } from '../core/ids.ts'
import { BASE_LANGUAGE, inLanguage } from '../core/language.ts'
import type { DeskPorts } from './ports.ts'

const reachable = profileSchema.pick({ name: true, phone: true, address: true })
const NOBODY = { name: null, phone: null, address: null }

/** What whoever calls back must know of a person, and the opener of what else is sealed with their key. */
export async function openPerson(
  { database, vault }: Pick<DeskPorts, 'database' | 'vault'>,
  id: string,
  sealedProfile: Uint8Array | null,
) {
  const contact = branded<ContactId>(id)
  const key = (await vault.keys(database.db, [contact])).get(contact)
  // Without a key the person was erased: nothing of theirs opens any more.
  const opened = (sealed: Uint8Array | null): unknown => (key && sealed ? vault.open(key, sealed) : null)
  const profile = opened(sealedProfile)
  return { profile: profile === null ? NOBODY : toReach(profile), opened }
}

function toReach(profile: unknown) {
  const { name, phone, address } = reachable.parse(profile)
  return { name: inLanguage(name, BASE_LANGUAGE), phone, address }
}
