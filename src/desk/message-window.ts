import * as z from 'zod'
import type { Tx } from '../../db/database.ts'
import { moment, rows, wholeNumber } from '../../db/rows.ts'
import { channelIdentity, conversation, outbox } from '../../db/schema/index.ts'
import { sql } from '../../db/sql.ts'
import type { SendingWindow } from '../core/channel.ts'
import { type Instant, instantOfDate, later } from '../core/civil-time.ts'
import type { AccountId, ConversationId } from '../core/ids.ts'
import type { DeskPorts } from './ports.ts'

// Some platforms let us say only so much after a person has last written (Channel.window). They tell nobody what is
// left of it, so the desk counts along.

type WindowPorts = Pick<DeskPorts, 'channels' | 'now'>

export interface Place {
  readonly account: AccountId
  readonly conversation: ConversationId
}

export interface MessageWindow {
  readonly left: number
  /** ISO 8601 in UTC; null: nothing is left. */
  readonly until: string | null
}

/** What may still be said there, beside all that waits to be sent; null: the platform doesn't count. */
export async function windowOf(ports: WindowPorts, db: Tx, place: Place): Promise<MessageWindow | null> {
  const found = await read(ports, db, place)
  if (!found) return null
  const { left, until } = found
  return left > 0 ? { left, until: new Date(until).toISOString() } : { left: 0, until: null }
}

/** More waits to be sent there than the platform will take. */
export async function isOverdrawn(ports: WindowPorts, db: Tx, place: Place): Promise<boolean> {
  const found = await read(ports, db, place)
  return found !== null && found.left < 0
}

const row = z.object({
  heard_at: moment.nullable(),
  sent: wholeNumber,
  pressed_at: moment.nullable(),
  sent_since_press: wholeNumber,
  waiting: wholeNumber,
})

/** `left` is below zero where more waits than may go, and by all that waits once the time is over. */
async function read({ channels, now }: WindowPorts, db: Tx, { account, conversation: id }: Place) {
  const window = channels.get(account)?.window
  if (!window) return null
  const [found] = await rows(
    db,
    sql`select i.heard_at, i.sent_since as sent, i.pressed_at, i.sent_since_press,
        (select count(*) from ${outbox} o where o.conversation_id = v.id and o.answered_at is null) as waiting
      from ${conversation} v join ${channelIdentity} i on i.id = v.identity_id where v.id = ${id}`,
    row,
  )
  if (!found) return null
  const long = still(window, found.heard_at, found.sent, now())
  const brief = still(window.brief, found.pressed_at, found.sent_since_press, now())
  const { left, until } = brief.left > long.left ? brief : long
  return { left: left - found.waiting, until }
}

function still(of: SendingWindow['brief'], openedAt: Date | null, sent: number, now: Instant) {
  const until = openedAt ? later(instantOfDate(openedAt), of.forMs) : now
  return { left: until > now ? Math.max(0, of.messages - sent) : 0, until }
}
