import type { Tx } from '../../../db/database.ts'
import { uuidsOf } from '../../../db/id-list.ts'
import { contact, conversation } from '../../../db/schema/index.ts'
import { eq, sql } from '../../../db/sql.ts'
import { BASE_LANGUAGE, LANGUAGES, type Language } from '../../core/language.ts'

/** In which language each of these conversations is held. */
export async function languagesOf(tx: Tx, conversations: readonly string[]): Promise<ReadonlyMap<string, Language>> {
  if (conversations.length === 0) return new Map()
  const found = await tx
    .select({ id: conversation.id, language: contact.language })
    .from(conversation)
    .innerJoin(contact, eq(contact.id, conversation.contactId))
    .where(sql`${conversation.id} in ${uuidsOf(conversations)}`)
  return new Map(found.map(row => [row.id, LANGUAGES.find(one => one === row.language) ?? BASE_LANGUAGE]))
}
