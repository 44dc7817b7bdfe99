import { describe, expect, test } from 'vitest'
import years from '../../../../db/seed/data/calendar-years.json' with { type: 'json' }
import { type CivilDate, HOUR, type Instant, later, midnight, parseCivilDate } from '../../../core/civil-time.ts'
import { workCalendar } from '../../../core/work-calendar.ts'
import { daysLeft, deadlineOf, isLate } from './deadline.ts'
import type { Limit } from './process.ts'

const calendar = workCalendar(years)
const day = (text: string): CivilDate => {
  const date = parseCivilDate(text)
  if (!date) throw new Error(`not a day: ${text}`)
  return date
}
const at = (text: string): Instant => midnight(day(text))
const limit = (n: number, unit: Limit['unit']): Limit => ({ id: 'x', n, unit, counts_from: 'accepted', ends_at: 'y' })

describe('a limit counts from the day after', () => {
  test.each([
    ['over a weekend', 3, 'working_days', '2026-11-19', '2026-11-24'],
    ['over a holiday and the Saturday worked for it', 5, 'working_days', '2026-09-30', '2026-10-13'],
    ['in days of the calendar', 7, 'calendar_days', '2026-11-17', '2026-11-24'],
    ['a last day off is moved to the next working day', 7, 'calendar_days', '2026-11-21', '2026-11-30'],
    ['in months', 1, 'months', '2026-10-30', '2026-11-30'],
    ['a month without that day ends with its last one', 1, 'months', '2026-03-31', '2026-04-30'],
  ] as const)('%s', (_, n, unit, from, ends) => {
    expect(deadlineOf(limit(n, unit), at(from), calendar)).toEqual({ kind: 'day', date: ends })
  })

  test('in hours, to the moment', () => {
    const start = later(at('2026-11-21'), 15 * HOUR)
    const deadline = deadlineOf(limit(24, 'hours'), start, calendar)
    expect(deadline).toEqual({ kind: 'moment', at: later(start, 24 * HOUR) })
    expect([isLate(deadline, later(start, 24 * HOUR)), isLate(deadline, later(start, 24 * HOUR + 1))]).toEqual([
      false,
      true,
    ])
  })
})

describe('clock stops', () => {
  const review = limit(10, 'working_days')
  test('days inside one do not count', () => {
    const stops = [{ from: day('2026-11-10'), until: day('2026-11-17') }]
    expect(deadlineOf(review, at('2026-11-02'), calendar, stops)).toEqual({ kind: 'day', date: '2026-11-23' })
  })
  test('while one lasts there is no day', () => {
    const stops = [{ from: day('2026-11-10') }]
    expect(deadlineOf(review, at('2026-11-02'), calendar, stops)).toEqual({ kind: 'stopped', limit: review })
  })
  test('one that began before this clock does not stop it, nor days of the calendar', () => {
    const stops = [{ from: day('2026-11-10') }]
    expect(deadlineOf(review, at('2026-11-17'), calendar, stops).kind).toBe('day')
    expect(deadlineOf(limit(7, 'calendar_days'), at('2026-11-02'), calendar, stops).kind).toBe('day')
  })
})

test('past the last loaded year only the limit is known', () => {
  const total = limit(25, 'working_days')
  expect(deadlineOf(total, at('2026-12-01'), calendar)).toEqual({ kind: 'beyond', limit: total })
  expect(deadlineOf(limit(12, 'months'), at('2026-02-01'), calendar).kind).toBe('beyond')
})

test.each([
  ['whose beginning nobody wrote down', limit(10, 'working_days'), null],
  ['of nought months', limit(0, 'months'), at('2026-11-02')],
])('a limit %s names no day', (_, one, start) => {
  const deadline = deadlineOf(one, start, calendar)
  expect(deadline).toEqual({ kind: 'open' })
  expect(isLate(deadline, at('2026-12-01'))).toBe(false)
  expect(daysLeft(deadline, at('2026-11-24'), calendar)).toBeNull()
})

test.each([
  ['2026-11-20', 2, false],
  ['2026-11-24', 0, false],
  ['2026-11-25', -1, true],
  ['2026-11-28', -3, true],
])('on %s a limit that ends on Tuesday 24 November has %i working days left', (today, left, late) => {
  const deadline = { kind: 'day', date: day('2026-11-24') } as const
  expect(daysLeft(deadline, at(today), calendar)).toBe(left)
  expect(isLate(deadline, at(today))).toBe(late)
})
