import { expect, test } from 'vitest'
import years from '../../../../db/seed/data/calendar-years.json' with { type: 'json' }
import { type CivilDate, type CivilTime, instantAt, parseCivilDate } from '../../../core/civil-time.ts'
import { workCalendar } from '../../../core/work-calendar.ts'
import { bookableSlots, nearestSlots, type OfferRules } from './bookable.ts'

const calendar = workCalendar(years)
const at = (date: string) => instantAt(day(date), '09:00' as CivilTime) // a time of day
const companion: OfferRules = {
  halfDays: ['morning', 'afternoon'],
  weekdays: [1, 2, 3, 4, 5, 6],
  minWorkingDays: 1,
  maxDaysAhead: 14,
}
const nurse: OfferRules = { halfDays: ['morning'], weekdays: [1, 2, 3, 4, 5], minWorkingDays: 2, maxDaysAhead: 14 }

function day(text: string): CivilDate {
  const date = parseCivilDate(text)
  if (!date) throw new Error(`not a date: ${text}`)
  return date
}

test.each([
  ['a Tuesday', companion, '2026-11-24', '2026-11-25', '2026-12-08'],
  ['two working days ahead', nurse, '2026-11-24', '2026-11-26', '2026-12-08'],
  [
    'a Friday: nothing on the Saturday, no working day lies between',
    companion,
    '2026-11-27',
    '2026-11-30',
    '2026-12-11',
  ],
  ['before National Day', nurse, '2026-09-29', '2026-10-08', '2026-10-13'],
  ['only as far as the calendar reaches', companion, '2026-12-25', '2026-12-28', '2026-12-31'],
])('%s: the first and the last day', (_, offer, asked, first, last) => {
  const days = bookableSlots(offer, calendar, at(asked))?.map(slot => slot.date)
  expect([days?.[0], days?.at(-1)]).toEqual([first, last])
})

test('holidays and days that the kind does not know are left out; its half-days are', () => {
  const slots = bookableSlots(nurse, calendar, at('2026-09-22')) ?? []
  expect(slots.map(slot => slot.date)).toEqual(['2026-09-24', '2026-09-28', '2026-09-29', '2026-09-30'])
  expect(new Set(slots.map(slot => slot.halfDay))).toEqual(new Set(['morning']))
})

test('past the last notice no day is known', () => {
  expect(bookableSlots(companion, calendar, at('2026-12-31'))).toBeNull()
})

test('the nearest to a wish, in order of time', () => {
  const slots = bookableSlots(companion, calendar, at('2026-11-24')) ?? []
  const wish = { date: day('2026-11-27'), halfDay: 'morning' }
  const free = slots.filter(slot => slot.date !== wish.date || slot.halfDay !== wish.halfDay)
  expect(nearestSlots(free, wish, 3)).toEqual([
    { date: '2026-11-26', halfDay: 'morning' },
    { date: '2026-11-27', halfDay: 'afternoon' },
    { date: '2026-11-28', halfDay: 'morning' },
  ])
  expect(nearestSlots(slots, null, 2)).toEqual(slots.slice(0, 2))
})
