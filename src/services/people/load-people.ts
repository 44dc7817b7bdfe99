import type { Tx } from '../../../db/database.ts'
import { uuidsOf } from '../../../db/id-list.ts'
import { KeyCache } from '../../../db/key-cache.ts'
import { type Profile, profileSchema } from '../../../db/profile.ts'
import { contact } from '../../../db/schema/index.ts'
import { and, isNull, sql } from '../../../db/sql.ts'
import type { PersonKey, Vault } from '../../../db/vault.ts'
import { MINUTE, parseCivilDate } from '../../core/civil-time.ts'
import { branded, type ContactId } from '../../core/ids.ts'
import { LEVELS, type Level } from '../../core/person.ts'
import type { Person } from './person.ts'

/** People with a profile on file, opened; those without one are missing from the map. */
export async function loadPeople(
  vault: Vault,
  tx: Tx,
  ids: readonly ContactId[],
): Promise<ReadonlyMap<ContactId, Person>> {
  const profiles = await openProfiles(vault, tx, ids)
  return new Map([...profiles].map(([id, { level, profile }]) => [id, personOf(id, level, profile)]))
}

interface OpenedProfile {
  readonly level: Level
  readonly profile: Profile
}

export async function openProfiles(
  vault: Vault,
  tx: Tx,
  ids: readonly ContactId[],
): Promise<ReadonlyMap<ContactId, OpenedProfile>> {
  if (ids.length === 0) return new Map()
  const rows = await tx
    .select({ id: contact.id, level: contact.level, profile: contact.profile })
    .from(contact)
    .where(and(sql`${contact.id} in ${uuidsOf([...new Set(ids)])}`, isNull(contact.erasedAt)))
  const known = rows.map(row => ({ ...row, id: branded<ContactId>(row.id) }))
  const keys = await vault.keys(
    tx,
    known.map(row => row.id),
  )
  const opened = new Map<ContactId, OpenedProfile>()
  for (const { id, level, profile } of known) {
    const key = keys.get(id)
    if (!profile || !key) continue
    opened.set(id, {
      level: LEVELS.find(one => one === level) ?? 'anonymous',
      profile: openProfile(vault, id, key, profile),
    })
  }
  return opened
}

interface Lately {
  readonly sealed: Uint8Array
  readonly profile: Profile
}

/** Profiles opened lately, no longer than the keys: one order asks for the same person at every step. */
const lately = new WeakMap<Vault, KeyCache<ContactId, Lately>>()
const LIMITS = { most: 4_000, lifeMs: 5 * MINUTE, now: Date.now }

/** No two sealings give the same bytes: what is sealed as it was then says what it said then. */
function openProfile(vault: Vault, id: ContactId, key: PersonKey, sealed: Uint8Array): Profile {
  const known = lately.get(vault) ?? new KeyCache<ContactId, Lately>(LIMITS)
  lately.set(vault, known)
  const before = known.get(id)
  if (before && Buffer.compare(before.sealed, sealed) === 0) return before.profile
  const profile = profileSchema.parse(vault.open(key, sealed))
  known.put(id, { sealed, profile })
  return profile
}

function personOf(id: ContactId, level: Level, profile: Profile): Person {
  const { name, form, birth, category, street, address, phone, diet, allergies, payBy, homeSite } = profile
  return {
    id,
    level,
    name,
    form,
    birthDate: birth && parseCivilDate(birth.date ?? `${birth.year}-12-31`),
    category,
    street,
    address: address ?? '',
    phone,
    diet,
    allergies: allergies.asked ? allergies.codes : null,
    payBy,
    homeSite,
  }
}
