import { expect, test } from 'vitest'
import years from '../../db/seed/data/calendar-years.json' with { type: 'json' }
import { type CivilDate, parseCivilDate } from './civil-time.ts'
import { workCalendar } from './work-calendar.ts'

const calendar = workCalendar(years)

function day(text: string): CivilDate {
  const date = parseCivilDate(text)
  if (!date) throw new Error(`not a date: ${text}`)
  return date
}

test.each([
  ['a weekend', '2026-09-18', 3, '2026-09-22'],
  ['National Day with its worked Saturday', '2026-09-24', 10, '2026-10-15'],
  ['a worked Saturday', '2026-02-13', 1, '2026-02-14'],
  ['Spring Festival', '2026-02-13', 5, '2026-02-27'],
  ['Labour Day', '2026-04-30', 10, '2026-05-18'],
  ['25 days over National Day', '2026-09-21', 25, '2026-11-02'],
  ['National Day of 2025', '2025-09-26', 10, '2025-10-16'],
  ['a worked Sunday', '2026-01-02', 1, '2026-01-04'],
  ['25 days past the last notice', '2026-11-27', 25, null],
  ['40 days past the last notice', '2026-11-23', 40, null],
  ['the first day past the last notice', '2026-12-31', 1, null],
])('working days over %s: %s + %i → %s', (_, start, count, end) => {
  expect(calendar.afterWorkdays(day(start), count)).toBe(end)
})

test.each([
  ['that ends in a holiday is moved behind it', '2026-09-28', 7, '2026-10-08'],
  ['that ends in Spring Festival is moved behind it', '2026-02-10', 7, '2026-02-24'],
  ['that ends on a working day stays', '2026-03-02', 7, '2026-03-09'],
  ['that ends past the last notice has no end', '2026-12-28', 7, null],
])('a limit in calendar days %s: %s + %i → %s', (_, start, count, end) => {
  expect(calendar.afterDays(day(start), count)).toBe(end)
})

test('days on which the clock stood still do not count', () => {
  const stops = [{ from: day('2026-09-21'), until: day('2026-09-24') }]
  expect(calendar.afterWorkdays(day('2026-09-18'), 3)).toBe('2026-09-22')
  expect(calendar.afterWorkdays(day('2026-09-18'), 3, stops)).toBe('2026-09-28')
})

test('while the clock stands still there is no end', () => {
  expect(calendar.afterWorkdays(day('2026-09-18'), 3, [{ from: day('2026-09-21') }])).toBeNull()
})

test('what is left is counted in working days, below zero once it is over', () => {
  expect(calendar.workdaysBetween(day('2026-09-18'), day('2026-09-22'))).toBe(3)
  expect(calendar.workdaysBetween(day('2026-09-22'), day('2026-09-18'))).toBe(-3)
  expect(calendar.workdaysBetween(day('2026-12-31'), day('2027-01-04'))).toBeNull()
})

test.each([
  ['2026-10-03', true],
  ['2026-10-10', false],
  ['2026-11-28', false],
  ['2027-01-01', null],
])('%s is a public holiday: %s', (date, holiday) => {
  expect(calendar.isHoliday(day(date))).toBe(holiday)
})
