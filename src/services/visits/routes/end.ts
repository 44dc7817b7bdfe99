import * as z from 'zod'
import type { Tx } from '../../../../db/database.ts'
import { CallerError } from '../../../core/errors.ts'
import { inLanguage, type Language } from '../../../core/language.ts'
import type { TradeRoute } from '../../../core/trade.ts'
import type { TradePorts } from '../../ports.ts'
import { loadVisitBook } from '../data/visit-book.ts'
import type { Visit } from '../data/visits.ts'
import { giveUp } from '../give-up.ts'
import { tellVisits } from '../tell-visits.ts'
import { audit, idInput, lockFor, statusOutput, VISIT_ROLES } from './visit-row.ts'

const input = idInput.extend({ reason: z.string() })

const ENDS = [
  {
    path: '/visits/:id/decline',
    event: 'decline',
    status: 'declined',
    words: 'decline_reason',
    name: 'visit_declined',
    summary: 'No visit can be arranged',
  },
  {
    path: '/visits/:id/cancel',
    event: 'cancel_by_desk',
    status: 'cancelled',
    words: 'cancel_reason',
    name: 'visit_cancelled',
    summary: 'An agreed visit cannot take place',
  },
] as const

/** Reasons that another time of the same kind would not change. */
const WHATEVER_THE_TIME = ['out_of_area', 'other_service_fits', 'duplicate', 'safety']

/** Ends a visit with a reason, gives its place back and tells whoever asked. */
export const endRoutes = (ports: TradePorts): readonly TradeRoute<Tx>[] =>
  ENDS.map(({ path, event, status, words, name, summary }) => ({
    method: 'post',
    path,
    summary,
    roles: VISIT_ROLES,
    input,
    output: statusOutput,
    async run(tx, given, { staff, now }) {
      const { id, reason } = input.parse(given)
      const book = await loadVisitBook(tx)
      if (!book.hasWord(words, reason)) throw new CallerError('bad_request', `${reason} is no ${words}`)
      const { visit } = await lockFor(tx, id, staff, event)
      await giveUp(tx, book, [visit], { status, reason }, now)
      await audit(tx, staff, `visit.${event}`, [visit])
      const again = !WHATEVER_THE_TIME.includes(reason)
      const more = (_: Visit, language: Language) => ({
        reason: inLanguage(book.nameOf(words, reason), language),
        again,
      })
      await tellVisits(ports, tx, book, { name, visits: [visit], more }, now)
      return { kind: 'json', body: { id, status } }
    },
  }))
