import * as z from 'zod'
import type { Tx } from '../../../db/database.ts'
import { uuidsOf } from '../../../db/id-list.ts'
import { rows } from '../../../db/rows.ts'
import { channelIdentity, conversation, handoff, message, outbox } from '../../../db/schema/index.ts'
import { and, asc, eq, sql } from '../../../db/sql.ts'
import { HOUR, type Instant, instantOfDate, later } from '../../core/civil-time.ts'
import type { AccountId } from '../../core/ids.ts'
import type { DeskPorts } from '../ports.ts'
import type { Outgoing } from './claim-outgoing.ts'
import { askStaff, newsOf, nextPlace } from './pass-on.ts'

/** Where nobody said for how long it is of use. */
const KEPT_MS = 30 * 24 * HOUR

/** Why staff see the talk: something waits for its person, who may be called instead. */
const WAITS = 'waits'

/**
 * The platform takes it only once the person has done something there. False: news that can be told elsewhere, or what
 * is of no use any more, has failed instead.
 */
export async function waitForPerson(ports: DeskPorts, tx: Tx, shut: Outgoing): Promise<boolean> {
  const news = await newsOf(ports, tx, shut)
  if (news && (await nextPlace(tx, news, shut))) return false
  const until = news?.content.usefulUntil ?? later(await saidAt(tx, shut), KEPT_MS)
  if (until <= ports.now()) return false
  await tx
    .update(outbox)
    .set({ claimedUntil: null, dueAt: new Date(until), shutAt: new Date(ports.now()) })
    .where(eq(outbox.id, shut.id))
  if (news) await askStaff(ports, tx, shut, news, WAITS)
  return true
}

async function saidAt(tx: Tx, { message: id }: Outgoing): Promise<Instant> {
  const [row] = await tx.select({ at: message.at }).from(message).where(eq(message.id, id))
  if (!row) throw new Error('an outgoing row without its message')
  return instantOfDate(row.at)
}

const freedRow = z.object({ conversation: z.string() })

/** What waited for somebody who has done something since may be tried now. */
export async function freeWaiting(ports: DeskPorts, account: AccountId): Promise<void> {
  if (!ports.channels.get(account)?.window) return
  const at = sql`to_timestamp(${ports.now()}::float8 / 1000.0)`
  const freed = await rows(
    ports.database.db,
    sql`update ${outbox} o set shut_at = null, due_at = ${at}, tries = 0
      from ${conversation} v join ${channelIdentity} i on i.id = v.identity_id
      where o.account_id = ${account} and o.shut_at is not null and o.due_at > ${at} and v.id = o.conversation_id
        and greatest(i.heard_at, i.pressed_at) > o.shut_at
      returning v.id::text as conversation`,
    freedRow,
  )
  if (freed.length > 0) await takeBackCards(ports, [...new Set(freed.map(row => row.conversation))])
}

/** Nobody needs to call any more; but whoever has asked for a person meanwhile got that card, and waits for one. */
async function takeBackCards(ports: DeskPorts, talks: readonly string[]): Promise<void> {
  const { database, waits } = ports
  const now = ports.now()
  await database.transaction(async tx => {
    const held = await tx
      .select({ id: conversation.id, owner: conversation.owner })
      .from(conversation)
      .where(sql`${conversation.id} in ${uuidsOf(talks)}`)
      .orderBy(asc(conversation.id))
      .for('no key update')
    for (const { id, owner } of held) {
      const closed = { state: 'withdrawn', closedAt: new Date(now) }
      const asked = { reason: 'asked', openedAt: new Date(now), dueAt: new Date(later(now, waits.handoffPromise)) }
      await tx
        .update(handoff)
        .set(owner === 'staff' ? asked : closed)
        .where(and(eq(handoff.conversationId, id), eq(handoff.reason, WAITS), eq(handoff.state, 'open')))
      await database.bell.ring(tx, 'staff', id)
    }
  })
}
