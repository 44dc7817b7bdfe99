import * as z from 'zod'
import type { Tx } from '../../../../db/database.ts'
import { inAreas } from '../../../../db/in-areas.ts'
import { visitRequest } from '../../../../db/schema/index.ts'
import { and, eq, inArray, type SQL } from '../../../../db/sql.ts'
import type { TradeRoute } from '../../../core/trade.ts'
import type { TradePorts } from '../../ports.ts'
import type { Visit } from '../data/visits.ts'
import { OPEN_STATUSES, VISIT_STATUSES } from '../rules/visit-states.ts'
import { answersShape, type OpenedVisit, openVisits, visitorShape } from '../visit-details.ts'
import { civilDateInput } from '../visit-wish.ts'
import { audit, LOOKING_ROLES, seesDetails } from './visit-row.ts'

const MOST = 500
const query = z.object({ date: civilDateInput.optional(), state: z.enum(VISIT_STATUSES).optional() })
const visitRow = z.object({
  id: z.string(),
  number: z.string(),
  offer: z.string(),
  area: z.string(),
  date: z.string(),
  half_day: z.string(),
  status: z.string(),
  starts_at: z.iso.datetime().nullable(),
  moves: z.number(),
  reason: z.string().nullable(),
  requested_at: z.iso.datetime(),
  lapse_at: z.iso.datetime().nullable(),
  /** null: this role may not see it. */
  details: z
    .object({
      name: z.string(),
      address: z.string(),
      phone: z.string().nullable(),
      answers: answersShape,
      note: z.string().nullable(),
      report: z.string().nullable(),
      visitor: visitorShape.nullable(),
    })
    .nullable(),
})

/** Visits of a day or a state in the caller's areas; without a state those that are not over. */
export const listVisitsRoute = (ports: TradePorts): TradeRoute<Tx> => ({
  method: 'get',
  path: '/visits',
  summary: 'Visits that residents asked for, by date and state',
  roles: LOOKING_ROLES,
  input: query,
  output: z.object({ visits: z.array(visitRow) }),
  async run(tx, given, { staff }) {
    const { date, state } = query.parse(given)
    const wanted: (SQL | undefined)[] = [
      date && eq(visitRequest.date, date),
      inArray(visitRequest.status, state ? [state] : [...OPEN_STATUSES]),
      inAreas(visitRequest.area, staff),
    ]
    const visits = await tx
      .select()
      .from(visitRequest)
      .where(and(...wanted))
      .orderBy(visitRequest.date, visitRequest.halfDay, visitRequest.number)
      .limit(MOST)
    const shown = seesDetails(staff) ? visits : []
    const opened = await openVisits(ports, tx, shown)
    await audit(tx, staff, 'visit.list', shown)
    return { kind: 'json', body: { visits: visits.map(visit => rowOf(visit, opened.get(visit.id))) } }
  },
})

function rowOf(visit: Visit, opened: OpenedVisit | undefined): z.infer<typeof visitRow> {
  return {
    id: visit.id,
    number: visit.number,
    offer: visit.offer,
    area: visit.area,
    date: visit.date,
    half_day: visit.halfDay,
    status: visit.status,
    starts_at: visit.startsAt?.toISOString() ?? null,
    moves: visit.moves,
    reason: visit.reason,
    requested_at: visit.requestedAt.toISOString(),
    lapse_at: visit.lapseAt?.toISOString() ?? null,
    details: opened ? { ...opened.details, visitor: opened.visitor } : null,
  }
}
