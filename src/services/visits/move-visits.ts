import { type Instant, instantAt, later } from '../../core/civil-time.ts'
import type { OperationCall } from '../../core/operation.ts'
import { type Counters, type PlaceMove, placeKey } from './data/places.ts'
import { halfDayOf, offerOf, type VisitBook } from './data/visit-book.ts'
import { placeOf, slotOf, startOf, type Visit, type VisitChange } from './data/visits.ts'
import { bookableSlots, type Slot, sameSlot } from './rules/bookable.ts'
import { isTooLate, isTooOften, reminderAt } from './rules/changes.ts'
import { AGREED_STATUSES, statusAfter } from './rules/visit-states.ts'

export interface MoveInput {
  readonly visit: string
  readonly date: Slot['date']
  readonly half_day: string
}

export type MoveDecision =
  | { readonly kind: 'moved'; readonly change: VisitChange | null; readonly moves: readonly PlaceMove[] }
  | { readonly kind: 'too_late' | 'too_often' | 'full' | 'closed' | 'no_calendar' }

/** Takes the new place and frees the old one in one step; changes the counters, which must be locked. */
export function decideMove(
  book: VisitBook,
  counters: Counters,
  visit: Visit,
  { input, arrivedAt }: OperationCall<MoveInput>,
): MoveDecision {
  const slot: Slot = { date: input.date, halfDay: input.half_day }
  const to = { ...placeOf(visit), ...slot }
  const status = statusAfter(visit.status, 'reschedule')
  if (status === null || isTooLate({ ...visit, start: startOf(book, visit) }, arrivedAt)) return { kind: 'too_late' }
  // Another time than the one offered, in the same half-day, is still another time.
  const same = sameSlot(slot, slotOf(visit))
  if (same && visit.status !== 'offered') return { kind: 'moved', change: null, moves: [] }
  if (isTooOften({ ...visit, start: arrivedAt })) return { kind: 'too_often' }
  const slots = bookableSlots(offerOf(book, visit.offer), book.calendar, arrivedAt)
  if (slots === null || book.calendar.isHoliday(slot.date) === null) return { kind: 'no_calendar' }
  if (!slots.some(one => sameSlot(one, slot))) return { kind: 'closed' }
  const change = { ...changeTo(book, visit, slot, arrivedAt), status }
  if (same) return { kind: 'moved', change, moves: [] }
  const [free, old] = [counters.get(placeKey(to)), counters.get(placeKey(placeOf(visit)))]
  if (!free || free.taken >= free.capacity) return { kind: 'full' }
  free.taken++
  if (old) old.taken--
  const moves = [
    { ...placeOf(visit), by: -1 },
    { ...to, by: 1 },
  ]
  return { kind: 'moved', change, moves }
}

/** An agreed hour stays where the half-day does; else the half-day is all that is known. */
function changeTo(book: VisitBook, visit: Visit, slot: Slot, now: Instant): VisitChange {
  const agreed = AGREED_STATUSES.some(status => status === visit.status)
  const remind = agreed ? reminderAt(slot, now) : null
  return {
    date: slot.date,
    halfDay: slot.halfDay,
    moves: visit.moves + 1,
    startsAt: agreed && slot.halfDay === visit.halfDay ? sameHour(book, visit, slot) : null,
    visitor: agreed ? visit.visitor : null,
    lapseAt: null,
    remindAt: remind === null ? null : new Date(remind),
  }
}

function sameHour(book: VisitBook, visit: Visit, slot: Slot): Date {
  const { from } = halfDayOf(book, visit.halfDay)
  const before = instantAt(slotOf(visit).date, from)
  return new Date(later(instantAt(slot.date, from), startOf(book, visit) - before))
}
