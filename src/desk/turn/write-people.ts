import type { Tx } from '../../../db/database.ts'
import { conversation, handoff, mandate } from '../../../db/schema/index.ts'
import { and, eq, sql } from '../../../db/sql.ts'
import { civilDate, type Instant, later } from '../../core/civil-time.ts'
import { branded, type ContactId, type ConversationId, type HandoffId, newId } from '../../core/ids.ts'
import type { TextRef } from '../../engine/talk.ts'
import { raiseAlarms } from '../alarms.ts'
import type { DeskPorts } from '../ports.ts'
import { tell } from '../tell.ts'
import { NOTICE } from './notice.ts'
import type { Finished } from './rounds.ts'

/** Opens, promises and withdraws hand-offs. A danger is never promised away: only a person ends it. */
export async function writeHandoffs(
  ports: DeskPorts,
  tx: Tx,
  finished: readonly Finished[],
  now: Instant,
): Promise<void> {
  for (const { claimed, work } of finished) {
    if (!work.ended || !claimed.handoff) continue
    const promisedFor = work.ended.promisedFor === null ? null : new Date(work.ended.promisedFor)
    await tx
      .update(handoff)
      .set({ state: work.ended.state, promisedFor, dueAt: null })
      .where(and(eq(handoff.id, claimed.handoff.id), eq(handoff.state, 'open')))
  }
  const opened = finished.flatMap(({ claimed, work }) => [
    ...work.withdrawn.map(({ reason }) => ({ ...handoffOf(claimed, reason, now), state: 'withdrawn' })),
    ...(work.opened
      ? [{ ...handoffOf(claimed, work.opened.reason, now), dueAt: promiseAt(ports, work.opened, now) }]
      : []),
  ])
  if (opened.length > 0) await insertOrOpenAgain(tx, opened)
  const touched = finished
    .filter(({ work }) => work.opened || work.ended || work.withdrawn.length > 0)
    .map(({ claimed }) => claimed.id)
  if (touched.length > 0) await ports.database.bell.ring(tx, 'staff', ...touched)
}

/** Whoever was promised a call and calls again waits in the queue again, for the newer reason; the promise stays with it. */
async function insertOrOpenAgain(tx: Tx, opened: readonly (typeof handoff.$inferInsert)[]): Promise<void> {
  await tx
    .insert(handoff)
    .values([...opened])
    .onConflictDoUpdate({
      target: handoff.conversationId,
      targetWhere: sql`state in ('open', 'promised', 'claimed')`,
      set: { state: 'open', reason: sql`excluded.reason`, dueAt: sql`excluded.due_at` },
      setWhere: eq(handoff.state, 'promised'),
    })
}

function handoffOf({ id, contact, area }: Finished['claimed'], reason: string, now: Instant) {
  return {
    id: newId<HandoffId>(),
    conversationId: id,
    contactId: contact,
    area,
    reason,
    openedAt: new Date(now),
  }
}

function promiseAt(ports: DeskPorts, { reason }: { readonly reason: string }, now: Instant): Date | null {
  return reason === 'danger' ? null : new Date(later(now, ports.waits.handoffPromise))
}

export async function writeAlarms(
  ports: DeskPorts,
  tx: Tx,
  finished: readonly Finished[],
  now: Instant,
): Promise<void> {
  const raised = finished.flatMap(({ claimed, work }) =>
    work.alarms.map(alarm => ({
      inbound: alarm.inbound,
      conversation: claimed.id,
      contact: claimed.contact,
      area: claimed.area,
      class: alarm.classes[0],
      silent: false,
      raisedAt: now,
    })),
  )
  if (raised.length > 0) await raiseAlarms(ports, tx, raised)
}

/** What a flow wants others to know: relatives whose mandate says so, in their own conversations; staff, as a hand-off card. */
export async function writeNotices(ports: DeskPorts, tx: Tx, finished: readonly Finished[]): Promise<void> {
  for (const { claimed, work } of finished) {
    for (const [i, notice] of work.notices.entries()) {
      const key = `notice:${claimed.id}:${work.handled.at(-1)?.id ?? ports.now()}:${i}`
      if (notice.to === 'relatives') await tellRelatives(ports, tx, claimed.speaker, key, notice.text)
      else await tellStaff(ports, tx, claimed)
    }
  }
}

async function tellRelatives(ports: DeskPorts, tx: Tx, elder: string, key: string, text: TextRef): Promise<void> {
  const today = civilDate(ports.now())
  const rows = await tx
    .select({ id: conversation.id, relative: mandate.relativeId })
    .from(mandate)
    .innerJoin(conversation, eq(conversation.speakerId, mandate.relativeId))
    .where(
      and(
        eq(mandate.elderId, elder),
        eq(mandate.state, 'active'),
        sql`${mandate.validFrom} <= ${today} and ${mandate.validTo} >= ${today}`,
        sql`${mandate.scopes} ? 'get_alerts'`,
      ),
    )
  await tell(
    ports,
    tx,
    rows.map(row => ({
      conversation: branded<ConversationId>(row.id),
      key: `${key}:${row.id}`,
      content: { kind: 'signal', to: branded<ContactId>(row.relative), name: NOTICE, data: { text } },
    })),
  )
}

async function tellStaff(ports: DeskPorts, tx: Tx, claimed: Finished['claimed']): Promise<void> {
  const { id, contact, area } = claimed
  const row = { id: newId<HandoffId>(), conversationId: id, contactId: contact, area, reason: 'notice' }
  await tx.insert(handoff).values(row).onConflictDoNothing()
  await ports.database.bell.ring(tx, 'staff', id)
}
