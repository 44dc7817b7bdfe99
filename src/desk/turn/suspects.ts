import * as z from 'zod'
import type { Tx } from '../../../db/database.ts'
import { moment, rows, wholeNumber } from '../../../db/rows.ts'
import { attempt, inbound } from '../../../db/schema/index.ts'
import { type SQL, sql } from '../../../db/sql.ts'
import { type Instant, instant } from '../../core/civil-time.ts'
import { branded, type ConversationId, type InboundId } from '../../core/ids.ts'
import { compiledFor, NOW, type Picker, PROCESS } from './picker.ts'

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

const BRIEF = 'edge-'
/** A request on the edge is long over by then, work that it left to itself included. */
const BRIEF_LIFE_S = 30

/** Names what lives for one request, behind a pool that does not tell the server who is there. */
export const briefProcess = (id: string) => `${BRIEF}${id}`
export const isBrief = (process: string) => process.startsWith(BRIEF)

/** After so many failed tries an event goes to a person. */
export const TRIES_LIMIT = 3

const failedRow = z.object({
  id: wholeNumber,
  conversation: z.string(),
  try: z.string(),
  died: z.boolean(),
  alone: z.boolean(),
  at: moment,
})
type FailedTry = z.infer<typeof failedRow>

/**
 * Waiting events beside the traces of their failed tries: by a process that is dead, or with an error. On PostgreSQL a
 * live process is one whose connections the server still has; PGlite has a single process. Of brief ones there is only
 * the time since they began.
 */
export function failedTries(kind: Picker['kind']): SQL {
  const brief = sql`a.process like ${`${BRIEF}%`} and a.at > ${NOW} - make_interval(secs => ${BRIEF_LIFE_S})`
  const lasting =
    kind === 'pglite'
      ? sql`a.process = ${PROCESS}`
      : sql`a.process in (select application_name from pg_stat_activity where application_name <> '')`
  return sql`select i.id, i.conversation_id, i.not_before, a.at, a.error is null as died,
      case when a.error is null then a.process else a.id::text end as try, a.alone
    from ${attempt} a cross join lateral jsonb_array_elements_text(a.inbound_ids) e(value)
    join ${inbound} i on i.id = e.value::bigint and i.handled_at is null
    where a.error is not null or not (${lasting} or ${brief})`
}

const suspected = compiledFor(
  kind => sql`select id, conversation_id::text as conversation, try, died, alone, at from (${failedTries(kind)}) failed
      where not_before is null or not_before <= ${NOW}`,
)

/** Those that go to a person first, then the least suspected: they get through before the next death. */
export async function suspects(db: Tx, picker: Picker, now: Instant): Promise<Suspect[]> {
  const found = await rows(db, suspected(picker, { now }), failedRow)
  const all = [...Map.groupBy(found, row => row.id).values()].flatMap(suspectOf)
  const mayTry = (suspect: Suspect) => (suspect.tries < TRIES_LIMIT ? 1 : 0)
  return all.sort((a, b) => mayTry(a) - mayTry(b) || a.tries - b.tries || a.id - b.id)
}

function suspectOf(failed: readonly FailedTry[]): Suspect[] {
  const [first] = failed
  if (!first) return []
  // Several lanes of one process may have been at it: that process died once.
  const alone = new Set(failed.filter(row => row.alone).map(row => row.try))
  // Several processes may have named it in their batches, but one held it; suspected, it is in nobody's batch. And a
  // batch of one is no proof: beside it, another lane may have been at the one that kills.
  const inBatch = failed.some(row => !row.alone && !alone.has(row.try))
  const times = failed.map(row => row.at.getTime())
  return [
    {
      id: branded<InboundId>(first.id),
      conversation: branded<ConversationId>(first.conversation),
      tries: alone.size + (inBatch ? 1 : 0),
      died: failed.some(row => row.died),
      firstAt: instant(Math.min(...times)),
      lastAt: instant(Math.max(...times)),
    },
  ]
}
