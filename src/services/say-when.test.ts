import { expect, test } from 'vitest'
import { type CivilDate, type CivilTime, instantAt } from '../core/civil-time.ts'
import { sayFullDay, sayMeal, sayMoment, sayTime } from './say-when.ts'

const date = (text: string) => text as CivilDate // literals of this file
const time = (text: string) => text as CivilTime // literals of this file
const NOW = instantAt(date('2026-11-24'), time('09:00'))

test('days are near ones by name, others with their weekday', () => {
  expect(sayMeal(date('2026-11-25'), 'lunch', NOW, 'zh-CN')).toBe('明天中午饭')
  expect(sayMeal(date('2026-11-28'), 'dinner', NOW, 'zh-TW')).toBe('11月28日（週六）晚餐')
  expect(sayMeal(date('2026-11-24'), 'dinner', NOW, 'en')).toBe('dinner today')
  expect(sayFullDay(date('2026-11-25'), NOW, 'zh-CN')).toBe('明天（11月25日，周三）')
})

test.each([
  ['09:30', '上午9点半', '9:30 am'],
  ['12:00', '中午12点', '12 pm'],
  ['15:30', '下午3点半', '3:30 pm'],
  ['19:05', '晚上7点05', '7:05 pm'],
])('%s is said %s', (clock, chinese, english) => {
  expect(sayTime(time(clock), 'zh-CN')).toBe(chinese)
  expect(sayTime(time(clock), 'en')).toBe(english)
})

test('a moment today needs no day', () => {
  expect(sayMoment(instantAt(date('2026-11-24'), time('15:30')), NOW, 'zh-CN')).toBe('下午3点半')
  expect(sayMoment(instantAt(date('2026-11-25'), time('09:30')), NOW, 'zh-CN')).toBe('明天上午9点半')
})
