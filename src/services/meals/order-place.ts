import { type CivilDate, type Instant, isoWeekday } from '../../core/civil-time.ts'
import type { MealBook } from './data/meal-book.ts'
import type { Site } from './data/sites.ts'
import type { StoppedDishes } from './data/stopped-dishes.ts'
import { inTime, lastDay, type MealTime, openMeals } from './rules/cutoff.ts'
import { dishesServed } from './rules/judge-order.ts'

export function isOpen(site: Site, meal: MealTime, arrivedAt: Instant): boolean {
  const hours = site.periods.find(one => one.period === meal.period)
  return (
    hours !== undefined &&
    !site.closedWeekdays.includes(isoWeekday(meal.date)) &&
    meal.date <= lastDay(arrivedAt) &&
    inTime(meal.date, hours, arrivedAt)
  )
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

/** Meals open at any of these sites, soonest first. */
export function openAnywhere(sites: readonly Site[], arrivedAt: Instant): readonly MealTime[] {
  const seen = new Map<string, MealTime>()
  for (const site of sites) {
    for (const meal of openMeals(site.periods, site.closedWeekdays, arrivedAt))
      seen.set(`${meal.date}|${meal.period}`, meal)
  }
  return [...seen.values()].toSorted((a, b) => (a.date === b.date ? order(a) - order(b) : a.date < b.date ? -1 : 1))
}

const PERIODS = ['breakfast', 'lunch', 'dinner']
const order = (meal: { readonly period: string; readonly date: CivilDate }) => PERIODS.indexOf(meal.period)
