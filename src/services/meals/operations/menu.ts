import * as z from 'zod'
import { inLanguage } from '../../../core/language.ts'
import { yuan } from '../../../core/money.ts'
import type { Outcome } from '../../../core/operation.ts'
import { defineOperation } from '../../define-operation.ts'
import { phrase } from '../../phrase.ts'
import type { TradePorts } from '../../ports.ts'
import { sayMeal } from '../../say-when.ts'
import { shelfOf, takenOf } from '../data/stock.ts'
import { mealsOf, type OrderCase, type OrderContext, openCases, stoppedOn } from '../order-context.ts'
import { orderWish } from '../order-wish.ts'
import { dishCounter, type Shelf } from '../rules/allocate.ts'
import { clashOf } from '../rules/diet.ts'
import { dishesServed } from '../rules/judge-order.ts'

const FEW = 3

/** Dishes of a meal that they may eat and that are left, main dishes first. */
export const menuOperation = (ports: TradePorts) =>
  defineOperation({
    name: 'meals.menu',
    rank: 15,
    readsOnly: true,
    input: orderWish,
    outcomes: {
      menu: z.object({
        meal: z.string(),
        site_name: z.string(),
        dishes: z.array(z.object({ id: z.string(), label: z.string(), name: z.string(), also: z.array(z.string()) })),
      }),
      nothing: z.object({ meal: z.string(), site_name: z.string() }),
      not_allowed: z.object({}),
    },
    async run(tx, calls) {
      const [{ context, cases }, taken] = await Promise.all([openCases(ports, tx, calls), takenOf(tx, mealsOf(calls))])
      const outcomes: Outcome[] = []
      for (const one of cases) {
        if (!one) {
          outcomes.push({ name: 'not_allowed', output: {} })
          continue
        }
        const { site, call } = one
        const { date, period } = call.input
        const served = dishesServed(context.book, { site, date, period, stopped: stoppedOn(context, site, date) })
        const shelf = shelfOf(site, { site: site.code, date, period }, served, taken)
        const dishes = served.flatMap(code => offered(context, one, code, shelf))
        const meal = sayMeal(date, period, call.arrivedAt, call.language)
        const site_name = inLanguage(site.name, call.language)
        outcomes.push({
          name: dishes.length > 0 ? 'menu' : 'nothing',
          output: { meal, site_name, ...(dishes.length > 0 && { dishes }) },
        })
      }
      return outcomes
    },
  })

function offered({ book }: OrderContext, { call, site, needs }: OrderCase, code: string, shelf: Shelf) {
  const dish = book.dishes.get(code)
  const counter = shelf.get(dishCounter(code))
  const left = counter ? counter.capacity - counter.taken : 0
  if (!dish || left < 1 || clashOf(dish, needs, book.dietary, site.halalPermit)) return []
  const name = inLanguage(dish.name, call.language)
  const words = { dish: name, amount: yuan(dish.priceFen), left }
  const label = phrase(call.language, left <= FEW ? 'dish_price_left' : 'dish_price', words)
  return [{ id: code, label, name, also: [name, ...dish.aliases] }]
}
