import * as z from 'zod'
import type { Tx } from '../../../db/database.ts'
import { numbersOf } from '../../../db/id-list.ts'
import { rows, wholeNumber } from '../../../db/rows.ts'
import { channelAccount, outbox } from '../../../db/schema/index.ts'
import { sql } from '../../../db/sql.ts'
import type { Instant } from '../../core/civil-time.ts'
import { type AccountId, branded, type ConversationId, type MessageId } from '../../core/ids.ts'

export interface Outgoing {
  readonly id: number
  /** The first and the last of the messages that it says. */
  readonly message: MessageId
  readonly until: MessageId
  readonly part: number
  readonly conversation: ConversationId
  readonly urgent: boolean
  readonly retryKey: string
  /** This one included. */
  readonly tries: number
}

const outgoingRow = z.object({
  id: wholeNumber,
  message: wholeNumber,
  until: wholeNumber,
  part: wholeNumber,
  conversation: z.string(),
  urgent: z.boolean(),
  retry: z.string(),
  tries: wholeNumber,
})

/**
 * Leases what is due, oldest first, emergencies before all; nothing while the account is paused. A message waits for the
 * earlier ones of its conversation that are under way or wait for their next try; an emergency waits for nothing. A dead
 * lane's lease runs out.
 *
 * Another process may be claiming an earlier one at this moment, which shows in no row yet: so nothing is leased without
 * all that is unsent before it and no less urgent: an answer waits behind no broadcast. Whoever has that hears the same bell; else the next sweep looks.
 */
export async function claimOutgoing(
  db: Tx,
  account: AccountId,
  now: Instant,
  { leaseMs, most }: { readonly leaseMs: number; readonly most: number },
): Promise<Outgoing[]> {
  const at = sql`to_timestamp(${now}::float8 / 1000.0)`
  const until = sql`to_timestamp(${now + leaseMs}::float8 / 1000.0)`
  const found = await rows(
    db,
    sql`with picked as (
      select o.id, o.conversation_id, o.priority from ${outbox} o
      where not exists (select 1 from ${channelAccount} where id = ${account} and paused_until > ${at})
        and o.account_id = ${account} and o.answered_at is null and o.due_at <= ${at} and (o.claimed_until is null or o.claimed_until <= ${at})
        and (o.priority = 0 or not exists (select 1 from ${outbox} p
          where p.conversation_id = o.conversation_id and p.id < o.id and p.answered_at is null
            and (p.claimed_until > ${at} or p.due_at > ${at})))
      order by o.priority, o.id limit ${most} for update skip locked
    )
    update ${outbox} set claimed_until = ${until}, tries = tries + 1 where id in (
      select k.id from picked k where k.priority = 0 or not exists (select 1 from ${outbox} p
        where p.conversation_id = k.conversation_id and p.id < k.id and p.priority <= k.priority
          and p.answered_at is null and p.id not in (select id from picked)))
    returning id, message_id as message, until_id as until, part, conversation_id::text as conversation, priority = 0 as urgent, retry_key::text as retry, tries`,
    outgoingRow,
  )
  return found
    .map(row => ({
      id: row.id,
      message: branded<MessageId>(row.message),
      until: branded<MessageId>(row.until),
      part: row.part,
      conversation: branded<ConversationId>(row.conversation),
      urgent: row.urgent,
      retryKey: row.retry,
      tries: row.tries,
    }))
    .sort((a, b) => a.id - b.id)
}

export async function release(db: Tx, ids: readonly number[]): Promise<void> {
  if (ids.length === 0) return
  await db.execute(sql`update ${outbox} set claimed_until = null, tries = tries - 1 where id in ${numbersOf(ids)}`)
}

/** Not tried: it may not go out before. What comes later in its conversation waits behind it. */
export async function putOff(db: Tx, id: number, until: Instant): Promise<void> {
  await db.execute(sql`update ${outbox}
    set claimed_until = null, tries = tries - 1, due_at = to_timestamp(${until}::float8 / 1000.0) where id = ${id}`)
}

export async function retryAt(db: Tx, id: number, at: number): Promise<void> {
  await db.execute(
    sql`update ${outbox} set claimed_until = null, due_at = to_timestamp(${at}::float8 / 1000.0) where id = ${id}`,
  )
}

/**
 * What the platform gave to answer with is of no use any more. False: this try's lease had ended, and somebody else has
 * tried since, or is through with it.
 */
export async function forgetReply(db: Tx, { id, tries }: Pick<Outgoing, 'id' | 'tries'>): Promise<boolean> {
  const ours = await rows(
    db,
    sql`update ${outbox} set replies = false where id = ${id} and tries = ${tries} returning id`,
    outgoingRow.pick({ id: true }),
  )
  return ours.length > 0
}
