import * as z from 'zod'
import { compiled } from '../../../db/compiled.ts'
import type { Tx } from '../../../db/database.ts'
import { moment, rows, sealedBytes, wholeNumber } from '../../../db/rows.ts'
import { inbound } from '../../../db/schema/index.ts'
import { sql } from '../../../db/sql.ts'
import type { PersonKey, Vault } from '../../../db/vault.ts'
import { type Instant, instantOfDate } from '../../core/civil-time.ts'
import { branded, type ConversationId, type InboundId } from '../../core/ids.ts'
import type { DeskContent, InboundContent } from '../../core/inbound.ts'
import { understoodSchema, withWords } from '../interpret/understood.ts'
import type { Memory } from './memory.ts'
import type { Picked } from './pick.ts'
import { TALKS } from './talks.ts'
import type { Waiting } from './work.ts'

/** More of one conversation than this waits for the next turn. */
const EVENTS_A_TURN = 50

const eventRow = z.object({
  id: wholeNumber,
  conversation: z.string(),
  key: z.string(),
  received: moment,
  content: sealedBytes,
  reply: sealedBytes.nullable(),
  understood: sealedBytes.nullable(),
  notBefore: moment.nullable(),
})
export type EventRow = z.infer<typeof eventRow>

const readWaiting = compiled(
  () => sql`select i.id, t.id::text as conversation, i.event_key as key, i.received_at as received, i.content, i.reply,
      i.understood, i.not_before as "notBefore"
    from ${TALKS.sql} cross join lateral (
      select * from ${inbound} where handled_at is null and conversation_id = t.id order by sort, id limit ${EVENTS_A_TURN}
    ) i order by t.nth, i.sort, i.id`,
)

/** What waits for conversations and was picked, in its order. Each by its index, however few waited when it was planned. */
export async function readEvents(
  tx: Tx,
  talks: readonly ConversationId[],
  only: Picked['only'],
  now: Instant,
): Promise<ReadonlyMap<string, readonly EventRow[]>> {
  const found = await rows(tx, readWaiting(TALKS.given({ id: talks })), eventRow)
  const byConversation = Map.groupBy(found, row => row.conversation)
  for (const [id, waiting] of byConversation) {
    // One that waits for its next try holds up those behind it: they may be answers to its answer.
    const held = waiting.findIndex(event => event.notBefore !== null && event.notBefore.getTime() > now)
    const due = held < 0 ? waiting : waiting.slice(0, held)
    byConversation.set(id, only === undefined ? due : due.filter(event => event.id === only))
  }
  return byConversation
}

export function openEvent(row: EventRow, { events }: Pick<Memory, 'events'>, vault: Vault, key: PersonKey): Waiting {
  const id = branded<InboundId>(row.id)
  const by = vault.keyOfArrival(key, row.content)
  const said = events.get(id) ?? vault.open(by, row.content)
  const understood = row.understood ? understoodSchema.parse(vault.open(key, row.understood)) : {}
  const content = withWords(said as InboundContent | DeskContent, understood) // sealed by receive as one of these
  const sealedAnew =
    by === key
      ? null
      : { content: vault.seal(key, said), reply: row.reply && vault.seal(key, vault.open(by, row.reply)) }
  return {
    id,
    clientKey: row.key,
    receivedAt: instantOfDate(row.received),
    content,
    understood,
    sealed: content === said ? (sealedAnew?.content ?? row.content) : null,
    reply: sealedAnew ? sealedAnew.reply : row.reply,
    sealedAnew,
  }
}
