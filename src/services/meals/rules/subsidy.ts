import type { CivilDate } from '../../../core/civil-time.ts'

/** A row of the rule table; money in fen. */
export interface SubsidyRule {
  readonly code: string
  readonly who: {
    readonly categories: 'any' | readonly string[]
    readonly minAge: number
    readonly maxAge?: number | undefined
  }
  readonly kind: string
  readonly percent: number | null
  readonly amountFen: number | null
  readonly maxFen: number | null
  readonly periods: readonly string[]
  readonly validFrom: string
  readonly validTo: string | null
  /** Of two rules that give the same, the lower place wins. */
  readonly place: number
}

export interface Eater {
  /** null: not known, so no rule of age can hold. */
  readonly birthDate: CivilDate | null
  readonly category: string
  /** Age and category count only once staff or a code confirmed them. */
  readonly verified: boolean
}

export interface Meal {
  readonly date: CivilDate
  readonly period: string
}

export interface Subsidy {
  readonly rule: string | null
  readonly fen: number
}

export const NO_SUBSIDY: Subsidy = { rule: null, fen: 0 }

/** Whole years on the day of the meal. */
export function ageOn(birthDate: CivilDate, date: CivilDate): number {
  const years = Number(date.slice(0, 4)) - Number(birthDate.slice(0, 4))
  return date.slice(5) < birthDate.slice(5) ? years - 1 : years
}

/** The single best rule; nothing is added together. `priceFen`: dishes only, the delivery fee is never subsidised. */
export function bestSubsidy(rules: readonly SubsidyRule[], eater: Eater, meal: Meal, priceFen: number): Subsidy {
  if (!eater.verified || !eater.birthDate) return NO_SUBSIDY
  const age = ageOn(eater.birthDate, meal.date)
  let best = NO_SUBSIDY
  for (const rule of [...rules].sort((a, b) => a.place - b.place)) {
    if (!holds(rule, age, eater.category, meal)) continue
    const fen = amountOf(rule, priceFen)
    if (fen > best.fen) best = { rule: rule.code, fen }
  }
  return best
}

/** They would get one, were their age and category confirmed: worth a sentence, not a reduction. */
export function awaitsVerification(rules: readonly SubsidyRule[], eater: Eater, meal: Meal, priceFen: number): boolean {
  return !eater.verified && bestSubsidy(rules, { ...eater, verified: true }, meal, priceFen).fen > 0
}

function holds(rule: SubsidyRule, age: number, category: string, meal: Meal): boolean {
  const { categories, minAge, maxAge } = rule.who
  return (
    meal.date >= rule.validFrom &&
    (rule.validTo === null || meal.date <= rule.validTo) &&
    rule.periods.includes(meal.period) &&
    age >= minAge &&
    age <= (maxAge ?? Number.POSITIVE_INFINITY) &&
    (categories === 'any' || categories.includes(category))
  )
}

function amountOf(rule: SubsidyRule, priceFen: number): number {
  const whole =
    rule.kind === 'percent' ? Math.floor((priceFen * (rule.percent ?? 0)) / 1000) * 10 : (rule.amountFen ?? 0)
  return Math.min(whole, rule.maxFen ?? whole, priceFen)
}
