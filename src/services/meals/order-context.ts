import type { Tx } from '../../../db/database.ts'
import { type CivilDate, instant } from '../../core/civil-time.ts'
import type { OperationCall } from '../../core/operation.ts'
import { personAskedFor } from '../people/whom.ts'
import type { TradePorts } from '../ports.ts'
import type { DinerMeal } from './data/claims.ts'
import { loadMealBook, type MealBook } from './data/meal-book.ts'
import type { Site } from './data/sites.ts'
import type { ServedMeal } from './data/stock.ts'
import { type StoppedDishes, stoppedDishes } from './data/stopped-dishes.ts'
import { type Diner, dinersOf } from './diner.ts'
import type { OrderWish } from './order-wish.ts'
import type { Needs } from './rules/diet.ts'
import { judgeOrder, type Problem, type SoundOrder } from './rules/judge-order.ts'

/** A call with all that is needed to judge it. */
export interface OrderCase<Wish extends OrderWish = OrderWish> {
  readonly call: OperationCall<Wish>
  readonly diner: Diner
  readonly site: Site
  readonly needs: Needs
  readonly judged: SoundOrder | Problem
}

export interface OrderContext {
  readonly book: MealBook
  readonly stopped: StoppedDishes
}

/** Cases in the order of the calls; null: nobody that they may order for, or no such site. */
export async function openCases<Wish extends OrderWish>(
  ports: TradePorts,
  tx: Tx,
  calls: readonly OperationCall<Wish>[],
): Promise<{ context: OrderContext; cases: readonly (OrderCase<Wish> | null)[] }> {
  const codes = calls.map(call => call.input.site)
  const first = instant(Math.min(...calls.map(call => call.arrivedAt)))
  const [book, stopped, diners] = await Promise.all([
    loadMealBook(tx),
    stoppedDishes(tx, codes, first),
    dinersOf(ports, tx, calls),
  ])
  const context = { book, stopped }
  const cases = calls.map((call, i) => {
    const diner = diners[i]
    const site = book.sites.get(call.input.site)
    return diner && site ? openCase(context, call, diner, site) : null
  })
  return { context, cases }
}

/** The meals that calls are about, whatever is found of those who call. */
export function mealsOf(calls: readonly OperationCall<OrderWish>[]): readonly ServedMeal[] {
  return calls.map(({ input: { site, date, period } }) => ({ site, date, period }))
}

/** Whose subsidies they may be about, without asking who is on file. */
export function dinerMealsOf(calls: readonly OperationCall<OrderWish>[]): readonly DinerMeal[] {
  return calls.flatMap(({ contact, input: { diner, other, date, period } }) =>
    other ? [] : [{ diner: personAskedFor({ contact, person: diner }), date, period }],
  )
}

function openCase<Wish extends OrderWish>(
  context: OrderContext,
  call: OperationCall<Wish>,
  diner: Diner,
  site: Site,
): OrderCase<Wish> {
  const { date, period, mode, dishes, dietary } = call.input
  const allergies = diner.allergies ?? call.input.allergies ?? null
  const needs = { allergies: allergies ?? [], dietary: [...new Set([...diner.diet, ...(dietary ?? [])])] }
  const judged = judgeOrder(context.book, {
    site,
    date,
    period,
    mode: mode ?? null,
    street: diner.street,
    dishes: (dishes ?? []).map(({ id, quantity }) => ({ id, quantity: quantity ?? null })),
    needs: allergies && needs,
    stopped: stoppedOn(context, site, date),
    arrivedAt: call.arrivedAt,
  })
  return { call, diner, site, needs, judged }
}

export function stoppedOn(context: OrderContext, site: Site, date: CivilDate): readonly string[] {
  return context.stopped(site.code, date)
}

/** Whose subsidy it is about; nothing for somebody who is not on file. */
export function dinerMealOf(one: OrderCase | null): DinerMeal[] {
  if (!one || one.diner.id === null) return []
  const { date, period } = one.call.input
  return [{ diner: one.diner.id, date, period }]
}
