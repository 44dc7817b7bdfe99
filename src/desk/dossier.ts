import type { Tx } from '../../db/database.ts'
import { uuidsOf } from '../../db/id-list.ts'
import { contact, conversation } from '../../db/schema/index.ts'
import { and, eq, isNull, or, sql } from '../../db/sql.ts'
import { CallerError } from '../core/errors.ts'
import { branded, type ContactId, type ConversationId } from '../core/ids.ts'

/** One person, wherever they write from. */
export interface Dossier {
  readonly person: ContactId
  readonly area: string
  /** The person, and each contact whose chat they have made their own. */
  readonly people: readonly ContactId[]
  readonly talks: readonly ConversationId[]
}

/** By the person's id or that of one of their chats. CallerError: nobody, or erased. */
export async function dossierOf(tx: Tx, id: ContactId): Promise<Dossier> {
  const [chat] = await tx
    .select({ speaker: conversation.speakerId })
    .from(conversation)
    .where(eq(conversation.contactId, id))
  const person = branded<ContactId>(chat?.speaker ?? id)
  const [row] = await tx
    .select({ area: contact.area })
    .from(contact)
    .where(and(eq(contact.id, person), isNull(contact.erasedAt)))
  if (!row) throw new CallerError('not_found', 'no such person')
  const talks = await tx
    .select({ id: conversation.id, contact: conversation.contactId })
    .from(conversation)
    .where(or(eq(conversation.speakerId, person), sql`${conversation.contactId} in ${uuidsOf([person])}`))
    .orderBy(conversation.id)
  const people = new Set([person, ...talks.map(talk => branded<ContactId>(talk.contact))])
  return {
    person,
    area: row.area,
    people: [...people],
    talks: talks.map(talk => branded<ConversationId>(talk.id)),
  }
}
