import type { CivilDate } from '../../core/civil-time.ts'
import { inLanguage, type Language } from '../../core/language.ts'
import { yuan } from '../../core/money.ts'
import { listed, type PhraseKey, phrase } from '../phrase.ts'
import type { MealBook } from './data/meal-book.ts'
import type { Diner } from './diner.ts'
import { type Price, type PricedLine, priceOf, priceOfDishes } from './rules/price.ts'
import { awaitsVerification, bestSubsidy, NO_SUBSIDY, type Subsidy } from './rules/subsidy.ts'

export interface Bill extends Price {
  readonly subsidy: Subsidy
  /** Worth a sentence: why there is no subsidy this time. */
  readonly note: 'already_used' | 'not_verified' | null
}

export interface Billed {
  readonly lines: readonly PricedLine[]
  readonly deliveryFen: number
  readonly diner: Diner
  readonly date: CivilDate
  readonly period: string
  /** Another order of this diner has the meal's one subsidy. */
  readonly claimed: boolean
}

export function billOf(book: MealBook, order: Billed): Bill {
  const priceFen = priceOfDishes(order.lines)
  const best = bestSubsidy(book.subsidies, order.diner, order, priceFen)
  const subsidy = order.claimed ? NO_SUBSIDY : best
  const waits = order.diner.id !== null && awaitsVerification(book.subsidies, order.diner, order, priceFen)
  const note = order.claimed && best.fen > 0 ? 'already_used' : waits ? 'not_verified' : null
  return { ...priceOf(priceFen, order.deliveryFen, subsidy.fen), subsidy, note }
}

/** One amount a line, no line for 0 yuan. */
export function billWords(book: MealBook, bill: Bill, payBy: string, language: Language): string {
  const rule = book.subsidies.find(one => one.code === bill.subsidy.rule)
  const due: PhraseKey = payBy === 'monthly_bill' ? 'due_monthly' : 'due'
  return [
    phrase(language, 'price', { amount: yuan(bill.priceFen) }),
    ...(bill.deliveryFen > 0 ? [phrase(language, 'delivery', { amount: yuan(bill.deliveryFen) })] : []),
    ...(rule
      ? [phrase(language, 'subsidy', { amount: yuan(bill.subsidyFen), rule: inLanguage(rule.name, language) })]
      : []),
    phrase(language, due, { amount: yuan(bill.dueFen) }),
    ...(bill.note ? [phrase(language, bill.note)] : []),
  ].join('\n')
}

/** 软米饭1碗、香菇鸡1份. */
export function linesWords(
  book: MealBook,
  lines: readonly { readonly dish: string; readonly quantity: number }[],
  language: Language,
): string {
  return listed(
    language,
    lines.map(({ dish, quantity }) => {
      const found = book.dishes.get(dish)
      const unit = found ? inLanguage(book.nameOf('unit', found.unit), language) : ''
      return phrase(language, 'line', { dish: found ? inLanguage(found.name, language) : dish, quantity, unit })
    }),
  )
}
