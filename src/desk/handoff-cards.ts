import * as z from 'zod'
import type { Tx } from '../../db/database.ts'
import { inAreas } from '../../db/in-areas.ts'
import { profileForm } from '../../db/profile.ts'
import { moment, rows, sealedBytes } from '../../db/rows.ts'
import { type SQL, sql } from '../../db/sql.ts'
import { CHANNEL_KINDS } from '../core/channel.ts'
import type { Instant } from '../core/civil-time.ts'
import { branded, type ContactId } from '../core/ids.ts'
import { LANGUAGES } from '../core/language.ts'
import type { Staff } from '../core/staff.ts'
import { areaName, iso } from './card-fields.ts'
import type { DeskPorts } from './ports.ts'

const HANDOFF_STATES = ['open', 'promised', 'claimed', 'closed', 'withdrawn'] as const
/** `open`: all that still waits for somebody or is being served. */
export type HandoffFilter = 'open' | 'mine' | 'closed' | 'all'

const AT_MOST = 200

const rowSchema = z.object({
  id: z.string(),
  conversation: z.string(),
  speaker: z.string(),
  state: z.enum(HANDOFF_STATES),
  reason: z.string(),
  area: z.string(),
  area_name: areaName.nullable(),
  opened_at: moment,
  claimed_by: z.string().nullable(),
  claimed_name: z.string().nullable(),
  claimed_at: moment.nullable(),
  promised_for: moment.nullable(),
  closed_at: moment.nullable(),
  profile: sealedBytes.nullable(),
  language: z.enum(LANGUAGES),
  channel: z.enum(CHANNEL_KINDS),
  last_author: z.string().nullable(),
  last_at: moment.nullable(),
  alarm: z.string().nullable(),
})

/** What the queue shows of each hand-off of the staff member's areas; longest waiting first. */
export async function listHandoffs(ports: CardPorts, tx: Tx, staff: Staff, filter: HandoffFilter) {
  return readCards(ports, tx, staff, wanted(filter, staff))
}

export async function readHandoffCard(ports: CardPorts, tx: Tx, staff: Staff, id: string) {
  const [card] = await readCards(ports, tx, staff, sql`h.id = ${id}::uuid`)
  return card ?? null
}

type CardPorts = Pick<DeskPorts, 'vault' | 'now'>

function wanted(filter: HandoffFilter, staff: Staff): SQL {
  switch (filter) {
    case 'open':
      return sql`h.state in ('open', 'promised', 'claimed')`
    case 'mine':
      return sql`h.state = 'claimed' and h.claimed_by = ${staff.id}`
    case 'closed':
      return sql`h.state in ('closed', 'withdrawn')`
    case 'all':
      return sql`true`
  }
}

async function readCards(ports: CardPorts, tx: Tx, staff: Staff, where: SQL) {
  const found = await rows(tx, statement(staff, where), rowSchema)
  const keys = await ports.vault.keys(
    tx,
    found.filter(row => row.profile).map(row => branded<ContactId>(row.speaker)),
  )
  return found.map(row => {
    const key = keys.get(branded<ContactId>(row.speaker))
    const form = key && row.profile ? profileForm(ports.vault.open(key, row.profile)) : null
    return toCard(row, form, ports.now())
  })
}

function statement(staff: Staff, where: SQL): SQL {
  return sql`
    select h.id, h.conversation_id as conversation, v.speaker_id as speaker, h.state, h.reason, h.area,
      a.name as area_name, h.opened_at, h.claimed_by, s.name as claimed_name, h.claimed_at, h.promised_for, h.closed_at,
      p.profile, c.language, k.kind as channel, m.author as last_author, m.at as last_at, al.card as alarm
    from handoff h
    join conversation v on v.id = h.conversation_id
    join contact c on c.id = v.contact_id
    join contact p on p.id = v.speaker_id
    join channel_account k on k.id = v.account_id
    left join staff_user s on s.id = h.claimed_by
    left join area a on a.code = h.area
    left join lateral (
      select author, at from message where conversation_id = h.conversation_id order by id desc limit 1) m on true
    left join lateral (
      select card from alarm where conversation_id = h.conversation_id and state <> 'closed'
      order by raised_at limit 1) al on true
    where ${inAreas(sql`h.area`, staff)} and ${where}
    order by h.closed_at desc nulls first, h.opened_at
    limit ${AT_MOST}`
}

function toCard(row: z.output<typeof rowSchema>, form: string | null, now: Instant) {
  const waitedUntil = row.claimed_at?.getTime() ?? row.closed_at?.getTime() ?? now
  return {
    id: row.id,
    conversation: row.conversation,
    state: row.state,
    reason: row.reason,
    area: row.area,
    areaName: row.area_name,
    openedAt: row.opened_at.toISOString(),
    waitingSeconds: Math.max(0, Math.round((waitedUntil - row.opened_at.getTime()) / 1_000)),
    claimedBy: row.claimed_by ? { id: row.claimed_by, name: row.claimed_name ?? row.claimed_by } : null,
    claimedAt: iso(row.claimed_at),
    promisedFor: iso(row.promised_for),
    closedAt: iso(row.closed_at),
    form,
    language: row.language,
    channel: row.channel,
    unanswered: row.last_author === 'resident',
    lastMessageAt: iso(row.last_at),
    alarm: row.alarm,
  }
}
