import { addDays, type CivilTime, civilDate, HOUR, type Instant, instantAt, later } from '../../../core/civil-time.ts'
import type { WorkCalendar } from '../../../core/work-calendar.ts'
import type { Slot } from './bookable.ts'
import { AGREED_STATUSES } from './visit-states.ts'

/** Afterwards a person decides. */
const MOST_MOVES = 2
const LAST_CHANGE = 2 * HOUR
/** An offer that nobody answers is given up. */
export const OFFER_HOLDS = 24 * HOUR

/** Times of day that the desk keeps; its own, so they are known to be sound. */
const DAY_END = '17:00' as CivilTime
const EARLY = '08:00' as CivilTime

export interface Changing {
  readonly status: string
  readonly moves: number
  /** The agreed time, else the beginning of the half-day. */
  readonly start: Instant
}

/** Inside the last two hours of an agreed visit a change goes through a person; so does one of a visit that is past. */
export function isTooLate({ status, start }: Changing, at: Instant): boolean {
  return at > (AGREED_STATUSES.some(agreed => agreed === status) ? later(start, -LAST_CHANGE) : start)
}

export function isTooOften({ moves }: Changing): boolean {
  return moves >= MOST_MOVES
}

/** Until when an act on this visit can be taken back in the talk. */
export function changesEnd(start: Instant): Instant {
  return later(start, -LAST_CHANGE)
}

/** 17:00 of the day before; null: that is past already. */
export function reminderAt(slot: Pick<Slot, 'date'>, now: Instant): Instant | null {
  const at = instantAt(addDays(slot.date, -1), DAY_END)
  return at > now ? at : null
}

/** By when somebody says who comes: the end of the next working day, before the visit in any case. */
export function answerBy(slot: Pick<Slot, 'date'>, calendar: WorkCalendar, asked: Instant): Instant {
  const before = instantAt(addDays(slot.date, -1), DAY_END)
  const next = calendar.afterWorkdays(civilDate(asked), 1)
  const latest = next && next < slot.date ? instantAt(next, DAY_END) : before
  return latest > asked ? latest : instantAt(slot.date, EARLY)
}
