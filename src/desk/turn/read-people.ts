import * as z from 'zod'
import { compiled } from '../../../db/compiled.ts'
import type { Tx } from '../../../db/database.ts'
import { profileForms } from '../../../db/profile.ts'
import { rows, sealedBytes } from '../../../db/rows.ts'
import { contact } from '../../../db/schema/index.ts'
import { sql } from '../../../db/sql.ts'
import type { PersonKey, Vault } from '../../../db/vault.ts'
import { branded, type ContactId } from '../../core/ids.ts'
import { LANGUAGES } from '../../core/language.ts'
import { LEVELS } from '../../core/person.ts'
import { KNOWN, type Memory, recall, type Seen, type SeenPerson } from './memory.ts'

const personRow = z.object({
  id: z.string(),
  version: z.string(),
  level: z.enum(LEVELS),
  language: z.enum(LANGUAGES),
  largeType: z.boolean(),
  area: z.string(),
  profiled: z.boolean(),
  profile: sealedBytes.nullable(),
  erased: z.boolean(),
})

const readChanged = compiled(
  () => sql`select p.id::text as id, p.xmin::text as version, p.level, p.language, p.large_type as "largeType", p.area,
      p.profiled, p.profile, p.erased_at is not null as erased
    from ${KNOWN.sql} join ${contact} p on p.id = k.id where p.xmin::text is distinct from k.version`,
)

/** As they are now. Whoever was erased is missing: by the row, since a process remembers keys for a while. */
export async function readPeople(
  vault: Vault,
  tx: Tx,
  { people }: Pick<Memory, 'people'>,
  keys: ReadonlyMap<ContactId, PersonKey>,
): Promise<ReadonlyMap<ContactId, Seen<SeenPerson>>> {
  const { seen, known } = recall(people, keys.keys())
  const changed = await rows(tx, readChanged(known), personRow)
  for (const { id, version, erased, profile, ...facts } of changed) {
    const who = branded<ContactId>(id)
    const key = keys.get(who)
    seen.delete(who)
    people.delete(who)
    if (erased || !key) continue
    const form = profile && profileForms(vault.open(key, profile))
    const person = { version, value: { ...facts, form } }
    seen.set(who, person)
    people.put(who, person)
  }
  return seen
}
