import * as z from 'zod'
import { rows, wholeNumber } from '../../db/rows.ts'
import { alarm } from '../../db/schema/index.ts'
import { and, eq, sql } from '../../db/sql.ts'
import type { AlarmClass } from '../core/alarm.ts'
import type { Instant } from '../core/civil-time.ts'
import { newId } from '../core/ids.ts'
import type { DeskPorts } from './ports.ts'

export interface AlarmPush {
  /** ALARM_URL. */
  readonly url: string
  /** Where staff open an alarm: `{publicUrl}/console#/alarm/{id}`. */
  readonly publicUrl: string
}

type PushPorts = Pick<DeskPorts, 'database' | 'now' | 'log' | 'waits'>

const AT_ONCE = 20
/** Of a call's time-out: a row that a dead process claimed is due again after this. */
const LEASE = 1.2
/** After a failed call the pause doubles, up to this. */
const LONGEST_PAUSE_MS = 60_000
const TOO_OLD_MS = 86_400_000

interface Pushed {
  readonly id: string
  readonly kind: string
  /** ISO 8601 in UTC. */
  readonly at: string
  readonly link: string
}

const claimedSchema = z.object({
  id: z.string(),
  card: z.string(),
  class: z.string(),
  at: wholeNumber,
  tries: wholeNumber,
})
type Claimed = z.infer<typeof claimedSchema>

/**
 * Posts the alarms that are due to ALARM_URL, as `{id, kind, at, link}`; what does not get a 2xx is due again. The rows
 * are claimed by a commit of their own, so that a slow webhook holds no lock. Gives the number of calls made.
 */
export async function pushAlarms(ports: PushPorts, push: AlarmPush): Promise<number> {
  const claimed = await claim(ports, ports.now())
  await Promise.all(claimed.map(row => pushOne(ports, push, row)))
  return claimed.length
}

/** What was closed long ago is not pushed when an address is set for the first time. */
async function claim({ database, waits }: PushPorts, now: Instant): Promise<Claimed[]> {
  const lease = LEASE * waits.alarmCall
  const at = sql`to_timestamp(${now}::float8 / 1000)`
  return rows(
    database.db,
    sql`update ${alarm} a set push_tries = a.push_tries + 1, push_at = ${at} + ${lease}::float8 * interval '1 ms'
        where a.id in (
          select id from ${alarm}
          where push_at <= ${at} and (state <> 'closed' or raised_at > ${at} - ${TOO_OLD_MS}::float8 * interval '1 ms')
          order by push_at limit ${AT_ONCE}::int for update skip locked)
        returning a.id, a.card, a.class, (extract(epoch from a.raised_at) * 1000)::bigint as at, a.push_tries as tries`,
    claimedSchema,
  )
}

async function pushOne(ports: PushPorts, push: AlarmPush, row: Claimed): Promise<void> {
  const body = {
    id: row.id,
    kind: row.class,
    at: new Date(row.at).toISOString(),
    link: `${push.publicUrl}/console#/alarm/${row.card}`,
  }
  const taken = await isTaken(ports, push.url, body)
  const pause = Math.min(LONGEST_PAUSE_MS, ports.waits.alarmRetry * 2 ** (row.tries - 1))
  // An escalation during the call asked for another push and began the tries anew: that one stays due.
  await ports.database.db
    .update(alarm)
    .set({ pushAt: taken ? null : new Date(ports.now() + pause) })
    .where(and(eq(alarm.id, row.id), eq(alarm.pushTries, row.tries)))
}

/** One that no row stands for yet: the database is away. It is pushed once more when it has its row. */
export async function pushUnstored(
  ports: Pick<PushPorts, 'log' | 'waits'>,
  push: AlarmPush,
  kind: AlarmClass,
  at: Instant,
) {
  const link = `${push.publicUrl}/console`
  await isTaken(ports, push.url, { id: newId(), kind, at: new Date(at).toISOString(), link })
}

async function isTaken(ports: Pick<PushPorts, 'log' | 'waits'>, url: string, body: Pushed): Promise<boolean> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(ports.waits.alarmCall),
      redirect: 'error',
    })
    await response.body?.cancel()
    if (!response.ok) ports.log.warn('alarm.push_refused', { alarm: body.id, status: response.status })
    return response.ok
  } catch (error) {
    ports.log.error('alarm.push_failed', error, { alarm: body.id })
    return false
  }
}
