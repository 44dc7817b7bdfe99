import { expect, test } from 'vitest'
import { parseCivilDate } from '../../core/civil-time.ts'
import { fold } from '../text/fold.ts'
import { dates } from './dates.ts'

const today = parseCivilDate('2026-11-24')
const read = (text: string) => (today === null ? [] : dates(fold(text).dense, today).map(({ date }) => date))

test.each([
  ['today', '2026-11-24'],
  ['dinner tonight', '2026-11-24'],
  ['Tomorrow at noon', '2026-11-25'],
  ['the day after tomorrow', '2026-11-26'],
  ['on Wednesday', '2026-11-25'],
  ['Monday', '2026-11-30'],
  ['next Monday', '2026-11-30'],
  ['next Wed', '2026-12-02'],
  ['Nov 25', '2026-11-25'],
  ['November 25th', '2026-11-25'],
  ['25th of December', '2026-12-25'],
  ['Jan 5', '2027-01-05'],
  ['in three days', '2026-11-27'],
  ['two weeks from today', '2026-12-08'],
  ['in a week', '2026-12-01'],
  ['Christmas Eve', '2026-12-24'],
  ["New Year's Day", '2027-01-01'],
  ['Lunar New Year', '2027-02-06'],
  ["New Year's Eve dinner, the Chinese one", '2027-02-05'],
  ['the Mid-Autumn Festival', '2027-09-15'],
  ['on the 3rd', '2026-12-03'],
  ['Laba day', '2027-01-15'],
  ['on Duanwu', '2027-06-09'],
  ['Chongyang Festival', '2027-10-08'],
  ['Little New Year', '2027-01-30'],
  ['Zhongqiu', '2027-09-15'],
  ['lunar December 23', '2027-01-30'],
  ['the eighth day of the first lunar month', '2027-02-13'],
  ['this weekend', '2026-11-28'],
  ['quarter to six this evening', '2026-11-24'],
  ['the first, around noon', '2026-12-01'],
  ['on the twenty fifth', '2026-11-25'],
  ['December fifth', '2026-12-05'],
  ['the third of January', '2027-01-03'],
])('%s is %s', (text, date) => expect(read(text)).toEqual([date]))

test.each([
  ['the day before Christmas', '2026-12-24'],
  ['two days after Christmas', '2026-12-27'],
  ['three days before Christmas', '2026-12-22'],
  ['not Friday, the day after', '2026-11-28'],
  ['the day after the 3rd', '2026-12-04'],
  ['could we move the haircut from Tuesday to Thursday', '2026-11-26'],
  ['please change Monday to Saturday morning', '2026-11-28'],
])('%s comes to %s', (text, date) => expect(read(text).filter(one => one !== null)).toEqual([date]))

test.each([
  'the first one',
  'the second please',
  'first let me think',
  'we sat in the sun',
  'monkey',
  'may I order',
  'marching',
  'two days of cleaning',
  '',
])('%j names no day', text => {
  expect(read(text)).toEqual([])
})

test('a past day is used up', () => expect(read('yesterday')).toEqual([null]))
