import * as z from 'zod'
import type { Tx } from '../../../db/database.ts'
import { rows, wholeNumber } from '../../../db/rows.ts'
import { attempt, inbound } from '../../../db/schema/index.ts'
import { sql } from '../../../db/sql.ts'
import type { Instant } from '../../core/civil-time.ts'
import { branded, type ConversationId, type InboundId } from '../../core/ids.ts'
import { compiledFor, NOW, type Picker, PROCESS } from './picker.ts'
import { failedTries } from './suspects.ts'
import { TALKS } from './talks.ts'

export interface Picked {
  /** Trace of this try: deleted by the turn's commit. */
  readonly attempt: number
  /** Of a batch: one for each waiting event, in order of arrival. */
  readonly conversations: readonly ConversationId[]
  /** The one event to be tried, null where none waits. Missing: all that waits for these conversations. */
  readonly only?: InboundId | null
  /** No more waited that this process may take. */
  readonly isAll?: boolean
}

/** One event alone, so that whatever fails is its own failure: nothing else is at work in that turn. */
export type PickedAlone = Picked & Required<Pick<Picked, 'only'>>

const BATCH = 256

const waitingRow = z.object({ conversation: z.string(), attempt: wholeNumber })
const attemptRow = waitingRow.pick({ attempt: true })
const namedRow = attemptRow.extend({ conversations: z.array(z.string()) })
const aloneRow = attemptRow.extend({ only: wholeNumber.nullable() })

const waiting = compiledFor(
  kind => sql`with failed as (${failedTries(kind)}), held as (
      select conversation_id from ${inbound} where handled_at is null and not_before > ${NOW}
    ), waiting as (
      select i.id, i.conversation_id from ${inbound} i
      where i.handled_at is null
        and i.conversation_id not in (select id from ${TALKS.sql})
        and i.conversation_id not in (select conversation_id from failed)
        and i.conversation_id not in (select conversation_id from held)
      order by i.id limit ${BATCH}
    ), tried as (
      insert into ${attempt} (inbound_ids, process, at)
      select jsonb_agg(id order by id), ${PROCESS}, ${NOW} from waiting having count(*) > 0 returning id
    )
    select w.conversation_id::text as conversation, t.id as attempt from waiting w, tried t order by w.id`,
)

/**
 * Chooses what to try next, oldest first, and writes down that it is being tried, in one statement of its own. Without
 * that trace a message that kills the process would kill it for ever: nobody would know which one it was. Whoever is
 * suspected of it is left out: they must not take a batch with them again. Those that are held are asked for once: for
 * each event anew, what waits would be read through as often as there are events, once there are many.
 */
export async function pickWaiting(
  db: Tx,
  picker: Picker,
  busy: readonly ConversationId[],
  now: Instant,
): Promise<Picked | null> {
  const found = await rows(db, waiting(picker, { ...TALKS.given({ id: busy }), now }), waitingRow)
  const [first] = found
  if (!first) return null
  return {
    attempt: first.attempt,
    conversations: found.map(row => branded<ConversationId>(row.conversation)),
    isAll: found.length < BATCH,
  }
}

const named = compiledFor(
  kind => sql`with failed as (${failedTries(kind)}), free as (
      select id from ${TALKS.sql} where id not in (select conversation_id from failed)
    ), tried as (
      insert into ${attempt} (inbound_ids, process, at)
      select coalesce(jsonb_agg(id order by id), '[]'::jsonb), ${PROCESS}, ${NOW} from ${inbound}
      where handled_at is null and conversation_id in (select id from free)
      having exists (select 1 from free) returning id
    )
    select t.id as attempt, (select jsonb_agg(id order by id) from free) as conversations from tried t`,
)

/** The same for conversations known by name, emergencies and timers: again without those that are suspected. */
export async function pickOf(
  db: Tx,
  picker: Picker,
  conversations: readonly ConversationId[],
  now: Instant,
): Promise<Picked | null> {
  const [found] = await rows(db, named(picker, { ...TALKS.given({ id: conversations }), now }), namedRow)
  if (!found) return null
  return { attempt: found.attempt, conversations: found.conversations.map(id => branded<ConversationId>(id)) }
}

/**
 * The first waiting event of one conversation: those behind it are not to blame for it, nor it for them. `suspected`:
 * this process tries no other suspect at the same time, so that its death would be this one's.
 */
export async function pickAlone(
  db: Tx,
  { process }: Picker,
  conversation: ConversationId,
  suspected: boolean,
  now: Instant,
): Promise<PickedAlone> {
  const found = await rows(
    db,
    sql`with alone as (
      select id from ${inbound} where handled_at is null and conversation_id = ${conversation}::uuid order by sort, id limit 1
    )
    insert into ${attempt} (inbound_ids, process, alone, at)
      select coalesce(jsonb_agg(id), '[]'::jsonb), ${process}, ${suspected}, to_timestamp(${now}::float8 / 1000.0) from alone
      returning id as attempt, (inbound_ids->>0)::bigint as only`,
    aloneRow,
  )
  const only = found[0]?.only ?? null
  return {
    attempt: found[0]?.attempt ?? 0,
    conversations: [conversation],
    only: only === null ? null : branded<InboundId>(only),
  }
}

/** Traces that no waiting event needs any more. */
export async function forgetAttempts(db: Tx): Promise<void> {
  await db.execute(sql`
    delete from ${attempt} a where (a.error is not null or a.at < now() - interval '1 minute') and not exists (
      select 1 from jsonb_array_elements_text(a.inbound_ids) e(value)
      join ${inbound} i on i.id = e.value::bigint where i.handled_at is null)`)
}
