import type { Tx } from '../../../db/database.ts'
import { civilTime } from '../../core/civil-time.ts'
import { inLanguage } from '../../core/language.ts'
import { yuan } from '../../core/money.ts'
import type { JsonObject, Outcome } from '../../core/operation.ts'
import { phrase } from '../phrase.ts'
import { sayMeal, sayPeriod, sayTime } from '../say-when.ts'
import { type Site, sitesOfDistricts } from './data/sites.ts'
import { mealKey, type ServedMeal, type StockMove, shelfOf, takenOf } from './data/stock.ts'
import { type OrderCase, type OrderContext, stoppedOn } from './order-context.ts'
import { type Allocation, type Counter, dishCounter, mealsCounter, type Shelf } from './rules/allocate.ts'
import { nearestSites } from './rules/choose-site.ts'
import { cutoffAt, inTime, nextMeals, openMeals } from './rules/cutoff.ts'
import { clashOf, HALAL } from './rules/diet.ts'
import { dishesServed, type Problem } from './rules/judge-order.ts'
import { twoNearest } from './rules/nearest.ts'

type Trouble = Problem | Exclude<Allocation, { kind: 'taken' }>

/**
 * The kind answer to an order that can't be had: what is wrong, and the nearest that can. `after`: what later calls of
 * the same batch have taken since; this one came before them.
 */
export async function problemOutcome(
  tx: Tx,
  context: OrderContext,
  one: OrderCase,
  trouble: Trouble,
  after: readonly StockMove[] = [],
): Promise<Outcome> {
  const output = async (): Promise<JsonObject> => {
    switch (trouble.kind) {
      case 'past_cutoff':
        return { ...mealWords(one), cutoff: cutoffWords(one), meals: otherMeals(one, 2) }
      case 'closed':
        return { ...mealWords(one), ...siteWords(one), meals: otherMeals(one, 2) }
      case 'ask_allergies':
        return { dish_name: dishName(context, one, one.call.input.dishes?.[0]?.id ?? '') }
      case 'nothing':
        return {}
      case 'too_many':
        return {
          ...dishWords(context, one, trouble.dish),
          max: trouble.max,
          dishes: capped(one, trouble.dish, trouble.max),
        }
      case 'not_on_menu':
        return { ...(await instead(tx, context, one, trouble.dish, after)), ...mealWords(one) }
      case 'blocked': {
        const { kind, code } = trouble.clash
        const what = context.book.nameOf(kind === 'allergy' ? 'allergen' : 'dietary', code)
        const choices = await instead(tx, context, one, trouble.dish, after)
        return { ...choices, why: kind, what: inLanguage(what, one.call.language) }
      }
      case 'sold_out':
        return { ...(await instead(tx, context, one, trouble.dish, after)), left: trouble.left }
      case 'kitchen_full':
        return {
          ...mealWords(one),
          ...siteWords(one),
          meals: otherMeals(one, 1),
          sites: await otherSites(tx, context, one, after),
        }
      case 'courier_full':
        return { ...mealWords(one), ...siteWords(one) }
    }
  }
  return { name: trouble.kind, output: await output() }
}

function mealWords({ call }: OrderCase) {
  return { meal: sayMeal(call.input.date, call.input.period, call.arrivedAt, call.language) }
}

function siteWords({ call, site }: OrderCase) {
  return { site_name: inLanguage(site.name, call.language) }
}

function cutoffWords({ call, site }: OrderCase): string {
  const hours = site.periods.find(one => one.period === call.input.period)
  return hours
    ? sayTime(civilTime(cutoffAt(call.input.date, hours)), call.language)
    : sayPeriod(call.input.period, call.language)
}

/** Other meals of the same site in place of the one that can't be had. */
function otherMeals({ call, site }: OrderCase, count: number) {
  const { date, period } = call.input
  const open = openMeals(site.periods, site.closedWeekdays, call.arrivedAt).filter(
    meal => meal.date !== date || meal.period !== period,
  )
  return nextMeals(open, period)
    .slice(0, count)
    .map(meal => ({ ...meal, label: sayMeal(meal.date, meal.period, call.arrivedAt, call.language) }))
}

function dishName(context: OrderContext, one: OrderCase, dish: string): string {
  const name = context.book.dishes.get(dish)?.name
  return name ? inLanguage(name, one.call.language) : dish
}

function dishWords(context: OrderContext, one: OrderCase, dish: string) {
  return { dish, dish_name: dishName(context, one, dish) }
}

function capped({ call }: OrderCase, dish: string, max: number): JsonObject[] {
  const others = (call.input.dishes ?? []).filter(line => line.id !== dish)
  return [...others.map(line => ({ id: line.id, quantity: line.quantity ?? 1 })), { id: dish, quantity: max }]
}

/** The two nearest dishes that they may eat and that are left. */
async function instead(tx: Tx, context: OrderContext, one: OrderCase, dish: string, after: readonly StockMove[]) {
  const { call, site, needs } = one
  const { book } = context
  const wanted = book.dishes.get(dish)
  const served = dishesServed(book, { ...call.input, site, stopped: stoppedOn(context, site, call.input.date) })
  const meal = { site: site.code, date: call.input.date, period: call.input.period }
  const shelf = without(shelfOf(site, meal, served, await takenOf(tx, [meal])), meal, after)
  const ordered = (call.input.dishes ?? []).map(line => line.id)
  const free = served.flatMap(code => {
    const found = book.dishes.get(code)
    const fits = found && !ordered.includes(code) && left(shelf, dishCounter(code)) > 0
    return fits && !clashOf(found, needs, book.dietary, site.halalPermit) ? [found] : []
  })
  const quantity = call.input.dishes?.find(line => line.id === dish)?.quantity ?? 1
  const choices = wanted ? twoNearest(wanted, free) : free.slice(0, 2)
  return {
    ...dishWords(context, one, dish),
    choices: choices.map(({ code, name, priceFen }) => ({
      id: code,
      quantity,
      label: phrase(call.language, 'dish_price', { dish: inLanguage(name, call.language), amount: yuan(priceFen) }),
    })),
  }
}

function without(shelf: Map<string, Counter>, meal: ServedMeal, after: readonly StockMove[]): Shelf {
  const key = mealKey(meal)
  for (const move of after) {
    const counter = mealKey(move) === key ? shelf.get(move.counter) : undefined
    if (counter) counter.taken -= move.quantity
  }
  return shelf
}

function left(shelf: Shelf, counter: string): number {
  const row = shelf.get(counter)
  return row ? row.capacity - row.taken : 0
}

/** Two other sites near them that still have room for the same meal. */
async function otherSites(tx: Tx, { book }: OrderContext, one: OrderCase, after: readonly StockMove[]) {
  const { call, diner, site, needs } = one
  const { date, period } = call.input
  const street = diner.street ?? site.street
  const near = nearestSites(sitesOfDistricts(book.sites, [street.slice(0, 6)]), {
    street,
    home: null,
    halal: needs.dietary.includes(HALAL),
  })
  const free: Site[] = []
  for (const other of near) {
    const hours = other.periods.find(hours => hours.period === period)
    const open = openMeals(other.periods, other.closedWeekdays, call.arrivedAt)
    if (other.code === site.code || !hours || !inTime(date, hours, call.arrivedAt)) continue
    if (!open.some(meal => meal.date === date && meal.period === period)) continue
    const meal = { site: other.code, date, period }
    const shelf = without(shelfOf(other, meal, [], await takenOf(tx, [meal])), meal, after)
    if (left(shelf, mealsCounter) > 0) free.push(other)
    if (free.length === 2) break
  }
  return free.map(other => ({ id: other.code, label: inLanguage(other.name, call.language) }))
}
