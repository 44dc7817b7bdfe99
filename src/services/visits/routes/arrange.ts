import * as z from 'zod'
import type { Tx } from '../../../../db/database.ts'
import {
  type CivilDate,
  type CivilTime,
  type Instant,
  instantAt,
  later,
  parseCivilTime,
} from '../../../core/civil-time.ts'
import { CallerError } from '../../../core/errors.ts'
import type { TradeRoute } from '../../../core/trade.ts'
import type { TradePorts } from '../../ports.ts'
import { lockPlaces, movePlaces, placeKey } from '../data/places.ts'
import { loadVisitBook, type VisitBook } from '../data/visit-book.ts'
import { placeOf, saveVisit, slotOf, type Visit } from '../data/visits.ts'
import { type Slot, sameSlot } from '../rules/bookable.ts'
import { OFFER_HOLDS, reminderAt } from '../rules/changes.ts'
import { tellVisits } from '../tell-visits.ts'
import { sealFor } from '../visit-details.ts'
import { civilDateInput } from '../visit-wish.ts'
import { audit, idInput, lockFor, statusOutput, VISIT_ROLES } from './visit-row.ts'

const time = z.string().transform((text, context): CivilTime => {
  const parsed = parseCivilTime(text)
  if (parsed) return parsed
  context.addIssue({ code: 'custom', message: 'not a time of day' })
  return z.NEVER
})
const who = { visitor: z.string().min(1).max(40), badge: z.string().min(1).max(40) }
const bookInput = idInput.extend({ time, ...who })
const offerInput = bookInput.extend({ date: civilDateInput, half_day: z.string().optional() })

/** A time is offered, at first or because the visitor can't come: it waits a day for the resident's yes. */
export const offerRoutes = (ports: TradePorts): readonly TradeRoute<Tx>[] =>
  (
    [
      ['offer', 'offer_time', 'Offers a time and names who comes'],
      ['cannot', 'visitor_cannot', 'The visitor cannot come: offers another time or somebody else'],
    ] as const
  ).map(([path, event, summary]) => ({
    method: 'post',
    path: `/visits/:id/${path}`,
    summary,
    roles: VISIT_ROLES,
    input: offerInput,
    output: statusOutput,
    async run(tx, given, { staff, now }) {
      const input = offerInput.parse(given)
      const { visit, status } = await lockFor(tx, input.id, staff, event)
      const book = await loadVisitBook(tx)
      const slot = slotAt(book, input.date, input.time)
      if (input.half_day !== undefined && input.half_day !== slot.halfDay)
        throw new CallerError('bad_request', `${input.time} is not in the ${input.half_day}`)
      await takePlace(tx, book, visit, slot)
      const change = {
        status,
        date: slot.date,
        halfDay: slot.halfDay,
        startsAt: startAt(slot, input.time, now),
        visitor: await sealFor(ports, tx, visit, { name: input.visitor, badge: input.badge }),
        lapseAt: new Date(later(now, OFFER_HOLDS)),
        remindAt: null,
      }
      const offered = await saveVisit(tx, visit, change, now)
      await audit(tx, staff, `visit.${event}`, [offered])
      await tellVisits(ports, tx, book, { name: 'visit_offered', visits: [offered] }, now)
      return { kind: 'json', body: { id: visit.id, status } }
    },
  }))

/** In the half-day that was asked for, so that nobody need be asked again. */
export const bookRoute = (ports: TradePorts): TradeRoute<Tx> => ({
  method: 'post',
  path: '/visits/:id/book',
  summary: 'Agrees to the half-day that was asked for, with a time and who comes',
  roles: VISIT_ROLES,
  input: bookInput,
  output: statusOutput,
  async run(tx, given, { staff, now }) {
    const input = bookInput.parse(given)
    const { visit, status } = await lockFor(tx, input.id, staff, 'confirm_as_asked')
    const book = await loadVisitBook(tx)
    const slot = slotAt(book, slotOf(visit).date, input.time)
    if (!sameSlot(slot, slotOf(visit)))
      throw new CallerError('conflict', `${input.time} is not in the ${visit.halfDay} that was asked for`)
    const remind = reminderAt(slot, now)
    const change = {
      status,
      startsAt: startAt(slot, input.time, now),
      visitor: await sealFor(ports, tx, visit, { name: input.visitor, badge: input.badge }),
      remindAt: remind === null ? null : new Date(remind),
    }
    const booked = await saveVisit(tx, visit, change, now)
    await audit(tx, staff, 'visit.confirm_as_asked', [booked])
    await tellVisits(ports, tx, book, { name: 'visit_booked', visits: [booked] }, now)
    return { kind: 'json', body: { id: visit.id, status } }
  },
})

function slotAt(book: VisitBook, date: CivilDate, at: CivilTime): Slot {
  const half = [...book.halfDays.values()].find(one => one.from <= at && at <= one.to)
  if (!half) throw new CallerError('bad_request', `${at} is in no half-day`)
  return { date, halfDay: half.code }
}

function startAt(slot: Slot, at: CivilTime, now: Instant): Date {
  const start = instantAt(slot.date, at)
  if (start <= now) throw new CallerError('bad_request', 'that time is past')
  return new Date(start)
}

/** Of another half-day than the one held: the new place and the old one in one step. */
async function takePlace(tx: Tx, book: VisitBook, visit: Visit, slot: Slot): Promise<void> {
  const [from, to] = [placeOf(visit), { ...placeOf(visit), ...slot }]
  if (sameSlot(from, to)) return
  const counter = (await lockPlaces(tx, book, [from, to])).get(placeKey(to))
  if (!counter || counter.taken >= counter.capacity) throw new CallerError('conflict', 'that half-day is full')
  await movePlaces(tx, [
    { ...from, by: -1 },
    { ...to, by: 1 },
  ])
}
