import * as z from 'zod'
import type { Tx } from '../../../db/database.ts'
import { KeyCache } from '../../../db/key-cache.ts'
import { type Profile, profileSchema } from '../../../db/profile.ts'
import { rows, sealedBytes } from '../../../db/rows.ts'
import { contact } from '../../../db/schema/index.ts'
import { sql } from '../../../db/sql.ts'
import { tableOf } from '../../../db/table-of.ts'
import type { Vault } from '../../../db/vault.ts'
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
  const { remembered, found } = await readProfiles(vault, tx, [...new Set(ids)])
  const keys = await vault.keys(
    tx,
    found.map(row => row.id),
  )
  const opened = new Map<ContactId, OpenedProfile>()
  for (const { id, level, version, changed, sealed } of found) {
    const key = keys.get(id)
    if (!key) continue
    const profile = changed ? sealed && profileSchema.parse(vault.open(key, sealed)) : remembered.get(id)?.profile
    if (!profile) continue
    if (changed) latelyOpened(vault).put(id, { version, profile })
    opened.set(id, { level, profile })
  }
  return opened
}

/** A profile as that version of its row has it. */
interface Lately {
  readonly version: string
  readonly profile: Profile
}

/** Profiles opened lately, no longer than the keys: one order asks for the same person at every step. */
const lately = new WeakMap<Vault, KeyCache<ContactId, Lately>>()
const LIMITS = { most: 4_000, lifeMs: 5 * MINUTE, now: Date.now }

function latelyOpened(vault: Vault): KeyCache<ContactId, Lately> {
  const known = lately.get(vault) ?? new KeyCache<ContactId, Lately>(LIMITS)
  lately.set(vault, known)
  return known
}

const profileRow = z.object({
  id: z.string().transform(branded<ContactId>),
  level: z.enum(LEVELS),
  version: z.string(),
  changed: z.boolean(),
  sealed: sealedBytes.nullable(),
})

/** With the bytes of those that are not remembered. A row that one transaction writes twice keeps its xmin, not its place. */
async function readProfiles(vault: Vault, tx: Tx, ids: readonly ContactId[]) {
  const known = latelyOpened(vault)
  const remembered = new Map(ids.map(id => [id, known.get(id)]))
  const table = tableOf('k', {
    id: { type: 'uuid', values: ids },
    version: { type: 'text', values: ids.map(id => remembered.get(id)?.version ?? null) },
  })
  const found = await rows(
    tx,
    sql`select id, level, version, changed, case when changed then profile end as sealed from (
        select c.id::text as id, c.level, v.version, v.version is distinct from k.version as changed, c.profile
        from ${table} join ${contact} c on c.id = k.id, lateral (select c.xmin::text || c.ctid::text as version) v
        where c.erased_at is null) p`,
    profileRow,
  )
  return { remembered, found }
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
