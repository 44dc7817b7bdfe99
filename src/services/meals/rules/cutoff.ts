import {
  addDays,
  type CivilDate,
  type CivilTime,
  civilDate,
  type Instant,
  instant,
  instantAt,
  isoWeekday,
  later,
  MINUTE,
} from '../../../core/civil-time.ts'

const DAYS_AHEAD = 7
const UNDO_AFTER_CONFIRM = 5 * MINUTE

export interface PeriodHours {
  readonly period: string
  readonly cutoff: CivilTime
  /** -1: the evening before. */
  readonly cutoffDayOffset: number
}

export interface MealTime {
  readonly date: CivilDate
  readonly period: string
}

export function cutoffAt(date: CivilDate, hours: PeriodHours): Instant {
  return instantAt(addDays(date, hours.cutoffDayOffset), hours.cutoff)
}

/** Judged by the arrival of the message, whenever it is handled. */
export function inTime(date: CivilDate, hours: PeriodHours, arrivedAt: Instant): boolean {
  return arrivedAt < cutoffAt(date, hours)
}

export function undoUntil(cutoff: Instant, confirmedAt: Instant): Instant {
  return instant(Math.max(cutoff, later(confirmedAt, UNDO_AFTER_CONFIRM)))
}

export function lastDay(now: Instant): CivilDate {
  return addDays(civilDate(now), DAYS_AHEAD)
}

/** The days for which can be ordered. */
export function daysAhead(now: Instant): readonly CivilDate[] {
  const today = civilDate(now)
  return Array.from({ length: DAYS_AHEAD + 1 }, (_, ahead) => addDays(today, ahead))
}

/** All meals that can still be ordered, soonest first. */
export function openMeals(
  periods: readonly PeriodHours[],
  closedWeekdays: readonly number[],
  arrivedAt: Instant,
): readonly MealTime[] {
  return daysAhead(arrivedAt)
    .filter(date => !closedWeekdays.includes(isoWeekday(date)))
    .flatMap(date =>
      periods.filter(hours => inTime(date, hours, arrivedAt)).map(hours => ({ date, period: hours.period })),
    )
}

/** In place of a meal that can't be had: the next of all, and the next of its own kind. */
export function nextMeals(open: readonly MealTime[], period: string | null): readonly MealTime[] {
  const [first] = open
  const same = open.find(meal => meal.period === period && meal !== first) ?? open[1]
  return [first, same].filter(meal => meal !== undefined)
}
