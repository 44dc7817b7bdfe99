import * as z from 'zod'
import { textsOf } from '../../../db/id-list.ts'
import { rows, sealedBytes, wholeNumber } from '../../../db/rows.ts'
import { contact, conversation, inbound } from '../../../db/schema/index.ts'
import { sql } from '../../../db/sql.ts'
import { type Instant, later } from '../../core/civil-time.ts'
import { LANGUAGES } from '../../core/language.ts'
import type { DeskPorts } from '../ports.ts'

const KINDS = ['speech', 'meaning'] as const
export type InterpretationKind = (typeof KINDS)[number]

const wantedRow = z.object({
  id: wholeNumber,
  kind: z.enum(KINDS),
  contact: z.string(),
  conversation: z.string(),
  area: z.string(),
  language: z.enum(LANGUAGES),
  content: sealedBytes,
  understood: sealedBytes.nullable(),
  handled: z.boolean(),
  tries: wholeNumber,
})
/** An event that somebody asks a service about, for a while. */
export type Wanted = z.infer<typeof wantedRow>

export type Services = Pick<DeskPorts, 'speech' | 'model'>

const AT_ONCE = 4

/** What this process can ask about: the rest is for others. */
export function askableKinds({ speech, model }: Services): readonly InterpretationKind[] {
  return [...(speech ? ['speech' as const] : []), ...(model ? ['meaning' as const] : [])]
}

export function claimWanted(
  { database }: Pick<DeskPorts, 'database'>,
  kinds: readonly string[],
  now: Instant,
  leaseMs: number,
): Promise<Wanted[]> {
  const at = sql`to_timestamp(${now}::float8 / 1000.0)`
  const until = sql`to_timestamp(${later(now, leaseMs)}::float8 / 1000.0)`
  return rows(
    database.db,
    sql`with claimed as (
        update ${inbound} set ask_claimed_until = ${until}, ask_tries = ask_tries + 1 where id in (
          select id from ${inbound} where ask_due_at <= ${at} and ask_kind in ${textsOf(kinds)}
            and (ask_claimed_until is null or ask_claimed_until <= ${at})
          order by ask_due_at limit ${AT_ONCE} for update skip locked)
        returning *)
      select i.id, i.ask_kind as kind, v.contact_id::text as contact, v.id::text as conversation, s.area, p.language,
        i.content, i.understood, i.handled_at is not null as handled, i.ask_tries as tries
      from claimed i join ${conversation} v on v.id = i.conversation_id
        join ${contact} p on p.id = v.contact_id join ${contact} s on s.id = v.speaker_id`,
    wantedRow,
  )
}
