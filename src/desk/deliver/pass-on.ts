import type { Tx } from '../../../db/database.ts'
import { uuidsOf } from '../../../db/id-list.ts'
import { channelIdentity, contact, conversation, handoff, inbound, message } from '../../../db/schema/index.ts'
import { and, desc, eq, ne, sql } from '../../../db/sql.ts'
import { branded, type ContactId, type ConversationId, type HandoffId, newId } from '../../core/ids.ts'
import type { DeskContent } from '../../core/inbound.ts'
import type { DeskPorts } from '../ports.ts'
import { tell } from '../tell.ts'
import type { Outgoing } from './claim-outgoing.ts'

type Signal = Extract<DeskContent, { kind: 'signal' }>

/** Why staff are asked: nobody was told what they ought to know. */
const UNREACHED = 'unreached'

/**
 * News that will never arrive where it was told is told again where that person can still be reached; where nowhere is
 * left, staff are asked to call. Answers need no such thing: whoever asks is there. To be called in the commit that
 * keeps the failure; however many rows of one piece of news fail, it is passed on once.
 */
export async function passOn(ports: DeskPorts, tx: Tx, failed: Outgoing): Promise<void> {
  const news = await newsOf(ports, tx, failed)
  if (!news) return
  const next = await nextPlace(tx, news, failed)
  if (!next) return askStaff(ports, tx, failed, news, UNREACHED)
  const content = { ...news.content, tried: triedBy(news, failed) }
  // Its own key, without the desk's mark in front.
  const key = `${news.key.replace(/^desk:/, '')}>${next}`
  await tell(ports, tx, [{ conversation: next, key, content }])
}

/** Nobody is waiting in the talk for them: it goes on meanwhile. */
export async function askStaff(
  { database }: Pick<DeskPorts, 'database'>,
  tx: Tx,
  { conversation: conversationId }: Outgoing,
  { contact: contactId, area }: News,
  reason: string,
): Promise<void> {
  await tx
    .insert(handoff)
    .values({ id: newId<HandoffId>(), conversationId, contactId, area, reason })
    .onConflictDoNothing()
  await database.bell.ring(tx, 'staff', conversationId)
}

export interface News {
  readonly content: Signal
  readonly key: string
  readonly contact: ContactId
  readonly area: string
}

/** What the desk told of itself, and to whom; null where the failed message answers somebody. */
export async function newsOf({ vault }: Pick<DeskPorts, 'vault'>, tx: Tx, failed: Outgoing): Promise<News | null> {
  const [row] = await tx
    .select({
      content: inbound.content,
      key: inbound.eventKey,
      contact: conversation.contactId,
      area: contact.area,
    })
    .from(message)
    .innerJoin(inbound, and(eq(inbound.id, message.inboundId), eq(inbound.kind, 'signal')))
    .innerJoin(conversation, eq(conversation.id, message.conversationId))
    .innerJoin(contact, eq(contact.id, conversation.speakerId))
    .where(eq(message.id, failed.message))
  const whose = row && branded<ContactId>(row.contact)
  const key = whose && (await vault.keys(tx, [whose])).get(whose)
  if (!row || !whose || !key) return null
  const content = vault.open(key, row.content) as Signal // sealed by tell as one, which the kind says
  return { ...row, content, contact: whose }
}

const triedBy = ({ content }: News, failed: Outgoing) => [...(content.tried ?? []), failed.conversation]

/** Where this person writes and can be reached: the place they chose for news first, then where they last wrote. */
export async function nextPlace(tx: Tx, news: News, failed: Outgoing): Promise<ConversationId | null> {
  const [row] = await tx
    .select({ id: conversation.id })
    .from(conversation)
    .innerJoin(channelIdentity, eq(channelIdentity.id, conversation.identityId))
    .innerJoin(contact, eq(contact.id, conversation.speakerId))
    .where(
      and(
        eq(conversation.speakerId, news.content.to),
        ne(channelIdentity.state, 'gone'),
        sql`${conversation.id} not in ${uuidsOf(triedBy(news, failed))}`,
      ),
    )
    .orderBy(desc(sql`coalesce(${conversation.id} = ${contact.newsIn}, false)`), desc(conversation.updatedAt))
    .limit(1)
  return row ? branded<ConversationId>(row.id) : null
}
