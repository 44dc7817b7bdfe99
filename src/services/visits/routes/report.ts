import * as z from 'zod'
import type { Tx } from '../../../../db/database.ts'
import type { TradeRoute } from '../../../core/trade.ts'
import type { TradePorts } from '../../ports.ts'
import { loadVisitBook } from '../data/visit-book.ts'
import { saveVisit } from '../data/visits.ts'
import { tellVisits } from '../tell-visits.ts'
import { openVisits, sealFor } from '../visit-details.ts'
import { audit, idInput, lockFor, statusOutput, VISIT_ROLES } from './visit-row.ts'

const input = idInput.extend({ note: z.string().max(500).optional() })

const REPORTS = [
  { path: '/visits/:id/done', event: 'finish', name: 'visit_done', summary: 'The visit took place' },
  { path: '/visits/:id/nobody-met', event: 'nobody_met', name: 'visit_nobody_met', summary: 'Nobody was met' },
] as const

/** What the visitor says afterwards; the note is sealed with the visit's details. */
export const reportRoutes = (ports: TradePorts): readonly TradeRoute<Tx>[] =>
  REPORTS.map(({ path, event, name, summary }) => ({
    method: 'post',
    path,
    summary,
    roles: VISIT_ROLES,
    input,
    output: statusOutput,
    async run(tx, given, { staff, now }) {
      const { id, note } = input.parse(given)
      const { visit, status } = await lockFor(tx, id, staff, event)
      const details = (await openVisits(ports, tx, [visit])).get(id)?.details
      const report = note && details && (await sealFor(ports, tx, visit, { ...details, report: note }))
      const change = { status, remindAt: null, lapseAt: null, ...(report && { details: report }) }
      const reported = await saveVisit(tx, visit, change, now)
      await audit(tx, staff, `visit.${event}`, [visit])
      await tellVisits(ports, tx, await loadVisitBook(tx), { name, visits: [reported] }, now)
      return { kind: 'json', body: { id, status } }
    },
  }))
