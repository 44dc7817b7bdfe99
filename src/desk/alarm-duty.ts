import type { Tx } from '../../db/database.ts'
import { inAreas } from '../../db/in-areas.ts'
import { alarm } from '../../db/schema/index.ts'
import { and, eq, inArray } from '../../db/sql.ts'
import { CallerError } from '../core/errors.ts'
import { type AlarmId, branded, type ContactId } from '../core/ids.ts'
import type { Staff } from '../core/staff.ts'
import { audit } from './audit.ts'
import type { DeskPorts } from './ports.ts'

// What staff do with an alarm: always with its whole card, whichever of its events they name.

type DutyPorts = Pick<DeskPorts, 'database' | 'vault' | 'now'>

/** One winner, as for hand-offs. */
export function takeAlarm(ports: DutyPorts, staff: Staff, id: AlarmId): Promise<void> {
  return ports.database.transaction(async tx => {
    const card = await holdCard(tx, staff, id)
    if (card.first.state === 'taken' && card.first.takenBy === staff.id) return
    if (card.first.state !== 'raised') throw new CallerError('conflict', `it is ${card.first.state}`)
    const taken = { state: 'taken', takenBy: staff.id, takenAt: new Date(ports.now()), escalateAt: null }
    await tx
      .update(alarm)
      .set(taken)
      .where(and(eq(alarm.card, card.first.id), eq(alarm.state, 'raised')))
    await finish(ports, tx, staff, 'alarm.take', card.first)
  })
}

/** Only whoever took it knows what became of it. */
export function closeAlarm(ports: DutyPorts, staff: Staff, id: AlarmId, note: string): Promise<void> {
  return ports.database.transaction(async tx => {
    const { first } = await holdCard(tx, staff, id)
    if (first.state !== 'taken')
      throw new CallerError('conflict', first.state === 'raised' ? 'take it first' : 'it is closed')
    if (first.takenBy !== staff.id) throw new CallerError('conflict', 'somebody else has taken it')
    const contact = branded<ContactId>(first.contactId)
    const key = (await ports.vault.keys(tx, [contact])).get(contact)
    const closed = { state: 'closed', closedBy: staff.id, closedAt: new Date(ports.now()), escalateAt: null }
    await tx
      .update(alarm)
      .set({ ...closed, note: key ? ports.vault.seal(key, note) : null })
      .where(and(eq(alarm.card, first.id), inArray(alarm.state, ['raised', 'taken'])))
    await finish(ports, tx, staff, 'alarm.close', first)
  })
}

type Row = typeof alarm.$inferSelect

/** Rows by key, so that two commands on one card never lock each other out. */
async function holdCard(tx: Tx, staff: Staff, id: AlarmId): Promise<{ first: Row }> {
  const [named] = await tx
    .select({ card: alarm.card })
    .from(alarm)
    .where(and(eq(alarm.id, id), inAreas(alarm.area, staff)))
  const [first] = named ? await tx.select().from(alarm).where(eq(alarm.id, named.card)).for('update') : []
  if (!first) throw new CallerError('not_found', 'no such alarm in your area')
  return { first }
}

async function finish(ports: DutyPorts, tx: Tx, staff: Staff, act: string, first: Row): Promise<void> {
  await audit(tx, staff, act, { contact: first.contactId, subject: first.id })
  await ports.database.bell.ring(tx, 'staff', first.conversationId)
}
