import { type Instant, isoWeekday } from '../../core/civil-time.ts'
import type { MealBook } from './data/meal-book.ts'
import type { Site } from './data/sites.ts'
import type { StoppedDishes } from './data/stopped-dishes.ts'
import { daysAhead, inTime, lastDay, type MealTime } from './rules/cutoff.ts'
import { dishesServed } from './rules/judge-order.ts'

export function isOpen(site: Site, meal: MealTime, arrivedAt: Instant): boolean {
  return meal.date <= lastDay(arrivedAt) && servesInTime(site, meal, arrivedAt)
}

function servesInTime(site: Site, { date, period }: MealTime, arrivedAt: Instant): boolean {
  const hours = site.periods.find(one => one.period === period)
  return hours !== undefined && !site.closedWeekdays.includes(isoWeekday(date)) && inTime(date, hours, arrivedAt)
}

/** The nearest site where the meal is open, of those the one that serves most of the dishes. */
export function siteFor(
  sites: readonly Site[],
  meal: MealTime,
  arrivedAt: Instant,
  wanted: { readonly dishes: readonly string[]; readonly book: MealBook; readonly stopped: StoppedDishes },
): Site | null {
  const open = sites.filter(site => isOpen(site, meal, arrivedAt))
  const missing = (site: Site) => {
    const stopped = wanted.stopped(site.code, meal.date)
    const served = dishesServed(wanted.book, { site, ...meal, stopped })
    return wanted.dishes.filter(code => !served.includes(code)).length
  }
  // toSorted is stable: of equals the nearer stays first.
  return open.toSorted((a, b) => missing(a) - missing(b))[0] ?? null
}

/** Meals open at any of these sites, soonest first: mostly the first one asked tells. */
export function openAnywhere(sites: readonly Site[], arrivedAt: Instant): readonly MealTime[] {
  return daysAhead(arrivedAt).flatMap(date =>
    PERIODS.map(period => ({ date, period })).filter(meal => sites.some(site => servesInTime(site, meal, arrivedAt))),
  )
}

const PERIODS = ['breakfast', 'lunch', 'dinner']
