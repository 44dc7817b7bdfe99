import * as z from 'zod'
import { uuidsOf } from '../../../../db/id-list.ts'
import { mealOrder } from '../../../../db/schema/index.ts'
import { and, desc, gte, inArray, or, sql } from '../../../../db/sql.ts'
import { addDays, civilDate, instant, instantOfDate, parseCivilDate } from '../../../core/civil-time.ts'
import { inLanguage } from '../../../core/language.ts'
import { yuan } from '../../../core/money.ts'
import type { OperationCall, Outcome } from '../../../core/operation.ts'
import { defineOperation } from '../../define-operation.ts'
import { type PhraseKey, phrase } from '../../phrase.ts'
import { sayMeal, sayMoment } from '../../say-when.ts'
import { linesWords } from '../bill.ts'
import { concernsOrder } from '../concerns-order.ts'
import { loadMealBook, type MealBook } from '../data/meal-book.ts'
import type { MealOrder } from '../data/orders.ts'
import type { Site } from '../data/sites.ts'
import { OPEN_STATUSES, ORDER_STATUSES } from '../rules/order-states.ts'

const SHOWN = 4
const words = z.string()
const order = z.object({
  id: words,
  number: words,
  label: words,
  when: words,
  lines: words,
  due: words,
  status: words,
  status_words: words,
  site_name: words,
  site_phone: words,
  can_undo: z.boolean(),
  until: words,
})

/** Orders that concern the one who asks: open ones and those brought yesterday or today, soonest meal first, at most four. */
export const ordersOperation = () =>
  defineOperation({
    name: 'meals.orders',
    rank: 10,
    readsOnly: true,
    /** `only: undoable`: those that can still be taken back. */
    input: z.object({ only: z.enum(['open', 'undoable']).nullish() }),
    outcomes: { none: z.object({}), one: z.object({ order }), several: z.object({ orders: z.array(order) }) },
    async run(tx, calls) {
      const people = uuidsOf(calls.map(call => call.contact))
      const ordering = uuidsOf(calls.flatMap(call => [call.contact, call.own]))
      const from = addDays(civilDate(instant(Math.min(...calls.map(call => call.arrivedAt)))), -1)
      const found = await tx
        .select()
        .from(mealOrder)
        .where(
          and(
            or(sql`${mealOrder.contactId} in ${ordering}`, sql`${mealOrder.dinerId} in ${people}`),
            gte(mealOrder.date, from),
            inArray(mealOrder.status, [...OPEN_STATUSES, 'delivered']),
          ),
        )
        .orderBy(desc(mealOrder.placedAt))
      const book = await loadMealBook(tx)
      return calls.map((call): Outcome => {
        const theirs = found
          .filter(one => concernsOrder(one, call))
          .filter(one => call.input.only !== 'undoable' || canUndo(one, call))
          .slice(0, SHOWN)
          .map(one => describe(book, book.sites.get(one.site), one, call))
        const [first, ...others] = theirs
        if (!first) return { name: 'none', output: {} }
        return others.length === 0
          ? { name: 'one', output: { order: first } }
          : { name: 'several', output: { orders: theirs } }
      })
    },
  })

function canUndo(one: MealOrder, call: OperationCall): boolean {
  return ['placed', 'waitlisted'].includes(one.status) && call.arrivedAt < one.undoUntil.getTime()
}

function describe(book: MealBook, site: Site | undefined, one: MealOrder, call: OperationCall) {
  const { language, arrivedAt } = call
  const date = parseCivilDate(one.date) ?? civilDate(arrivedAt)
  const when = sayMeal(date, one.period, arrivedAt, language)
  const lines = linesWords(book, one.lines, language)
  return {
    id: one.id,
    number: one.number,
    label: `${when} ${lines}`,
    when,
    lines,
    due: yuan(one.dueFen),
    status: one.status,
    status_words: statusWords(one.status, call),
    site_name: site ? inLanguage(site.name, language) : one.site,
    site_phone: site?.phone ?? '',
    can_undo: canUndo(one, call),
    until: sayMoment(instantOfDate(one.undoUntil), arrivedAt, language),
  }
}

function statusWords(status: string, { language }: OperationCall): string {
  const known = ORDER_STATUSES.find(one => one === status)
  const key: PhraseKey = `status_${known ?? 'accepted'}`
  return phrase(language, key)
}
