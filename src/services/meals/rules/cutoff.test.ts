import { describe, expect, test } from 'vitest'
import { type CivilDate, type CivilTime, instantAt, later } from '../../../core/civil-time.ts'
import { inTime, openMeals, type PeriodHours, undoUntil } from './cutoff.ts'

const date = (text: string) => text as CivilDate // literals of this file
const time = (text: string) => text as CivilTime // literals of this file
const at = (day: string, clock: string) => instantAt(date(day), time(clock))

const BREAKFAST: PeriodHours = { period: 'breakfast', cutoff: time('19:00'), cutoffDayOffset: -1 }
const LUNCH: PeriodHours = { period: 'lunch', cutoff: time('09:30'), cutoffDayOffset: 0 }
const DINNER: PeriodHours = { period: 'dinner', cutoff: time('15:30'), cutoffDayOffset: 0 }

describe('the cut-off is judged by arrival', () => {
  test.each([
    ['a second before', LUNCH, later(at('2026-11-25', '09:30'), -1000), true],
    ['on the dot', LUNCH, at('2026-11-25', '09:30'), false],
    ['breakfast, the evening before', BREAKFAST, later(at('2026-11-24', '19:00'), -1), true],
    ['breakfast, too late in the evening', BREAKFAST, at('2026-11-24', '19:00'), false],
  ])('%s', (_, hours, arrived, open) => {
    expect(inTime(date('2026-11-25'), hours, arrived)).toBe(open)
  })
})

test('an order can be undone until the later of the cut-off and five minutes', () => {
  const cutoff = at('2026-11-25', '09:30')
  expect(undoUntil(cutoff, at('2026-11-25', '08:00'))).toBe(cutoff)
  expect(undoUntil(cutoff, at('2026-11-25', '09:29'))).toBe(at('2026-11-25', '09:34'))
})

test('open meals: soonest first, seven days ahead, closed days and past cut-offs left out', () => {
  // Tuesday 10:00: lunch is past; Sundays closed.
  const meals = openMeals([BREAKFAST, LUNCH, DINNER], [7], at('2026-11-24', '10:00'))
  expect(meals.slice(0, 3)).toEqual([
    { date: '2026-11-24', period: 'dinner' },
    { date: '2026-11-25', period: 'breakfast' },
    { date: '2026-11-25', period: 'lunch' },
  ])
  expect(meals.some(meal => meal.date === '2026-11-29')).toBe(false)
  expect(meals.at(-1)).toEqual({ date: '2026-12-01', period: 'dinner' })
})
