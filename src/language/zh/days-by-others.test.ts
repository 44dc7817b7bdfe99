import { expect, test } from 'vitest'
import { day, daysRead as read } from '../test/days-read.ts'

test.each([
  ['一月八号，不对，九号', ['2027-01-08', '2027-01-09']],
  ['下个月二十八号，不对，二十九号', ['2026-12-28', '2026-12-29']],
  ['下周三，不对，周四', ['2026-12-02', '2026-12-03']],
  ['还是周一，下周一', ['2026-11-30', '2026-11-30']],
  ['下周三，不对，这周四', ['2026-12-02', '2026-11-26']],
  ['下礼拜三，明天，礼拜四', ['2026-12-02', '2026-11-25', '2026-11-26']],
  ['把腊月二十的改到二十二', ['2027-01-27', '2027-01-29']],
  ['初八，不对，十八', ['2026-12-16', '2026-11-26']],
  ['初八送二十个馒头', ['2026-12-16']],
])('the week or the month that was said goes on: %s', (text, days) => expect(read(text)).toEqual(days))

test('without 号 a day of the tens is of the solar month where that one comes within days', () => {
  expect(read('五月十六', day('2027-05-04'))).toEqual(['2027-05-16'])
  expect(read('五月十六', day('2027-05-20'))).toEqual(['2027-06-20'])
  expect(read('七月十五', day('2027-07-10'))).toEqual(['2027-08-16'])
})

test('minutes behind a day are none of its month', () => {
  expect(read('正月初五 三点二十')).toEqual(['2027-02-10'])
  expect(read('二十八号 九点二十')).toEqual(['2026-11-28'])
})

test('a day without its month is of the month that was said, in the same calendar', () => {
  expect(read('正月初二，改初八')).toEqual(['2027-02-07', '2027-02-13'])
  expect(read('腊月二十三祭灶，二十四扫房')).toEqual(['2027-01-30', '2027-01-30', '2027-01-31'])
  expect(read('二十号体检，二十一')).toEqual(['2026-12-20', '2026-12-21'])
})

test.each([
  ['端午前一日', '2027-06-08'],
  ['清明上坟，头天晚上送', '2027-04-04'],
  ['元旦，不是正日子，头一天', '2026-12-31'],
  ['二十八号的理发提前三天', '2026-11-25'],
  ['周五那顿往后推一天', '2026-11-28'],
  ['后天那份推迟两天', '2026-11-28'],
  ['周三的改到转天', '2026-11-26'],
])('the day that %s comes to is %s', (text, date) => {
  expect(read(text).filter(one => one !== null)).toEqual([date])
})

test.each([
  ['月初三号', '2026-12-03'],
  ['周五提前一天打电话说', '2026-11-27'],
])('%s is still %s', (text, date) => expect(read(text)).toEqual([date]))

test.each(['太平里16号', '八排五号', '供销社旁边二十六号', '初一十五吃斋'])('%s names no day', text => {
  expect(read(text).filter(one => one !== null)).toEqual([])
})
