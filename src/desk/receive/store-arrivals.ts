import * as z from 'zod'
import { compiled } from '../../../db/compiled.ts'
import type { Tx } from '../../../db/database.ts'
import { rows, wholeNumber } from '../../../db/rows.ts'
import { CITY_AREA, channelIdentity, contact, conversation, inbound, mediaFetch } from '../../../db/schema/index.ts'
import { sql } from '../../../db/sql.ts'
import { givenTable } from '../../../db/table-of.ts'
import { type AccountId, branded, type ContactId, type ConversationId, type InboundId } from '../../core/ids.ts'
import { addAlarms } from '../alarms.ts'
import { holdOf } from '../interpret/hold-voices.ts'
import type { DeskPorts } from '../ports.ts'
import { CRIES, criesOf } from './cries.ts'
import { newcomersOf, STRANGERS } from './newcomers.ts'
import type { Prepared } from './prepare-arrivals.ts'

export interface Received {
  readonly key: string
  readonly id: InboundId
  readonly conversation: ConversationId
  readonly contact: ContactId
  /** It was here before: accepted, with no effect. */
  readonly duplicate: boolean
}

const storedRow = z.object({
  nth: wholeNumber,
  id: wholeNumber,
  conversation: z.string(),
  contact: z.string(),
  fresh: z.boolean(),
})

/**
 * All that is to be kept of events, in one statement and so in one commit: strangers become contacts, alarms are
 * raised, media noted down. A database that is out of breath holds up the platform's request for one breath. Same
 * order as given; undefined where somebody is not whom we took them for, or was met by another request meanwhile: that
 * event is to be stored again, from what the database then knows.
 */
export async function storeArrivals(
  ports: DeskPorts,
  db: Tx,
  prepared: readonly Prepared[],
): Promise<(Received | undefined)[]> {
  const found = await rows(db, store(givenOf(ports, prepared)), storedRow)
  return receivedOf(prepared, found)
}

function receivedOf(
  prepared: readonly Prepared[],
  found: readonly z.infer<typeof storedRow>[],
): (Received | undefined)[] {
  const byPlace = new Map(found.map(row => [row.nth - 1, row]))
  const seen = new Set<number>()
  return prepared.map(({ arrival }, place) => {
    const row = byPlace.get(place)
    if (!row) return undefined
    // The same event twice in one statement is stored once, and both find that row.
    const again = seen.has(row.id)
    seen.add(row.id)
    return {
      key: arrival.draft.key,
      id: branded<InboundId>(row.id),
      conversation: branded<ConversationId>(row.conversation),
      contact: branded<ContactId>(row.contact),
      duplicate: again || !row.fresh,
    }
  })
}

const EVENTS = givenTable('g', {
  account: 'text',
  hash: 'bytea',
  contact: 'uuid',
  key: 'text',
  kind: 'text',
  platform_sort: 'bigint',
  received: 'float8',
  content: 'bytea',
  reply: 'bytea',
  opens: 'bool',
  brief: 'bool',
  hold: 'float8',
})

function eventsOf(ports: DeskPorts, prepared: readonly Prepared[]) {
  const { channels } = ports
  const arrivals = prepared.map(one => one.arrival)
  const counts = (account: AccountId) => channels.get(account)?.window !== undefined
  return EVENTS.given({
    account: arrivals.map(one => one.account),
    hash: prepared.map(one => one.hash),
    contact: prepared.map(one => one.contact),
    key: arrivals.map(one => one.draft.key),
    kind: arrivals.map(one => one.draft.content.kind),
    platform_sort: arrivals.map(one => one.draft.sort),
    received: arrivals.map(one => one.receivedAt),
    content: prepared.map(one => one.content),
    reply: prepared.map(one => one.reply),
    opens: arrivals.map(one => one.draft.opensWindow === true && counts(one.account)),
    brief: arrivals.map(one => one.draft.opensBriefly === true && counts(one.account)),
    hold: arrivals.map(one => holdOf(ports, one.draft.content)),
  })
}

const STORED_AT = sql`floor(extract(epoch from statement_timestamp()) * 1000000)::bigint`

/**
 * Whose they are (the statement does not see the strangers' rows, which it makes), and those that are new. A voice waits
 * for its words; where staff have the talk they hear it at once, and its words follow.
 */
const STORED = sql`who as (
    select g.nth, i.id as identity, i.contact_id as contact, i.state, c.id as conversation, c.speaker_id as speaker, c.owner
    from given g join ${channelIdentity} i on i.account_id = g.account and i.address_hash = g.hash
      and (g.contact is null or g.contact = i.contact_id)
    join ${conversation} c on c.identity_id = i.id
    union all
    select g.nth, s.identity, s.contact, s.state, s.conversation, s.contact, 'bot'
    from given g join strangers s on s.account = g.account and s.hash = g.hash
  ), added as (
    insert into ${inbound} (account_id, event_key, conversation_id, kind, sort, received_at, content, reply, not_before,
      ask_kind, ask_due_at)
    select g.account, g.key, w.conversation, g.kind, g.sort, to_timestamp(g.received / 1000.0), g.content, g.reply,
      case when w.owner = 'bot' then to_timestamp(g.hold / 1000.0) end,
      case when g.hold is not null then 'speech' end,
      case when g.hold is not null then to_timestamp(g.received / 1000.0) end
    from given g join who w using (nth) order by g.nth
    on conflict (account_id, event_key) do nothing
    returning id, account_id, event_key
  ), fresh as (
    select g.*, w.identity, w.contact as person, w.conversation, w.speaker, w.state, a.id
    from given g join who w using (nth) join added a on a.account_id = g.account and a.event_key = g.key
  )`

/** Blocked and unfollowed people can't be reached; whoever does anything else can. Where it is counted, it begins anew. */
const KEPT_UP = sql`lately as (
    select distinct on (identity) identity, state, kind = 'left' as leaves,
      bool_or(opens) over whole as opens, bool_or(brief) over whole as brief, max(received) over whole as received
    from fresh window whole as (partition by identity) order by identity, sort desc, nth desc
  ), kept_up as (
    update ${channelIdentity} i set
      state = case when l.leaves then 'gone' else 'active' end,
      heard_at = case when l.opens then to_timestamp(l.received / 1000.0) else i.heard_at end,
      sent_since = case when l.opens then 0 else i.sent_since end,
      pressed_at = case when l.brief then to_timestamp(l.received / 1000.0) else i.pressed_at end,
      sent_since_press = case when l.brief then 0 else i.sent_since_press end
    from lately l where i.id = l.identity and (l.opens or l.brief or l.leaves <> (l.state = 'gone'))
  )`

const FETCHES = givenTable('f', { event: 'int', attachment: 'uuid', remote: 'bytea' })

function fetchesOf(prepared: readonly Prepared[]) {
  const wanted = prepared.flatMap(({ fetch }, place) => (fetch ? { ...fetch, place } : []))
  return FETCHES.given({
    event: wanted.map(one => one.place + 1),
    attachment: wanted.map(one => one.attachment),
    remote: wanted.map(one => one.remote),
  })
}

const FETCHED = sql`
      insert into ${mediaFetch} (attachment_id, account_id, contact_id, conversation_id, remote, due_at)
      select f.attachment, e.account, e.person, e.conversation, f.remote,
        to_timestamp(${sql.placeholder('now')}::float8 / 1000.0)
      from ${FETCHES.sql} join fresh e on e.nth = f.event
      on conflict do nothing`

const RAISED = addAlarms(
  sql.placeholder('escalation'),
  sql`select x.alarm, e.id as inbound, e.conversation, e.person as contact, coalesce(p.area, ${CITY_AREA}::text) as area,
        x.class, x.silent, e.received, e.nth
      from ${CRIES.sql} join fresh e on e.nth = x.event left join ${contact} p on p.id = e.speaker`,
)

/** One text whatever there is to do: the server plans it once a connection. */
const store = compiled(
  () => sql`with given as (select g.*, coalesce(g.platform_sort, ${STORED_AT}) as sort from ${EVENTS.sql}),
    ${STRANGERS} ${STORED},
    ${KEPT_UP}, fetches as (${FETCHED}), raised as (${RAISED})
    select g.nth, coalesce(f.id, b.id) as id, w.conversation::text, w.contact::text, f.id is not null as fresh
    from given g join who w using (nth) left join fresh f using (nth)
    left join ${inbound} b on f.id is null and b.account_id = g.account and b.event_key = g.key
    where coalesce(f.id, b.id) is not null`,
)

const givenOf = (ports: DeskPorts, prepared: readonly Prepared[]) => ({
  ...eventsOf(ports, prepared),
  ...newcomersOf(ports, prepared),
  ...fetchesOf(prepared),
  ...criesOf(prepared),
  now: ports.now(),
  escalation: ports.waits.alarmEscalation,
})
