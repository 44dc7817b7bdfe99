import * as z from 'zod'
import type { Tx } from '../../db/database.ts'
import { inAreas } from '../../db/in-areas.ts'
import { profileForm } from '../../db/profile.ts'
import { moment, rows, sealedBytes, wholeNumber } from '../../db/rows.ts'
import { type SQL, sql } from '../../db/sql.ts'
import { ALARM_CLASSES } from '../core/alarm.ts'
import { CHANNEL_KINDS } from '../core/channel.ts'
import { branded, type ContactId } from '../core/ids.ts'
import type { Staff } from '../core/staff.ts'
import { areaName, iso } from './card-fields.ts'
import type { DeskPorts } from './ports.ts'

const CLOSED_AT_MOST = 100

const rowSchema = z.object({
  id: z.string(),
  conversation: z.string(),
  speaker: z.string(),
  class: z.enum(ALARM_CLASSES),
  silent: z.boolean(),
  state: z.enum(['raised', 'taken', 'closed']),
  tier: z.int(),
  area: z.string(),
  area_name: areaName.nullable(),
  raised_at: moment,
  taken_by: z.string().nullable(),
  taken_name: z.string().nullable(),
  taken_at: moment.nullable(),
  closed_at: moment.nullable(),
  profile: sealedBytes.nullable(),
  channel: z.enum(CHANNEL_KINDS),
  further: wholeNumber,
  handoff: z.string().nullable(),
})

type CardPorts = Pick<DeskPorts, 'vault'>

/** One card a class, person and ten minutes: every open one, oldest first, then the last closed. */
export async function listAlarms(ports: CardPorts, tx: Tx, staff: Staff) {
  const open = await readCards(ports, tx, staff, sql`a.state <> 'closed'`, sql`a.raised_at`)
  const closed = await readCards(
    ports,
    tx,
    staff,
    sql`a.state = 'closed'`,
    sql`a.closed_at desc limit ${CLOSED_AT_MOST}`,
  )
  return [...open, ...closed]
}

export async function readAlarmCard(ports: CardPorts, tx: Tx, staff: Staff, id: string) {
  const whole = sql`a.id = (select card from alarm where id = ${id}::uuid)`
  const [card] = await readCards(ports, tx, staff, whole, sql`a.raised_at`)
  return card ?? null
}

async function readCards(ports: CardPorts, tx: Tx, staff: Staff, where: SQL, order: SQL) {
  const found = await rows(tx, statement(staff, where, order), rowSchema)
  const known = found.filter(row => row.profile).map(row => branded<ContactId>(row.speaker))
  const keys = await ports.vault.keys(tx, known)
  return found.map(row => {
    const key = keys.get(branded<ContactId>(row.speaker))
    return toCard(row, key && row.profile ? profileForm(ports.vault.open(key, row.profile)) : null)
  })
}

function statement(staff: Staff, where: SQL, order: SQL): SQL {
  return sql`
    select a.id, a.conversation_id as conversation, v.speaker_id as speaker, a.class, a.silent, a.state, a.tier, a.area,
      r.name as area_name, a.raised_at, a.taken_by, s.name as taken_name, a.taken_at, a.closed_at,
      c.profile, k.kind as channel, h.id as handoff,
      (select count(*) - 1 from alarm f where f.card = a.id) as further
    from alarm a
    join conversation v on v.id = a.conversation_id
    join contact c on c.id = v.speaker_id
    join channel_account k on k.id = v.account_id
    left join staff_user s on s.id = a.taken_by
    left join area r on r.code = a.area
    left join handoff h on h.conversation_id = a.conversation_id and h.state in ('open', 'promised', 'claimed')
    where a.id = a.card and ${inAreas(sql`a.area`, staff)} and ${where}
    order by ${order}`
}

function toCard(row: z.output<typeof rowSchema>, form: string | null) {
  return {
    id: row.id,
    conversation: row.conversation,
    class: row.class,
    silent: row.silent,
    state: row.state,
    tier: row.tier,
    area: row.area,
    areaName: row.area_name,
    raisedAt: row.raised_at.toISOString(),
    takenBy: row.taken_by ? { id: row.taken_by, name: row.taken_name ?? row.taken_by } : null,
    takenAt: iso(row.taken_at),
    closedAt: iso(row.closed_at),
    form,
    channel: row.channel,
    further: row.further,
    handoff: row.handoff,
  }
}
