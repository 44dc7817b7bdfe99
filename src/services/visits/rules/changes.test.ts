import { expect, test } from 'vitest'
import years from '../../../../db/seed/data/calendar-years.json' with { type: 'json' }
import { type CivilDate, type CivilTime, instantAt, later } from '../../../core/civil-time.ts'
import { workCalendar } from '../../../core/work-calendar.ts'
import { answerBy, isTooLate, isTooOften, reminderAt } from './changes.ts'

const at = (date: string, time: string) => instantAt(date as CivilDate, time as CivilTime) // written out below
const start = at('2026-11-26', '09:30')

test.each([
  ['booked', '07:30', 0, false],
  ['booked', '07:30', 1, true],
  ['moved', '07:30', 1, true],
  ['requested', '09:30', 0, false],
  ['requested', '09:30', 1, true],
  ['offered', '08:00', 0, false],
])('a change of what is %s at %s and %i ms, too late: %s', (status, time, ms, late) => {
  expect(isTooLate({ status, moves: 0, start }, later(at('2026-11-26', time), ms))).toBe(late)
})

test('twice it may be moved', () => {
  expect([0, 1, 2, 3].map(moves => isTooOften({ status: 'booked', moves, start }))).toEqual([false, false, true, true])
})

test.each([
  ['2026-11-24', '09:00', at('2026-11-25', '17:00')],
  ['2026-11-25', '17:00', null],
])('the reminder, seen from %s %s', (date, time, expected) => {
  expect(reminderAt({ date: '2026-11-26' as CivilDate }, at(date, time))).toBe(expected)
})

test.each([
  ['the next working day', '2026-12-03', '2026-11-24', '09:00', at('2026-11-25', '17:00')],
  ['before the visit of the next day', '2026-11-25', '2026-11-24', '09:00', at('2026-11-24', '17:00')],
  ['the morning itself, asked in the evening before', '2026-11-25', '2026-11-24', '18:00', at('2026-11-25', '08:00')],
  ['after the weekend', '2026-12-02', '2026-11-27', '09:00', at('2026-11-30', '17:00')],
])('an answer is promised by %s', (_, visit, asked, time, expected) => {
  expect(answerBy({ date: visit as CivilDate }, workCalendar(years), at(asked, time))).toBe(expected)
})
