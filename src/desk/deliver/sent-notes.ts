import { compiled } from '../../../db/compiled.ts'
import { channelIdentity, conversation, outbox } from '../../../db/schema/index.ts'
import { sql } from '../../../db/sql.ts'
import { givenTable } from '../../../db/table-of.ts'
import { apart } from '../../core/apart.ts'
import type { Channel } from '../../core/channel.ts'
import type { DeskPorts } from '../ports.ts'
import type { Outgoing } from './claim-outgoing.ts'

/** Between two notes. */
const APART_MS = 8

/** Resolves once it is noted down that this was sent. */
export type NoteSent = (outgoing: Outgoing) => Promise<void>

/** Notes down what an account has sent, many calls in one commit: what is sent while one is under way goes into the next. */
export function sentNotes(ports: DeskPorts, channel: Channel): NoteSent {
  let gathered: Outgoing[] = []
  let next: Promise<void> | null = null
  let last: Promise<void> = Promise.resolve()
  const mayWrite = apart(APART_MS)

  async function writeAfter(before: Promise<void>): Promise<void> {
    await before
    await mayWrite()
    const sent = gathered
    gathered = []
    next = null
    await write(ports, channel, sent)
  }

  return outgoing => {
    gathered.push(outgoing)
    if (!next) {
      next = writeAfter(last)
      last = next.catch(() => {}) // told to those who wait for it
    }
    return next
  }
}

const SENT = givenTable('s', { id: 'bigint' })

const gone = sql`delete from ${outbox} o using ${SENT.sql} where o.id = s.id`
const deleteSent = compiled(() => gone)
const deleteAndCount = compiled(
  () => sql`with sent as (${gone} returning o.conversation_id), calls as (
      select v.identity_id, count(*) as n from ${conversation} v join sent on sent.conversation_id = v.id group by 1)
    update ${channelIdentity} i set sent_since = i.sent_since + calls.n, sent_since_press = i.sent_since_press + calls.n
    from calls where i.id = calls.identity_id`,
)

/** In one statement: whoever counts what an account may still say finds a call either waiting or sent. */
async function write({ database, measure }: DeskPorts, channel: Channel, sent: readonly Outgoing[]): Promise<void> {
  const { db, bell } = database
  const given = SENT.given({ id: sent.map(one => one.id) })
  await db.execute(channel.window ? deleteAndCount(given) : deleteSent(given))
  measure.count('sent', sent.length)
  await bell.ring(db, 'conversation', ...new Set(sent.map(one => one.conversation)))
}
