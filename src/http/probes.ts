import { createHash, timingSafeEqual } from 'node:crypto'
import { Hono } from 'hono'
import * as z from 'zod'
import { rows, wholeNumber } from '../../db/rows.ts'
import { message, outbox } from '../../db/schema/index.ts'
import { notInArray, sql } from '../../db/sql.ts'
import { passiveAccounts } from '../desk/deliver/passive-accounts.ts'
import type { HttpPorts } from './ports.ts'

export interface ProbePorts extends Pick<HttpPorts, 'measure' | 'boot' | 'metricsToken' | 'spooled'> {
  readonly desk: Pick<HttpPorts['desk'], 'database' | 'channels' | 'now'>
}

/** For operators: alive, ready, figures. */
export function probeRoutes(ports: ProbePorts): Hono {
  const app = new Hono()
  app.get('/healthz', c => c.json({ ok: true, boot: ports.boot }))
  app.get('/readyz', async c => {
    const ready = await ports.desk.database.ready().catch(() => false)
    return c.json({ ready }, ready ? 200 : 503)
  })
  app.get('/metrics', async c => {
    if (ports.metricsToken === null) return c.body(null, 404)
    if (!isBearer(c.req.header('authorization'), ports.metricsToken)) return c.body(null, 401)
    // The spool grows just while the database can't be asked.
    const gauges = await readGauges(ports.desk).catch(() => ({}))
    const text = ports.measure.text() + gaugeText({ ...gauges, spool_size: ports.spooled() })
    return c.body(text, 200, { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' })
  })
  return app
}

function isBearer(header: string | undefined, token: string): boolean {
  const hash = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(hash(header ?? ''), hash(`Bearer ${token}`))
}

const gaugeSchema = z.object({
  oldest_unhandled_seconds: z.coerce.number(),
  oldest_unsent_seconds: z.coerce.number(),
  open_alarms: wholeNumber,
  open_handoffs: wholeNumber,
  failed_deliveries: wholeNumber,
})

/** Of the whole desk, whichever process is asked; the spool is that of the one that is asked. */
async function readGauges({ database, channels, now }: ProbePorts['desk']): Promise<Readonly<Record<string, number>>> {
  // By the desk's clock, which wrote those times: the database's may be behind it.
  const at = sql`to_timestamp(${now()}::float8 / 1000.0)`
  const age = (from: ReturnType<typeof sql>) => sql`coalesce(extract(epoch from ${at} - (${from}))::float8, 0)`
  // What waits for the person's own next message is late for nobody.
  const sendable = notInArray(outbox.accountId, passiveAccounts(channels))
  const [found] = await rows(
    database.db,
    sql`select
      ${age(sql`select received_at from inbound where handled_at is null order by id limit 1`)} as oldest_unhandled_seconds,
      ${age(sql`select m.at from ${outbox} join ${message} m on m.id = message_id
        where (answered_at is null or claimed_until is not null) and ${sendable} order by ${outbox.id} limit 1`)} as oldest_unsent_seconds,
      (select count(*) from alarm where state <> 'closed') as open_alarms,
      (select count(*) from handoff where state in ('open', 'promised', 'claimed')) as open_handoffs,
      (select count(*) from delivery_failure) as failed_deliveries`,
    gaugeSchema,
  )
  return { ...found }
}

function gaugeText(gauges: Readonly<Record<string, number>>): string {
  return Object.entries(gauges)
    .map(([name, value]) => `# TYPE zhaoying_${name} gauge\nzhaoying_${name} ${Math.max(0, value)}\n`)
    .join('')
}
