import { addDays, type CivilDate, civilDate, daysBetween, type Instant, isoWeekday } from '../../../core/civil-time.ts'
import type { WorkCalendar } from '../../../core/work-calendar.ts'

/** One half-day of one date. */
export interface Slot {
  readonly date: CivilDate
  readonly halfDay: string
}

export interface OfferRules {
  readonly halfDays: readonly string[]
  /** 1 Monday … 7 Sunday. */
  readonly weekdays: readonly number[]
  readonly minWorkingDays: number
  readonly maxDaysAhead: number
}

/**
 * Half-days for which a visit may be asked now, soonest first, full or not: after the working days that preparing takes,
 * on the kind's own weekdays, never on a holiday. null: the calendar does not reach as far.
 */
export function bookableSlots(offer: OfferRules, calendar: WorkCalendar, asked: Instant): readonly Slot[] | null {
  const today = civilDate(asked)
  const first = calendar.afterWorkdays(today, offer.minWorkingDays)
  if (first === null) return null
  const slots: Slot[] = []
  for (let date = first; date <= addDays(today, offer.maxDaysAhead); date = addDays(date, 1)) {
    const holiday = calendar.isHoliday(date)
    if (holiday === null) break
    if (holiday || !offer.weekdays.includes(isoWeekday(date))) continue
    slots.push(...offer.halfDays.map(halfDay => ({ date, halfDay })))
  }
  return slots
}

export const sameSlot = (a: Slot, b: Slot): boolean => a.date === b.date && a.halfDay === b.halfDay

/** The few that lie nearest to the wish, in order of time; without a wish the soonest. */
export function nearestSlots(slots: readonly Slot[], wish: Slot | null, count: number): readonly Slot[] {
  if (!wish) return slots.slice(0, count)
  const far = (slot: Slot) => 2 * Math.abs(daysBetween(wish.date, slot.date)) + (slot.halfDay === wish.halfDay ? 0 : 1)
  const chosen = slots.toSorted((a, b) => far(a) - far(b)).slice(0, count)
  return slots.filter(slot => chosen.includes(slot))
}
