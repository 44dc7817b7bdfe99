import * as z from 'zod'
import type { Tx } from '../../db/database.ts'
import { rows } from '../../db/rows.ts'
import { alarm } from '../../db/schema/index.ts'
import { and, eq, type Placeholder, type SQL, sql } from '../../db/sql.ts'
import { tableOf } from '../../db/table-of.ts'
import type { AlarmClass } from '../core/alarm.ts'
import { type Instant, later, MINUTE } from '../core/civil-time.ts'
import { type AlarmId, type ContactId, type ConversationId, type InboundId, newId } from '../core/ids.ts'
import type { DeskPorts } from './ports.ts'

export interface NewAlarm {
  /** The event that raised it; null: a timer did. */
  readonly inbound: InboundId | null
  readonly conversation: ConversationId
  readonly contact: ContactId
  readonly area: string
  readonly class: AlarmClass
  readonly silent: boolean
  readonly raisedAt: Instant
}

type AlarmPorts = Pick<DeskPorts, 'database' | 'waits'>

/** Further cries of one person and class within this are further events of one card, not new cards. */
const CARD_MS = 10 * MINUTE

/** Every event is a row, once; each is pushed. Only a card's first row escalates, and whoever took it has the rest too. */
export async function raiseAlarms(ports: AlarmPorts, tx: Tx, raised: readonly NewAlarm[]): Promise<void> {
  if (raised.length === 0) return
  const table = tableOf('r', {
    alarm: { type: 'uuid', values: raised.map(() => newId<AlarmId>()) },
    inbound: { type: 'bigint', values: raised.map(one => one.inbound) },
    conversation: { type: 'uuid', values: raised.map(one => one.conversation) },
    contact: { type: 'uuid', values: raised.map(one => one.contact) },
    area: { type: 'text', values: raised.map(one => one.area) },
    class: { type: 'text', values: raised.map(one => one.class) },
    silent: { type: 'bool', values: raised.map(one => one.silent) },
    received: { type: 'float8', values: raised.map(one => one.raisedAt) },
  })
  const added = await rows(tx, addAlarms(ports.waits.alarmEscalation, sql`select * from ${table}`), raisedRow)
  if (added.length > 0) await ports.database.bell.ring(tx, 'staff', ...new Set(added.map(row => row.conversation)))
}

const raisedRow = z.object({ conversation: z.string() })

/**
 * The statement's part that adds them, once an event. `escalation` in milliseconds. `raised`: a query of alarm (a new
 * id), inbound, conversation, contact, area, class, silent, received (milliseconds) and nth. Two that are raised at the
 * same moment by two processes make two cards: one too many harms nobody.
 */
export function addAlarms(escalation: number | Placeholder, raised: SQL): SQL {
  return sql`
    insert into ${alarm} (id, inbound_id, card, conversation_id, contact_id, area, class, silent, raised_at, push_at,
      escalate_at, state, taken_by, taken_at)
    select s.alarm, s.inbound, coalesce(k.card, s.first), s.conversation, s.contact, s.area, s.class, s.silent, s.at, s.at,
      case when k.card is null and s.alarm = s.first
        then s.at + make_interval(secs => ${escalation}::float8 / 1000.0) end,
      coalesce(k.state, 'raised'), k.taken_by, k.taken_at
    from (
      select r.*, to_timestamp(r.received / 1000.0) as at,
        first_value(r.alarm) over (partition by r.contact, r.class order by r.nth) as first
      from (${raised}) r where r.inbound is null or not exists (select 1 from ${alarm} a where a.inbound_id = r.inbound)
    ) s left join lateral (
      select k.card, k.state, k.taken_by, k.taken_at from ${alarm} k
      where k.contact_id = s.contact and k.class = s.class and k.id = k.card and k.state <> 'closed'
        and k.raised_at > s.at - make_interval(secs => ${CARD_MS}::float8 / 1000.0)
      order by k.raised_at desc limit 1
    ) k on true order by s.nth
    on conflict (inbound_id) do nothing
    returning conversation_id::text as conversation`
}

/** Nobody took it: the next tier is told, and told again each time this passes. */
export async function escalateAlarms(ports: AlarmPorts, tx: Tx, now: Instant): Promise<number> {
  const told = await tx
    .update(alarm)
    .set({
      tier: sql`${alarm.tier} + 1`,
      escalateAt: new Date(later(now, ports.waits.alarmEscalation)),
      pushAt: new Date(now),
      pushTries: 0,
    })
    .where(and(eq(alarm.state, 'raised'), sql`${alarm.escalateAt} <= ${new Date(now).toISOString()}::timestamptz`))
    .returning({ conversation: alarm.conversationId })
  if (told.length > 0) await ports.database.bell.ring(tx, 'staff', ...new Set(told.map(row => row.conversation)))
  return told.length
}
