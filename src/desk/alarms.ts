import type { Tx } from '../../db/database.ts'
import { alarm } from '../../db/schema/index.ts'
import { and, desc, eq, gt, inArray, ne, sql } from '../../db/sql.ts'
import { ALARM_CLASSES, type AlarmClass } from '../core/alarm.ts'
import { type Instant, later, MINUTE } from '../core/civil-time.ts'
import { type AlarmId, branded, type ContactId, type ConversationId, type InboundId, newId } from '../core/ids.ts'
import type { DeskPorts } from './ports.ts'

export interface NewAlarm {
  /** The event that raised it; null: a timer did. */
  readonly inbound: InboundId | null
  readonly conversation: ConversationId
  readonly contact: ContactId
  readonly area: string
  readonly class: AlarmClass
  readonly silent: boolean
  readonly raisedAt: Instant
}

type AlarmPorts = Pick<DeskPorts, 'database' | 'waits'>
type AlarmRow = typeof alarm.$inferInsert

/** Further cries of one person and class within this are further events of one card, not new cards. */
const CARD_MS = 10 * MINUTE

/** Every event is a row, once; each is pushed. Only a card's first row escalates, and whoever took it has the rest too. */
export async function raiseAlarms(ports: AlarmPorts, tx: Tx, raised: readonly NewAlarm[]): Promise<void> {
  if (raised.length === 0) return
  const cards = await openCards(tx, raised)
  const values: AlarmRow[] = []
  for (const one of raised) {
    const card = cards.find(candidate => isOn(one, candidate))
    const row = card ? furtherRow(one, card) : firstRow(one, later(one.raisedAt, ports.waits.alarmEscalation))
    if (!card) cards.unshift({ ...one, card: row.card, state: 'raised', takenBy: null, takenAt: null })
    values.push(row)
  }
  const added = await tx
    .insert(alarm)
    .values(values)
    .onConflictDoNothing({ target: alarm.inboundId })
    .returning({ conversation: alarm.conversationId })
  for (const id of new Set(added.map(row => row.conversation))) await ports.database.bell.ring(tx, 'staff', id)
}

interface Card extends Pick<NewAlarm, 'contact' | 'class' | 'raisedAt'> {
  readonly card: string
  readonly state: 'raised' | 'taken'
  readonly takenBy: string | null
  readonly takenAt: Date | null
}

function isOn(one: NewAlarm, card: Card): boolean {
  return card.contact === one.contact && card.class === one.class && one.raisedAt - card.raisedAt < CARD_MS
}

/** Newest first. Two that are raised at the same moment by two processes make two cards: one too many harms nobody. */
async function openCards(tx: Tx, raised: readonly NewAlarm[]): Promise<Card[]> {
  const since = new Date(Math.min(...raised.map(one => one.raisedAt)) - CARD_MS)
  const contacts = [...new Set(raised.map(one => one.contact))]
  const found = await tx
    .select()
    .from(alarm)
    .where(
      and(
        inArray(alarm.contactId, contacts),
        gt(alarm.raisedAt, since),
        eq(alarm.id, alarm.card),
        ne(alarm.state, 'closed'),
      ),
    )
    .orderBy(desc(alarm.raisedAt))
  return found.map(row => ({
    card: row.card,
    contact: branded<ContactId>(row.contactId),
    class: alarmClass(row.class),
    raisedAt: branded<Instant>(row.raisedAt.getTime()),
    state: row.state === 'taken' ? 'taken' : 'raised',
    takenBy: row.takenBy,
    takenAt: row.takenAt,
  }))
}

function baseRow(one: NewAlarm, id: AlarmId) {
  const raisedAt = new Date(one.raisedAt)
  return {
    id,
    inboundId: one.inbound,
    conversationId: one.conversation,
    contactId: one.contact,
    area: one.area,
    class: one.class,
    silent: one.silent,
    raisedAt,
    pushAt: raisedAt,
  }
}

function firstRow(one: NewAlarm, escalateAt: Instant): AlarmRow {
  const id = newId<AlarmId>()
  return { ...baseRow(one, id), card: id, escalateAt: new Date(escalateAt) }
}

function furtherRow(one: NewAlarm, card: Card): AlarmRow {
  const { state, takenBy, takenAt } = card
  return { ...baseRow(one, newId<AlarmId>()), card: card.card, state, takenBy, takenAt }
}

/** Nobody took it: the next tier is told, and told again each time this passes. */
export async function escalateAlarms(ports: AlarmPorts, tx: Tx, now: Instant): Promise<number> {
  const told = await tx
    .update(alarm)
    .set({
      tier: sql`${alarm.tier} + 1`,
      escalateAt: new Date(later(now, ports.waits.alarmEscalation)),
      pushAt: new Date(now),
      pushTries: 0,
    })
    .where(and(eq(alarm.state, 'raised'), sql`${alarm.escalateAt} <= ${new Date(now).toISOString()}::timestamptz`))
    .returning({ conversation: alarm.conversationId })
  for (const { conversation } of told) await ports.database.bell.ring(tx, 'staff', conversation)
  return told.length
}

function alarmClass(text: string): AlarmClass {
  const found = ALARM_CLASSES.find(name => name === text)
  if (!found) throw new Error('an alarm row holds an unknown class')
  return found
}
