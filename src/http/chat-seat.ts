import * as z from 'zod'
import { rows, wholeNumber } from '../../db/rows.ts'
import { channelIdentity, conversation, inbound, message } from '../../db/schema/index.ts'
import { sql } from '../../db/sql.ts'
import { CallerError } from '../core/errors.ts'
import { type AccountId, branded, type ContactId, type ConversationId, type MessageId } from '../core/ids.ts'
import type { DeskPorts } from '../desk/ports.ts'

/** Where a session sits in the desk. */
export interface Seat {
  readonly session: string
  readonly account: AccountId
  readonly conversation: ConversationId
  readonly contact: ContactId
}

type SeatPorts = Pick<DeskPorts, 'database' | 'vault'>

const seatRow = z.object({ conversation: z.string(), contact: z.string() })

/** 404 when the session was never stored. */
export async function seatOf(ports: SeatPorts, account: AccountId, session: string): Promise<Seat> {
  const hash = Buffer.from(ports.vault.hash(account, session)).toString('hex')
  const query = sql`
    select c.id as conversation, c.contact_id as contact
    from ${channelIdentity} i join ${conversation} c on c.identity_id = i.id
    where i.account_id = ${account} and i.address_hash = decode(${hash}, 'hex')`
  const [found] = await rows(ports.database.db, query, seatRow)
  if (!found) throw new CallerError('not_found', 'no such session')
  return {
    session,
    account,
    conversation: branded<ConversationId>(found.conversation),
    contact: branded<ContactId>(found.contact),
  }
}

const cursorRow = z.object({ own: wholeNumber.nullable(), newest: wholeNumber.nullable(), stored: z.boolean() })

/**
 * The row of a message's id as the API names it. What is stored but not handled yet stands after everything; an id
 * that we don't know before everything, so that a reader rather sees a message twice than misses one.
 */
export async function cursorOf(ports: SeatPorts, seat: Seat, id: string): Promise<MessageId> {
  if (/^~\d{1,15}$/.test(id)) return branded<MessageId>(Number(id.slice(1)))
  const query = sql`
    select (select id from ${message} where conversation_id = ${seat.conversation} and client_key = ${id}) as own,
      (select max(id) from ${message} where conversation_id = ${seat.conversation}) as newest,
      exists (select 1 from ${inbound} where account_id = ${seat.account} and event_key = ${`${seat.session}:${id}`})
        as stored`
  const [found] = await rows(ports.database.db, query, cursorRow)
  return branded<MessageId>(found?.own ?? (found?.stored ? (found.newest ?? 0) : 0))
}
