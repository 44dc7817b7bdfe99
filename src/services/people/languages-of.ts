import type { Tx } from '../../../db/database.ts'
import { uuidsOf } from '../../../db/id-list.ts'
import { contact } from '../../../db/schema/index.ts'
import { sql } from '../../../db/sql.ts'
import { BASE_LANGUAGE, LANGUAGES, type Language } from '../../core/language.ts'

/** In which language each of these people is spoken to, by contact. */
export async function languagesOf(tx: Tx, contacts: readonly string[]): Promise<ReadonlyMap<string, Language>> {
  if (contacts.length === 0) return new Map()
  const found = await tx
    .select({ id: contact.id, language: contact.language })
    .from(contact)
    .where(sql`${contact.id} in ${uuidsOf(contacts)}`)
  return new Map(found.map(row => [row.id, LANGUAGES.find(one => one === row.language) ?? BASE_LANGUAGE]))
}
