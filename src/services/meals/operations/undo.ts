import { sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Tx } from '../../../../db/database.ts'
import { uuidsOf } from '../../../../db/id-list.ts'
import { mealOrder, subsidyClaim } from '../../../../db/schema/index.ts'
import { parseCivilDate } from '../../../core/civil-time.ts'
import type { OperationCall, Outcome } from '../../../core/operation.ts'
import { defineOperation } from '../../define-operation.ts'
import { sayMeal } from '../../say-when.ts'
import { linesWords } from '../bill.ts'
import { loadMealBook, type MealBook } from '../data/meal-book.ts'
import { lockOrders, type MealOrder } from '../data/orders.ts'
import { sitesByCode } from '../data/sites.ts'
import { lockShelves, moveStock, type StockKey } from '../data/stock.ts'
import { takesOf } from '../rules/allocate.ts'

const taken = z.object({ number: z.string(), when: z.string(), lines: z.string() })

/** Takes an order back and gives portions, place, courier slot and subsidy back in the same commit. */
export const undoOperation = () =>
  defineOperation({
    name: 'meals.undo',
    rank: 50,
    reserves: true,
    input: z.object({ order: z.uuid() }),
    outcomes: { undone: taken, too_late: taken },
    async run(tx, calls) {
      const orders = await lockOrders(
        tx,
        calls.map(call => call.input.order),
      )
      const book = await loadMealBook(tx)
      const back = new Set<MealOrder>()
      const outcomes = calls.map((call): Outcome => {
        const order = orders.get(call.input.order)
        if (!order || !isTheirs(order, call))
          throw new Error('an order was to be undone by somebody it does not concern')
        const done = order.status === 'cancelled' || canUndo(order, call)
        if (done && order.status !== 'cancelled') back.add(order)
        return { name: done ? 'undone' : 'too_late', output: orderWords(book, order, call) }
      })
      await giveBack(tx, [...back])
      return outcomes
    },
  })

/** Whoever pays can't cancel what the elder ordered; the elder may cancel both. */
function isTheirs(order: MealOrder, call: OperationCall): boolean {
  return order.contactId === call.contact || order.dinerId === call.contact
}

/** By arrival: a message that came in time but waited may meet an order that the kitchen has accepted since. */
function canUndo(order: MealOrder, call: OperationCall): boolean {
  return ['placed', 'accepted'].includes(order.status) && call.arrivedAt < order.undoUntil.getTime()
}

function orderWords(book: MealBook, order: MealOrder, { arrivedAt, language }: OperationCall) {
  const date = civilDay(order.date)
  return {
    number: order.number,
    when: sayMeal(date, order.period, arrivedAt, language),
    lines: linesWords(book, order.lines, language),
  }
}

async function giveBack(tx: Tx, orders: readonly MealOrder[]): Promise<void> {
  if (orders.length === 0) return
  const moves = orders.flatMap(order => {
    const meal = { site: order.site, date: civilDay(order.date), period: order.period }
    return takesOf(order.lines, order.courierSlot).map(take => ({ ...meal, ...take, quantity: -take.quantity }))
  })
  await lockShelves(
    tx,
    moves satisfies readonly StockKey[],
    await sitesByCode(
      tx,
      orders.map(order => order.site),
    ),
  )
  await moveStock(tx, moves)
  const ids = uuidsOf(orders.map(order => order.id))
  await tx.delete(subsidyClaim).where(sql`${subsidyClaim.orderId} in ${ids}`)
  await tx.update(mealOrder).set({ status: 'cancelled', statusAt: new Date() }).where(sql`${mealOrder.id} in ${ids}`)
}

function civilDay(text: string) {
  const date = parseCivilDate(text)
  if (!date) throw new Error('an order has no date')
  return date
}
