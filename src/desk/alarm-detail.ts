import { alarm, contact, conversation } from '../../db/schema/index.ts'
import { eq } from '../../db/sql.ts'
import { CallerError } from '../core/errors.ts'
import { type AccountId, type AlarmId, branded, type ConversationId } from '../core/ids.ts'
import type { Staff } from '../core/staff.ts'
import { readAlarmCard } from './alarm-cards.ts'
import { audit } from './audit.ts'
import { windowOf } from './message-window.ts'
import { openPerson } from './open-person.ts'
import type { DeskPorts } from './ports.ts'
import { transcript } from './transcript.ts'

type DetailPorts = Pick<DeskPorts, 'database' | 'vault' | 'channels' | 'now'>

const NEWEST = 200

/** Who it is, how to reach them and what they said. Each opening is written down. */
export async function openAlarm(ports: DetailPorts, staff: Staff, id: AlarmId) {
  const db = ports.database.db
  const card = await readAlarmCard(ports, db, staff, id)
  if (!card) throw new CallerError('not_found', 'no such alarm in your area')
  const [row] = await db
    .select({
      contact: conversation.contactId,
      speaker: conversation.speakerId,
      account: conversation.accountId,
      note: alarm.note,
      profile: contact.profile,
    })
    .from(alarm)
    .innerJoin(conversation, eq(conversation.id, alarm.conversationId))
    .innerJoin(contact, eq(contact.id, conversation.speakerId))
    .where(eq(alarm.id, card.id))
  if (!row) throw new CallerError('not_found', 'no such alarm in your area')
  await audit(db, staff, 'alarm.open', { contact: row.speaker, subject: card.id })
  const { profile, opened } = await openPerson(ports, row)
  const place = { account: branded<AccountId>(row.account), conversation: branded<ConversationId>(card.conversation) }
  const messages = await transcript(ports, place.conversation, { limit: NEWEST })
  const window = await windowOf(ports, db, place)
  const note = opened(row.note)
  return { ...card, messages, profile, window, note: typeof note === 'string' ? note : null }
}
