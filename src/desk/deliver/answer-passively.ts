import { setTimeout as pause } from 'node:timers/promises'
import * as z from 'zod'
import type { Tx } from '../../../db/database.ts'
import { rows, wholeNumber } from '../../../db/rows.ts'
import { inbound, message, outbox } from '../../../db/schema/index.ts'
import { eq, type SQL, sql } from '../../../db/sql.ts'
import type { Channel, PlatformCall } from '../../core/channel.ts'
import { type Instant, later } from '../../core/civil-time.ts'
import type { ConversationId, InboundId } from '../../core/ids.ts'
import type { DeskPorts } from '../ports.ts'
import { GIVING_MS } from './giving-ms.ts'
import { openOutgoing } from './open-outgoing.ts'
import { takeWaiting } from './take-waiting.ts'

/** A platform that got no answer asks again, at most so long after its first request. */
const ASKED_AGAIN_WITHIN_MS = 20_000
/** Where no bell is heard. */
const LOOK_EVERY_MS = 50
/** Of what the platform's request may take, kept for the last look and the way back. */
export const RETURN_MS = 300

interface Ports extends Pick<DeskPorts, 'database' | 'vault' | 'now'> {
  /** Work that goes on after the answer. */
  readonly beside?: (work: Promise<unknown>) => void
}

interface Event {
  readonly id: InboundId
  readonly conversation: ConversationId
}

/**
 * What answers this event, for the platform's own request, as soon as it is there: the row is out of the lane's hands
 * then, but kept for a while, since a platform that lost the answer asks again with the same event. Null: nothing came
 * by then, or nothing is to be said. A slow database must not make an answer of it that comes when nobody listens any
 * more: what is too late is given back.
 */
export async function answerPassively(
  ports: Ports,
  channel: Channel,
  event: Event,
  until: Instant,
): Promise<PlatformCall | null> {
  const closing = new AbortController()
  let listens = true
  const left = pause(Math.max(0, until - ports.now()) + RETURN_MS, null, { signal: closing.signal }).then(() => {
    listens = false
    return null
  })
  const inTime = () => listens && ports.now() < later(until, RETURN_MS)
  const found = search(ports, channel, event, until, inTime).finally(() => closing.abort())
  ports.beside?.(found.catch(() => {})) // it is told below
  return Promise.race([found, left.catch(() => found)])
}

/** Goes on to its end, though the platform may have left by then. */
async function search(
  ports: Ports,
  channel: Channel,
  event: Event,
  until: Instant,
  inTime: () => boolean,
): Promise<PlatformCall | null> {
  const { db, bell } = ports.database
  let rung = Promise.withResolvers<void>()
  const unlisten = bell.listen('conversation', id => {
    if (id === event.conversation) rung.resolve()
  })
  try {
    while (inTime()) {
      rung = Promise.withResolvers<void>()
      // Asked before the row is looked for: both come in one commit.
      const over = ports.now() >= until || (await isHandled(db, event.id))
      const at = ports.now()
      const said = channel.passiveOnly
        ? over && (await takeWaiting(ports, channel, event))
        : over && (await takeAnswer(ports, channel, event.id, at))
      if (said && !inTime()) return await giveBack(db, channel, event, at)
      if (said) {
        beside(ports, noteGiven(db, channel, event, at))
        return said
      }
      if (over) return null
      await Promise.race([rung.promise, pause(LOOK_EVERY_MS)])
    }
    return null
  } finally {
    unlisten()
  }
}

/** It goes on after the answer. */
function beside(ports: Ports, work: Promise<unknown>): void {
  const whole = work.catch(() => {}) // given back after a while, and said again: rather twice than never
  ports.beside?.(whole)
}

/** Unless the platform's next request has taken it since. */
async function giveBack(db: Tx, channel: Channel, event: Event, at: Instant): Promise<null> {
  await settleTaken(db, channel, event, at, sql`answered_at = null, claimed_until = null`)
  return null
}

/** It is leaving: nothing can be lost any more but on the way. */
function noteGiven(db: Tx, channel: Channel, event: Event, at: Instant): Promise<void> {
  return settleTaken(db, channel, event, at, sql`claimed_until = null`)
}

async function settleTaken(db: Tx, channel: Channel, event: Event, at: Instant, what: SQL): Promise<void> {
  const mark = channel.passiveOnly ? sql`i.received_at` : sql`to_timestamp(${at}::float8 / 1000.0)`
  await db.execute(
    sql`update ${outbox} o set ${what} from ${inbound} i
      where i.id = ${event.id} and o.conversation_id = i.conversation_id and o.answered_at = ${mark}`,
  )
}

/** Answered and not asked for again: they were received, but for those whose process died before they left. */
export async function forgetAnswered(db: Tx, now: Instant): Promise<number> {
  const before = sql`answered_at < to_timestamp(${later(now, -ASKED_AGAIN_WITHIN_MS)}::float8 / 1000.0)`
  const gone = await rows(
    db,
    sql`with lost as (
        update ${outbox} set answered_at = null, claimed_until = null, due_at = to_timestamp(${now}::float8 / 1000.0)
        where ${before} and claimed_until is not null
      ) delete from ${outbox} where ${before} and claimed_until is null returning id`,
    idRow,
  )
  return gone.length
}

const idRow = z.object({ id: wholeNumber })

/**
 * The first call of the answer, unless the lane has it or has sent it, or something said earlier is still on its way:
 * an emergency waits for nothing. The answer's further calls may follow at once.
 */
async function take(db: Tx, event: InboundId, now: Instant): Promise<number | null> {
  const at = sql`to_timestamp(${now}::float8 / 1000.0)`
  const [row] = await rows(
    db,
    sql`with taken as (
      update ${outbox} o set answered_at = ${at}, claimed_until = to_timestamp(${later(now, GIVING_MS)}::float8 / 1000.0)
      from ${message} m
      where m.inbound_id = ${event} and o.message_id = m.id and o.replies
        and (o.answered_at is not null or o.claimed_until is null or o.claimed_until <= ${at})
        and (o.priority = 0 or not exists (select 1 from ${outbox} p
          where p.conversation_id = o.conversation_id and p.id < o.id and p.answered_at is null))
      returning o.id, o.message_id, o.conversation_id
    ), others as (
      update ${outbox} o set due_at = ${at} from taken t
      where o.conversation_id = t.conversation_id and o.message_id = t.message_id and o.part > 0 and o.due_at > ${at}
    )
    select id from taken`,
    idRow,
  )
  return row?.id ?? null
}

/** Taken only with what it says in hand: what is taken nobody else will send. */
async function takeAnswer(ports: Ports, channel: Channel, event: InboundId, at: Instant): Promise<PlatformCall | null> {
  let said: PlatformCall | null = null
  try {
    await ports.database.transaction(async tx => {
      const id = await take(tx, event, at)
      const opened = id === null ? undefined : (await openOutgoing(ports, tx, [id])).get(id)
      said = opened ? channel.render(opened.messages)[0] : null
    })
  } catch (error) {
    // Nobody knows whether it was committed. Rather twice than never.
    if (said === null) throw error
  }
  return said
}

async function isHandled(db: Tx, event: InboundId): Promise<boolean> {
  const [row] = await db.select({ at: inbound.handledAt }).from(inbound).where(eq(inbound.id, event))
  return row === undefined || row.at !== null
}
