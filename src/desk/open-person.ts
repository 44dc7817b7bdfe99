import { profileSchema } from '../../db/profile.ts'
import { branded, type ContactId } from '../core/ids.ts'
import { BASE_LANGUAGE, inLanguage } from '../core/language.ts'
import type { DeskPorts } from './ports.ts'

const reachable = profileSchema.pick({ name: true, phone: true, address: true })
const NOBODY = { name: null, phone: null, address: null }

interface Correspondence {
  /** Whose key seals the talk. */
  readonly contact: string
  readonly speaker: string
  /** The speaker's, sealed. */
  readonly profile: Uint8Array | null
}

/** What whoever calls back must know of the one who speaks, and the opener of what else is sealed in the talk. */
export async function openPerson({ database, vault }: Pick<DeskPorts, 'database' | 'vault'>, talk: Correspondence) {
  const [contact, speaker] = [branded<ContactId>(talk.contact), branded<ContactId>(talk.speaker)]
  const keys = await vault.keys(database.db, [contact, speaker])
  const openedWith = (id: ContactId) => {
    const key = keys.get(id)
    return (sealed: Uint8Array | null): unknown => (key && sealed ? vault.open(key, sealed) : null)
  }
  // Without a key the person was erased: nothing of theirs opens any more.
  const profile = openedWith(speaker)(talk.profile)
  return { profile: profile === null ? NOBODY : toReach(profile), opened: openedWith(contact) }
}

function toReach(profile: unknown) {
  const { name, phone, address } = reachable.parse(profile)
  return { name: inLanguage(name, BASE_LANGUAGE), phone, address }
}
