import { describe, expect, test } from 'vitest'
import { type CivilDate, parseCivilDate } from '../../../core/civil-time.ts'
import { ageOn, awaitsVerification, bestSubsidy, type SubsidyRule } from './subsidy.ts'

const day = (text: string): CivilDate => {
  const date = parseCivilDate(text)
  if (!date) throw new Error(text)
  return date
}

const ALL = ['breakfast', 'lunch', 'dinner']
const MAIN = ['lunch', 'dinner']
const rule = (
  code: string,
  place: number,
  who: SubsidyRule['who'],
  periods: string[],
  amount: { percent?: number; fixed?: number; max?: number },
): SubsidyRule => ({
  code,
  who,
  kind: amount.percent === undefined ? 'fixed' : 'percent',
  percent: amount.percent ?? null,
  amountFen: amount.fixed ?? null,
  maxFen: amount.max ?? null,
  periods,
  validFrom: '2026-01-01',
  validTo: null,
  place,
})

const RULES = [
  rule('SUB1', 1, { categories: ['tekun'], minAge: 60 }, ALL, { percent: 100, max: 1500 }),
  rule('SUB2', 2, { categories: ['dibao', 'marginal'], minAge: 60 }, MAIN, { fixed: 500 }),
  rule('SUB3', 3, { categories: ['severe_disabled', 'bereaved'], minAge: 60 }, MAIN, { fixed: 400 }),
  rule('SUB4', 4, { categories: 'any', minAge: 80 }, MAIN, { fixed: 300 }),
  rule('SUB5', 5, { categories: 'any', minAge: 60, maxAge: 79 }, ALL, { percent: 10, max: 150 }),
]
const DATE = day('2026-11-25')

describe('the best single subsidy', () => {
  test.each([
    [84, 'normal', 'lunch', 1800, 'SUB4', 300],
    [71, 'normal', 'lunch', 1400, 'SUB5', 140],
    [71, 'normal', 'dinner', 2350, 'SUB5', 150],
    [82, 'dibao', 'dinner', 400, 'SUB2', 400],
    [68, 'tekun', 'lunch', 1800, 'SUB1', 1500],
    [85, 'severe_disabled', 'breakfast', 600, null, 0],
    [71, 'normal', 'lunch', 1290, 'SUB5', 120],
    [59, 'tekun', 'lunch', 1800, null, 0],
  ])('a diner of %i (%s) at %s for %i fen: %s gives %i', (age, category, period, price, code, fen) => {
    const birthDate = day(`${2026 - age}-03-08`)
    expect(bestSubsidy(RULES, { birthDate, category, verified: true }, { date: DATE, period }, price)).toEqual({
      rule: code,
      fen,
    })
  })

  test('nothing for whoever is not verified, and that is worth a sentence only if it would help', () => {
    const lunch = { date: DATE, period: 'lunch' }
    const claimed = { birthDate: day('1963-03-08'), category: 'normal', verified: false }
    expect(bestSubsidy(RULES, claimed, lunch, 1500)).toEqual({ rule: null, fen: 0 })
    expect(awaitsVerification(RULES, claimed, lunch, 1500)).toBe(true)
    expect(awaitsVerification(RULES, { ...claimed, birthDate: day('1990-01-01') }, lunch, 1500)).toBe(false)
    expect(awaitsVerification(RULES, { ...claimed, verified: true }, lunch, 1500)).toBe(false)
  })

  test('a rule counts from its first day to its last, by the day of the meal', () => {
    const dated = [{ ...rule('X', 1, { categories: 'any', minAge: 60 }, ALL, { fixed: 100 }), validTo: '2026-11-25' }]
    const eater = { birthDate: day('1950-01-01'), category: 'normal', verified: true }
    expect(bestSubsidy(dated, eater, { date: day('2026-11-25'), period: 'lunch' }, 900).fen).toBe(100)
    expect(bestSubsidy(dated, eater, { date: day('2026-11-26'), period: 'lunch' }, 900).fen).toBe(0)
    expect(bestSubsidy(dated, eater, { date: day('2025-12-31'), period: 'lunch' }, 900).fen).toBe(0)
  })

  test('of two that give the same the lower place wins', () => {
    const twins = [
      rule('LATER', 2, { categories: 'any', minAge: 60 }, ALL, { fixed: 100 }),
      rule('FIRST', 1, { categories: 'any', minAge: 60 }, ALL, { fixed: 100 }),
    ]
    const eater = { birthDate: day('1950-01-01'), category: 'normal', verified: true }
    expect(bestSubsidy(twins, eater, { date: DATE, period: 'lunch' }, 900).rule).toBe('FIRST')
  })
})

test('age is that of the day of the meal', () => {
  expect(ageOn(day('1946-11-25'), day('2026-11-24'))).toBe(79)
  expect(ageOn(day('1946-11-25'), day('2026-11-25'))).toBe(80)
})
