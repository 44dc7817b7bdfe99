import {
  addMonths,
  type CivilDate,
  civilDate,
  daysBetween,
  HOUR,
  type Instant,
  later,
} from '../../../core/civil-time.ts'
import type { ClockStop, WorkCalendar } from '../../../core/work-calendar.ts'
import type { Limit } from './process.ts'

/** When a limit ends. No day is ever invented. */
export type Deadline =
  | { readonly kind: 'day'; readonly date: CivilDate }
  | { readonly kind: 'moment'; readonly at: Instant }
  /** The clock stands still. */
  | { readonly kind: 'stopped'; readonly limit: Limit }
  /** Past the last year whose notice is loaded. */
  | { readonly kind: 'beyond'; readonly limit: Limit }
  /** Its clock has not begun, or nobody wrote down when. */
  | { readonly kind: 'open' }

/** `start`: the day or moment the limit counts from. */
export function deadlineOf(
  limit: Limit,
  start: Instant | null,
  calendar: WorkCalendar,
  stops: readonly ClockStop[] = [],
): Deadline {
  // Nought months (from the month of applying on) names no day.
  if (start === null || limit.n === 0) return { kind: 'open' }
  if (limit.unit === 'hours') return { kind: 'moment', at: later(start, limit.n * HOUR) }
  const from = civilDate(start)
  if (limit.unit !== 'working_days') {
    const days = limit.unit === 'calendar_days' ? limit.n : daysBetween(from, addMonths(from, limit.n))
    return dayOr(calendar.afterDays(from, days), { kind: 'beyond', limit })
  }
  // What stood still before this clock began is over for it (the notice, once its days are counted from the end of it).
  const own = stops.filter(stop => stop.until !== undefined || stop.from >= from)
  if (own.some(stop => stop.until === undefined)) return { kind: 'stopped', limit }
  return dayOr(calendar.afterWorkdays(from, limit.n, own), { kind: 'beyond', limit })
}

function dayOr(date: CivilDate | null, otherwise: Deadline): Deadline {
  return date === null ? otherwise : { kind: 'day', date }
}

export function isLate(deadline: Deadline, now: Instant): boolean {
  if (deadline.kind === 'day') return civilDate(now) > deadline.date
  return deadline.kind === 'moment' && now > deadline.at
}

/** Working days until it ends: 0 today, negative once it is over. null: nobody can say. */
export function daysLeft(deadline: Deadline, now: Instant, calendar: WorkCalendar): number | null {
  if (deadline.kind !== 'day' && deadline.kind !== 'moment') return null
  const today = civilDate(now)
  const last = deadline.kind === 'day' ? deadline.date : civilDate(deadline.at)
  const left = calendar.workdaysBetween(today, last) ?? daysBetween(today, last)
  return isLate(deadline, now) ? Math.min(left, -1) : left
}
