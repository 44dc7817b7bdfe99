import * as z from 'zod'
import { type CivilDate, civilTime, instant } from '../../../core/civil-time.ts'
import { inLanguage } from '../../../core/language.ts'
import type { OperationCall, Outcome } from '../../../core/operation.ts'
import { defineOperation } from '../../define-operation.ts'
import type { TradePorts } from '../../ports.ts'
import { sayDay, sayMeal, sayPeriod, sayTime } from '../../say-when.ts'
import { loadMealBook, type MealBook } from '../data/meal-book.ts'
import { type Site, sitesOfDistricts } from '../data/sites.ts'
import { type StoppedDishes, stoppedDishes } from '../data/stopped-dishes.ts'
import { type Diner, dinersOf, forWhom } from '../diner.ts'
import { openAnywhere, siteFor } from '../order-place.ts'
import { civilDateInput, mealPeriod, saidDishes } from '../order-wish.ts'
import { mealOutput } from '../outcomes.ts'
import { delivers, nearestSites } from '../rules/choose-site.ts'
import { cutoffAt, inTime, type MealTime, nextMeals } from '../rules/cutoff.ts'
import { HALAL } from '../rules/diet.ts'

const whenInput = z.object({
  ...forWhom,
  /** One site only; null: the nearest that serves the meal. */
  site: z.string().nullish(),
  date: civilDateInput.nullish(),
  period: mealPeriod.nullish(),
  dishes: saidDishes.nullish(),
  dietary: z.array(z.string()).nullish(),
})
type WhenCall = OperationCall<z.infer<typeof whenInput>>

const words = z.string()
const meals = z.array(mealOutput)

/** Which meal, and which site serves it: from what was said, or the meals that can still be ordered. */
export const whenOperation = (ports: TradePorts) =>
  defineOperation({
    name: 'meals.when',
    rank: 10,
    readsOnly: true,
    input: whenInput,
    outcomes: {
      open: z.object({ date: words, period: words, meal: words, site: words, site_name: words, mode: words }),
      /** Not clear yet: ask, from these. */
      ask: z.object({
        meals: z.array(mealOutput.extend({ name: words })),
        days: z.array(z.object({ date: words, label: words })),
      }),
      past_cutoff: z.object({ meal: words, cutoff: words, meals }),
      /** Nothing is served then, or it is too far ahead. */
      closed: z.object({ meal: words, meals }),
      no_site: z.object({}),
      /** The street is not known yet. */
      no_street: z.object({}),
      not_allowed: z.object({}),
    },
    async run(tx, calls) {
      const [diners, book] = await Promise.all([dinersOf(ports, tx, calls), loadMealBook(tx)])
      const streets = diners.flatMap(diner => (diner?.street ? [diner.street.slice(0, 6)] : []))
      const sites = sitesOfDistricts(book.sites, streets)
      const first = instant(Math.min(...calls.map(call => call.arrivedAt)))
      // What kitchens have stopped matters to those who name dishes.
      const choosing = calls.some(call => (call.input.dishes ?? []).length > 0)
      const stopped = await stoppedDishes(tx, choosing ? sites.map(site => site.code) : [], first)
      return calls.map((call, i): Outcome => {
        const diner = diners[i]
        if (!diner) return { name: 'not_allowed', output: {} }
        if (!diner.street) return { name: 'no_street', output: {} }
        const near = sitesNear(sites, diner, diner.street, call)
        if (near.length === 0) return { name: 'no_site', output: {} }
        return choose(near, diner.street, call, book, stopped)
      })
    },
  })

function sitesNear(sites: readonly Site[], diner: Diner, street: string, { input }: WhenCall): readonly Site[] {
  const halal = [...diner.diet, ...(input.dietary ?? [])].includes(HALAL)
  const near = nearestSites(sites, { street, home: diner.homeSite, halal })
  return input.site ? near.filter(site => site.code === input.site) : near
}

function choose(
  near: readonly Site[],
  street: string,
  call: WhenCall,
  book: MealBook,
  stopped: StoppedDishes,
): Outcome {
  const { date, period, dishes } = call.input
  // People order where they are carried to, or nearest: the far ones only where nothing nearer is open.
  const all = openAnywhere(near, call.arrivedAt)
  const fitting = all.filter(meal => (!date || meal.date === date) && (!period || meal.period === period))
  const chosen = (date && fitting.length === 1) || period ? fitting[0] : undefined
  if (!chosen) {
    if (fitting.length > 0) return { name: 'ask', output: { meals: toAsk(fitting, call), days: daysOf(all, call) } }
    return all.length === 0 ? { name: 'no_site', output: {} } : shut(near, all, call)
  }
  const wanted = { dishes: (dishes ?? []).map(one => one.id), book, stopped }
  const site = siteFor(near, chosen, call.arrivedAt, wanted)
  if (!site) throw new Error('an open meal has no site')
  return {
    name: 'open',
    output: {
      ...chosen,
      meal: sayMeal(chosen.date, chosen.period, call.arrivedAt, call.language),
      site: site.code,
      site_name: inLanguage(site.name, call.language),
      mode: delivers(site, street) ? 'deliver' : 'collect',
    },
  }
}

/** What was asked for can't be had: past its cut-off, or never served then. */
function shut(near: readonly Site[], all: readonly MealTime[], call: WhenCall): Outcome {
  const { date, period } = call.input
  const following = labelled(nextMeals(all, period ?? null), call)
  const meal = date && period ? sayMeal(date, period, call.arrivedAt, call.language) : ''
  const hours = near.flatMap(site => site.periods).find(one => one.period === period)
  if (date && hours && !inTime(date, hours, call.arrivedAt)) {
    const cutoff = sayTime(civilTime(cutoffAt(date, hours)), call.language)
    return { name: 'past_cutoff', output: { meal: sayPeriod(hours.period, call.language), cutoff, meals: following } }
  }
  return { name: 'closed', output: { meal: meal || sayDate(date, period, call), meals: following } }
}

function sayDate(date: CivilDate | null | undefined, period: string | null | undefined, call: WhenCall): string {
  if (period) return sayPeriod(period, call.language)
  return date ?? ''
}

function labelled(list: readonly MealTime[], call: WhenCall) {
  return list.map(meal => ({ ...meal, label: sayMeal(meal.date, meal.period, call.arrivedAt, call.language) }))
}

/** Of each meal of the day the next one that is open, soonest first: what most people want. */
function toAsk(fitting: readonly MealTime[], call: WhenCall) {
  const next = [...Map.groupBy(fitting, meal => meal.period).values()].flatMap(meals => meals.slice(0, 1))
  return labelled(next, call).map(meal => ({ ...meal, name: sayPeriod(meal.period, call.language) }))
}

function daysOf(all: readonly MealTime[], call: WhenCall) {
  return [...new Set(all.map(meal => meal.date))].map(date => ({
    date,
    label: sayDay(date, call.arrivedAt, call.language),
  }))
}
