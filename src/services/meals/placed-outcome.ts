import { civilDate, instantOfDate, parseCivilDate } from '../../core/civil-time.ts'
import { yuan } from '../../core/money.ts'
import type { OperationCall, Outcome } from '../../core/operation.ts'
import { sayMealInFull, sayMoment } from '../say-when.ts'
import { linesWords } from './bill.ts'
import type { MealOrder } from './data/orders.ts'
import type { Diner } from './diner.ts'
import type { OrderContext } from './order-context.ts'
import { placeWords } from './order-words.ts'

/** The receipt, of a place or of a place in the line, and the act that can be taken back. `diner` null: no longer one they may order for. */
export function placed(
  { book }: OrderContext,
  { arrivedAt, language }: OperationCall,
  order: MealOrder,
  diner: Diner | null,
): Outcome {
  const until = instantOfDate(order.undoUntil)
  const site = book.sites.get(order.site)
  const date = parseCivilDate(order.date) ?? civilDate(arrivedAt)
  return {
    name: order.status === 'waitlisted' ? 'waiting' : 'placed',
    output: {
      order: order.id,
      number: order.number,
      when: sayMealInFull(date, order.period, arrivedAt, language),
      lines: linesWords(book, order.lines, language),
      place: site ? placeWords(order.mode, diner, site, language) : '',
      due: yuan(order.dueFen),
      until: sayMoment(until, arrivedAt, language),
    },
    act: { number: order.number, undo: 'meals.undo', input: { order: order.id }, until },
  }
}

export function doubled(number: string): Outcome {
  return { name: 'doubled', output: { number } }
}
