import * as z from 'zod'
import { inLanguage, type Language } from '../../../core/language.ts'
import { yuan } from '../../../core/money.ts'
import type { Outcome } from '../../../core/operation.ts'
import { defineOperation } from '../../define-operation.ts'
import { listed, phrase } from '../../phrase.ts'
import type { TradePorts } from '../../ports.ts'
import { sayMealInFull } from '../../say-when.ts'
import { billOf, billWords, linesWords } from '../bill.ts'
import { claimedMeals, dinerMealKey } from '../data/claims.ts'
import { shelfOf, takenOf } from '../data/stock.ts'
import { dinerMealOf, dinerMealsOf, mealsOf, type OrderCase, type OrderContext, openCases } from '../order-context.ts'
import { orderWish } from '../order-wish.ts'
import { placeWords } from '../order-words.ts'
import { orderProblems } from '../outcomes.ts'
import { problemOutcome } from '../problem-outcome.ts'
import { allocate } from '../rules/allocate.ts'

const words = z.string()

/** Prices an order and says what is wrong with it; takes nothing. Amounts are words in yuan, `due_fen` is exact. */
export const quoteOperation = (ports: TradePorts) =>
  defineOperation({
    name: 'meals.quote',
    rank: 20,
    readsOnly: true,
    input: orderWish,
    outcomes: {
      ready: z.object({
        when: words,
        lines: words,
        place: words,
        site_name: words,
        bill: words,
        due: words,
        due_fen: z.number(),
        twice: z.boolean(),
        mode: words,
        /** The kitchen is full: it would be a place in the line. */
        waits: z.literal(true).optional(),
      }),
      ...orderProblems,
    },
    async run(tx, calls) {
      const [{ context, cases }, claimed, taken] = await Promise.all([
        openCases(ports, tx, calls),
        claimedMeals(tx, dinerMealsOf(calls)),
        takenOf(tx, mealsOf(calls)),
      ])
      const outcomes: Outcome[] = []
      for (const one of cases) {
        if (!one) outcomes.push({ name: 'not_allowed', output: {} })
        else if (one.judged.kind !== 'sound') outcomes.push(await problemOutcome(tx, context, one, one.judged))
        else {
          const { date, period } = one.call.input
          const meal = { site: one.site.code, date, period }
          const dishes = one.judged.lines.map(line => line.dish)
          const shelf = shelfOf(one.site, meal, dishes, taken)
          const tried = allocate(shelf, one.judged)
          const waits = tried.kind === 'kitchen_full' && one.call.input.wait === true
          outcomes.push(
            tried.kind === 'taken' || waits
              ? ready(context, one, claimed, waits)
              : await problemOutcome(tx, context, one, tried),
          )
        }
      }
      return outcomes
    },
  })

function ready({ book }: OrderContext, one: OrderCase, claimed: ReadonlySet<string>, waits: boolean): Outcome {
  const { call, diner, site, judged } = one
  if (judged.kind !== 'sound') throw new Error('only a sound order has a price')
  const { date, period } = call.input
  const { language } = call
  const has = dinerMealOf(one).some(meal => claimed.has(dinerMealKey(meal)))
  const bill = billOf(book, { ...judged, diner, date, period, claimed: has })
  const diet = [...new Set(call.input.dietary ?? [])].map(code => inLanguage(book.nameOf('dietary', code), language))
  return {
    name: 'ready',
    output: {
      when: sayMealInFull(date, period, call.arrivedAt, language),
      lines: withDiet(linesWords(book, judged.lines, language), diet, language),
      place: placeWords(judged.mode, diner, site, language),
      site_name: inLanguage(site.name, language),
      bill: billWords(book, bill, diner.payBy, language),
      due: yuan(bill.dueFen),
      due_fen: bill.dueFen,
      twice: bill.twice,
      ...(waits && { waits }),
      mode: judged.mode,
    },
  }
}

/** What was asked of the cook for this order stands behind the dishes. */
function withDiet(lines: string, diet: readonly string[], language: Language): string {
  return diet.length === 0 ? lines : phrase(language, 'with_diet', { lines, diet: listed(language, diet) })
}
