import * as z from 'zod'
import type { Tx } from '../../../../db/database.ts'
import { uuidsOf } from '../../../../db/id-list.ts'
import { mealOrder, subsidyClaim } from '../../../../db/schema/index.ts'
import { sql } from '../../../../db/sql.ts'
import { type Instant, instant } from '../../../core/civil-time.ts'
import type { OperationCall, Outcome } from '../../../core/operation.ts'
import { defineOperation } from '../../define-operation.ts'
import type { TradePorts } from '../../ports.ts'
import { sayMeal } from '../../say-when.ts'
import { linesWords } from '../bill.ts'
import { concernsOrder } from '../concerns-order.ts'
import { loadMealBook, type MealBook } from '../data/meal-book.ts'
import { lockOrders, type MealOrder } from '../data/orders.ts'
import { lockShelves, mealKey, moveStock } from '../data/stock.ts'
import { lockWaiting } from '../data/waiting-orders.ts'
import { takesOf } from '../rules/allocate.ts'
import { givePlaces, keysOf, mealOf } from '../waiting-list.ts'

const taken = z.object({ number: z.string(), when: z.string(), lines: z.string() })

/**
 * Takes an order back and gives portions, place, courier slot and subsidy back in the same commit; whoever waits for the
 * meal gets what came free.
 */
export const undoOperation = (ports: TradePorts) =>
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
        if (!order || !concernsOrder(order, call))
          throw new Error('an order was to be undone by somebody it does not concern')
        const gone = ['cancelled', 'declined'].includes(order.status)
        const done = gone || canUndo(order, call)
        if (done && !gone) back.add(order)
        return { name: done ? 'undone' : 'too_late', output: orderWords(book, order, call) }
      })
      await giveBack(ports, tx, book, [...back], instant(Math.max(...calls.map(call => call.arrivedAt))))
      return outcomes
    },
  })

/** By arrival: a message that came in time but waited may meet an order that the kitchen has accepted since. */
function canUndo(order: MealOrder, call: OperationCall): boolean {
  return ['placed', 'waitlisted', 'accepted'].includes(order.status) && call.arrivedAt < order.undoUntil.getTime()
}

function orderWords(book: MealBook, order: MealOrder, { arrivedAt, language }: OperationCall) {
  const { date } = mealOf(order)
  return {
    number: order.number,
    when: sayMeal(date, order.period, arrivedAt, language),
    lines: linesWords(book, order.lines, language),
  }
}

async function giveBack(
  ports: TradePorts,
  tx: Tx,
  book: MealBook,
  orders: readonly MealOrder[],
  now: Instant,
): Promise<void> {
  if (orders.length === 0) return
  const ids = uuidsOf(orders.map(order => order.id))
  await tx.delete(subsidyClaim).where(sql`${subsidyClaim.orderId} in ${ids}`)
  await tx
    .update(mealOrder)
    .set({ status: 'cancelled', statusAt: new Date(now) })
    .where(sql`${mealOrder.id} in ${ids}`)
  // One who waited held nothing.
  const held = orders.filter(order => order.status !== 'waitlisted')
  const moves = held.flatMap(order =>
    takesOf(order.lines, order.courierSlot).map(take => ({ ...mealOf(order), ...take, quantity: -take.quantity })),
  )
  const waiting = await lockWaiting(tx, held, now)
  const shelves = await lockShelves(tx, [...moves, ...keysOf(waiting, book.sites)], book.sites)
  for (const move of moves) {
    const counter = shelves.get(mealKey(move))?.get(move.counter)
    if (counter) counter.taken += move.quantity
  }
  await moveStock(tx, [...moves, ...(await givePlaces(ports, tx, waiting, { book, shelves }, now))])
}
