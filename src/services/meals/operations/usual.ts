import * as z from 'zod'
import type { Tx } from '../../../../db/database.ts'
import { uuidsOf } from '../../../../db/id-list.ts'
import { mealOrder } from '../../../../db/schema/index.ts'
import { and, desc, notInArray, sql } from '../../../../db/sql.ts'
import { inLanguage } from '../../../core/language.ts'
import { yuan } from '../../../core/money.ts'
import type { OperationCall, Outcome } from '../../../core/operation.ts'
import { defineOperation } from '../../define-operation.ts'
import type { TradePorts } from '../../ports.ts'
import { loadMealBook, type MealBook } from '../data/meal-book.ts'
import type { MealOrder } from '../data/orders.ts'
import { type Diner, dinersOf, forWhom } from '../diner.ts'
import { openAnywhere } from '../order-place.ts'
import { civilDateInput, mealPeriod } from '../order-wish.ts'

const words = z.string()
const usualInput = z.object({ ...forWhom, date: civilDateInput.nullish(), period: mealPeriod.nullish() })

/**
 * 老样子: the last confirmed order at the same period, for the next meal of that period. `dearer` holds the first dish
 * whose price changed since; what is sold out or off the menu shows in the quote.
 */
export const usualOperation = (ports: TradePorts) =>
  defineOperation({
    name: 'meals.usual',
    rank: 10,
    readsOnly: true,
    input: usualInput,
    outcomes: {
      found: z.object({
        site: words,
        date: words,
        period: words,
        mode: words,
        dishes: z.array(z.object({ list: words, id: words, quantity: z.number() })),
        dearer: z.array(z.object({ name: words, now: words, before: words })),
      }),
      none: z.object({}),
      not_allowed: z.object({}),
    },
    async run(tx, calls) {
      const [diners, book] = await Promise.all([dinersOf(ports, tx, calls), loadMealBook(tx)])
      const orders = await confirmedOrders(tx, diners)
      return calls.map((call, i): Outcome => {
        const diner = diners[i]
        if (!diner) return { name: 'not_allowed', output: {} }
        const last = orders.find(
          order => order.dinerId === diner.id && (!call.input.period || order.period === call.input.period),
        )
        const site = last && book.sites.get(last.site)
        const meal =
          site &&
          openAnywhere([site], call.arrivedAt).find(
            one => one.period === last.period && (!call.input.date || one.date === call.input.date),
          )
        if (!last || !meal) return { name: 'none', output: {} }
        return {
          name: 'found',
          output: {
            ...meal,
            site: last.site,
            mode: last.mode,
            dishes: last.lines.map(line => ({ list: 'dishes', id: line.dish, quantity: line.quantity })),
            dearer: changedPrices(book, last, call),
          },
        }
      })
    },
  })

async function confirmedOrders(tx: Tx, diners: readonly (Diner | null)[]): Promise<readonly MealOrder[]> {
  const ids = diners.flatMap(diner => (diner?.id ? [diner.id] : []))
  if (ids.length === 0) return []
  return tx
    .select()
    .from(mealOrder)
    .where(
      and(
        sql`${mealOrder.dinerId} in ${uuidsOf(ids)}`,
        notInArray(mealOrder.status, ['cancelled', 'waitlisted', 'declined']),
      ),
    )
    .orderBy(desc(mealOrder.placedAt))
    .limit(ids.length * 30)
}

function changedPrices(book: MealBook, last: MealOrder, { language }: OperationCall) {
  return last.lines.flatMap(line => {
    const dish = book.dishes.get(line.dish)
    if (!dish || dish.priceFen === line.priceFen) return []
    return [{ name: inLanguage(dish.name, language), now: yuan(dish.priceFen), before: yuan(line.priceFen) }]
  })
}
