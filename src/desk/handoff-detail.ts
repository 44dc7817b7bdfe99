import { contact, conversation, handoff } from '../../db/schema/index.ts'
import { eq } from '../../db/sql.ts'
import { CallerError } from '../core/errors.ts'
import { type AccountId, branded, type ConversationId, type HandoffId } from '../core/ids.ts'
import type { Staff } from '../core/staff.ts'
import { EMPTY_TALK, type Talk } from '../engine/talk.ts'
import { audit } from './audit.ts'
import { describeDraft } from './draft.ts'
import { readHandoffCard } from './handoff-cards.ts'
import { windowOf } from './message-window.ts'
import { openPerson } from './open-person.ts'
import type { DeskPorts } from './ports.ts'
import { transcript } from './transcript.ts'
import { versionsOf } from './turn/versions-of.ts'

type DetailPorts = Pick<DeskPorts, 'database' | 'vault' | 'shelf' | 'channels' | 'now'>

const NEWEST = 200

/** Everything that whoever helps must know. Each opening is written down. */
export async function openHandoff(ports: DetailPorts, staff: Staff, id: HandoffId) {
  const db = ports.database.db
  const card = await readHandoffCard(ports, db, staff, id)
  if (!card) throw new CallerError('not_found', 'no such hand-off in your area')
  const [row] = await db
    .select({
      contact: conversation.contactId,
      speaker: conversation.speakerId,
      account: conversation.accountId,
      note: handoff.note,
      talk: conversation.talk,
      profile: contact.profile,
    })
    .from(handoff)
    .innerJoin(conversation, eq(conversation.id, handoff.conversationId))
    .innerJoin(contact, eq(contact.id, conversation.speakerId))
    .where(eq(handoff.id, id))
  if (!row) throw new CallerError('not_found', 'no such hand-off in your area')
  await audit(db, staff, 'handoff.open', { contact: row.speaker, subject: id })
  const { profile, opened } = await openPerson(ports, row)
  // Sealed by the turn as a Talk.
  const talk = (opened(row.talk) as Talk | null) ?? EMPTY_TALK
  await ports.shelf.learn(db, versionsOf(talk))
  const place = { account: branded<AccountId>(row.account), conversation: branded<ConversationId>(card.conversation) }
  const messages = await transcript(ports, place.conversation, { limit: NEWEST })
  const note = opened(row.note)
  return {
    ...card,
    ...describeDraft(talk, ports.shelf),
    messages,
    profile,
    window: await windowOf(ports, db, place),
    passiveOnly: ports.channels.get(place.account)?.passiveOnly ?? false,
    note: typeof note === 'string' ? note : null,
  }
}
