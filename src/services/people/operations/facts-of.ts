import type { Tx } from '../../../../db/database.ts'
import { profileForm } from '../../../../db/profile.ts'
import { contact } from '../../../../db/schema/index.ts'
import { eq } from '../../../../db/sql.ts'
import type { Vault } from '../../../../db/vault.ts'
import type { ContactId } from '../../../core/ids.ts'
import type { Language } from '../../../core/language.ts'
import type { Level, PersonFacts } from '../../../core/person.ts'

/** What a talk knows of whoever speaks in it from now on. */
export async function factsOf(
  vault: Vault,
  tx: Tx,
  person: ContactId,
  language: Language,
): Promise<Pick<PersonFacts, 'level' | 'profiled' | 'form'>> {
  const key = (await vault.keys(tx, [person])).get(person)
  const [row] = await tx.select().from(contact).where(eq(contact.id, person))
  const form = key && row?.profile ? profileForm(vault.open(key, row.profile), language) : null
  const level = (row?.level ?? 'anonymous') as Level // written by us from LEVELS
  return { level, profiled: row?.profiled ?? false, form }
}
