import * as z from 'zod'
import type { Tx } from '../../../db/database.ts'
import { numbersOf } from '../../../db/id-list.ts'
import { rows, wholeNumber } from '../../../db/rows.ts'
import { inbound, outbox } from '../../../db/schema/index.ts'
import { sql } from '../../../db/sql.ts'
import type { Channel, Messages, PlatformCall } from '../../core/channel.ts'
import { type Instant, later } from '../../core/civil-time.ts'
import type { ConversationId, InboundId } from '../../core/ids.ts'
import type { DeskPorts } from '../ports.ts'
import { GIVING_MS } from './giving-ms.ts'
import { type Opened, openOutgoing } from './open-outgoing.ts'

type Ports = Pick<DeskPorts, 'database' | 'vault' | 'now'>

/**
 * For an account that can say nothing outside the answer to a request: all that waits for this person, oldest first and
 * emergencies before all, as far as one call holds it. The rest waits for their next message. The same event again is
 * given the same.
 */
export function takeWaiting(
  { database, vault, now }: Ports,
  channel: Channel,
  event: { readonly id: InboundId; readonly conversation: ConversationId },
): Promise<PlatformCall | null> {
  return database.transaction(async tx => {
    const waiting = await lockWaiting(tx, event.id)
    if (waiting.length === 0) return null
    const opened = await openOutgoing(
      { vault },
      tx,
      waiting.map(row => row.id),
    )
    const { ids, call } = bundle(channel, waiting, opened)
    await give(tx, event.id, ids, later(now(), GIVING_MS))
    // Whoever looks at the talk sees it sent.
    await database.bell.ring(tx, 'conversation', event.conversation)
    return call
  })
}

const AT_MOST = 50

const waitingRow = z.object({ id: wholeNumber, part: wholeNumber, given: z.boolean() })
type Waiting = z.output<typeof waitingRow>

/** A request asks again with its event, which tells by its own time what it was given. Nothing shows who has left an answer. */
async function lockWaiting(tx: Tx, event: InboundId): Promise<Waiting[]> {
  const found = await rows(
    tx,
    sql`select o.id, o.part, o.answered_at is not null as given
      from ${outbox} o join ${inbound} i on i.id = ${event} and i.kind not in ('left', 'unknown')
      where o.conversation_id = i.conversation_id and (o.answered_at is null or o.answered_at = i.received_at)
      order by o.answered_at is null, o.priority <> 0, o.id limit ${AT_MOST} for update of o`,
    waitingRow,
  )
  const given = found.filter(row => row.given)
  return given.length > 0 ? given : found
}

/** A text of several calls is given call by call, on its own. */
function bundle(channel: Channel, waiting: readonly Waiting[], opened: ReadonlyMap<number, Opened>) {
  const ids: number[] = []
  let said: Messages | null = null
  let call: PlatformCall | null = null
  for (const { id, part } of waiting) {
    const own = opened.get(id)?.messages
    if (!own) continue
    const all: Messages = said ? [...said, ...own] : own
    const calls: readonly PlatformCall[] = channel.render(all)
    if (said && (part > 0 || calls.length > 1)) break
    ids.push(id)
    call = calls[part] ?? null
    if (calls.length > 1) break
    said = all
  }
  return { ids, call }
}

async function give(tx: Tx, event: InboundId, ids: readonly number[], until: Instant): Promise<void> {
  await tx.execute(sql`update ${outbox} o set answered_at = i.received_at,
      claimed_until = to_timestamp(${until}::float8 / 1000.0) from ${inbound} i
    where i.id = ${event} and o.id in ${numbersOf(ids)}`)
}
