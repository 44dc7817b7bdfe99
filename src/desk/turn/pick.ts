import { type SQL, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Tx } from '../../../db/database.ts'
import { uuidsOf } from '../../../db/id-list.ts'
import { moment, rows, wholeNumber } from '../../../db/rows.ts'
import { attempt, inbound } from '../../../db/schema/index.ts'
import { type Instant, instantOfDate } from '../../core/civil-time.ts'
import { branded, type ConversationId, type InboundId } from '../../core/ids.ts'

export interface Picked {
  /** Trace of this try: deleted by the turn's commit. */
  readonly attempt: number
  readonly conversations: readonly ConversationId[]
}

/** A waiting event that was tried before without success. */
export interface Suspect {
  readonly id: InboundId
  readonly conversation: ConversationId
  /** Errors, and processes that died with it. */
  readonly tries: number
  /** False: errors alone. */
  readonly died: boolean
  readonly firstAt: Instant
  readonly lastAt: Instant
}

/** The process that picks. */
export interface Picker {
  readonly kind: 'pglite' | 'postgres'
  /** Boot id, as its database connections carry it. */
  readonly process: string
}

const BRIEF = 'edge-'
/** A request on the edge is long over by then, work that it left to itself included. */
const BRIEF_LIFE_S = 30

/** Names what lives for one request, behind a pool that does not tell the server who is there. */
export const briefProcess = (id: string) => `${BRIEF}${id}`
export const isBrief = (process: string) => process.startsWith(BRIEF)

/** After so many failed tries an event goes to a person. */
export const TRIES_LIMIT = 3
const BATCH = 256

const waitingRow = z.object({ conversation: z.string(), attempt: wholeNumber })
const attemptRow = waitingRow.pick({ attempt: true })
const suspectRow = z.object({
  id: wholeNumber,
  conversation: z.string(),
  tries: wholeNumber,
  died: z.boolean(),
  first_at: moment,
  last_at: moment,
})

/**
 * Chooses what to try next, oldest first, and writes down that it is being tried, in one statement of its own. Without
 * that trace a message that kills the process would kill it for ever: nobody would know which one it was. Whoever is
 * suspected of it is left out: they must not take a batch with them again.
 */
export async function pickWaiting(
  db: Tx,
  picker: Picker,
  busy: readonly ConversationId[],
  now: Instant,
): Promise<Picked | null> {
  const found = await rows(
    db,
    sql`with failed as (${failedTries(picker, now)}), waiting as (
      select i.id, i.conversation_id from ${inbound} i
      where i.handled_at is null
        and i.conversation_id not in ${uuidsOf(busy)}
        and i.conversation_id not in (select conversation_id from failed)
        and not exists (select 1 from ${inbound} j
          where j.conversation_id = i.conversation_id and j.handled_at is null and j.not_before > to_timestamp(${now}::float8 / 1000.0))
      order by i.id limit ${BATCH}
    ), tried as (
      insert into ${attempt} (inbound_ids, process, at)
      select jsonb_agg(id order by id), ${picker.process}, to_timestamp(${now}::float8 / 1000.0) from waiting having count(*) > 0 returning id
    )
    select w.conversation_id::text as conversation, t.id as attempt from waiting w, tried t`,
    waitingRow,
  )
  const [first] = found
  if (!first) return null
  return {
    attempt: first.attempt,
    conversations: [...new Set(found.map(row => branded<ConversationId>(row.conversation)))],
  }
}

/** The same for conversations known by name: an emergency, or a retry of one alone. */
export async function pickOf(
  db: Tx,
  { process }: Picker,
  conversations: readonly ConversationId[],
  now: Instant,
): Promise<Picked> {
  const found = await rows(
    db,
    sql`insert into ${attempt} (inbound_ids, process, at)
      select coalesce(jsonb_agg(id order by id), '[]'::jsonb), ${process}, to_timestamp(${now}::float8 / 1000.0) from ${inbound}
      where handled_at is null and conversation_id in ${uuidsOf(conversations)} returning id as attempt`,
    attemptRow,
  )
  return { attempt: found[0]?.attempt ?? 0, conversations }
}

/**
 * Waiting events beside the traces of their failed tries: by a process that is dead, or with an error. On PostgreSQL a
 * live process is one whose connections the server still has; PGlite has a single process. Of brief ones there is only
 * the time since they began.
 */
function failedTries({ kind, process }: Picker, now: Instant): SQL {
  const at = sql`to_timestamp(${now}::float8 / 1000.0)`
  const brief = sql`a.process like ${`${BRIEF}%`} and a.at > ${at} - make_interval(secs => ${BRIEF_LIFE_S})`
  const lasting =
    kind === 'pglite'
      ? sql`a.process = ${process}`
      : sql`a.process in (select application_name from pg_stat_activity where application_name <> '')`
  // Several lanes of one process may have been at it: that process died once.
  return sql`select i.id, i.conversation_id, i.not_before, a.at, a.error is null as died,
      case when a.error is null then a.process else a.id::text end as try
    from ${attempt} a cross join lateral jsonb_array_elements_text(a.inbound_ids) e(value)
    join ${inbound} i on i.id = e.value::bigint and i.handled_at is null
    where a.error is not null or not (${lasting} or ${brief})`
}

/** Those that go to a person first, then the least suspected: they get through before the next death. */
export async function suspects(db: Tx, picker: Picker, now: Instant): Promise<Suspect[]> {
  const found = await rows(
    db,
    sql`select id, conversation_id::text as conversation, count(distinct try) as tries,
        bool_or(died) as died, min(at) as first_at, max(at) as last_at
      from (${failedTries(picker, now)}) failed
      where not_before is null or not_before <= to_timestamp(${now}::float8 / 1000.0)
      group by id, conversation_id order by count(distinct try) >= ${TRIES_LIMIT} desc, tries, id`,
    suspectRow,
  )
  return found.map(row => ({
    id: branded<InboundId>(row.id),
    conversation: branded<ConversationId>(row.conversation),
    tries: row.tries,
    died: row.died,
    firstAt: instantOfDate(row.first_at),
    lastAt: instantOfDate(row.last_at),
  }))
}

/** Traces that no waiting event needs any more. */
export async function forgetAttempts(db: Tx): Promise<void> {
  await db.execute(sql`
    delete from ${attempt} a where (a.error is not null or a.at < now() - interval '1 minute') and not exists (
      select 1 from jsonb_array_elements_text(a.inbound_ids) e(value)
      join ${inbound} i on i.id = e.value::bigint where i.handled_at is null)`)
}
