import { expect, test } from 'vitest'
import { instant } from '../core/civil-time.ts'
import type { SlotType } from '../core/reading.ts'
import { createReader } from './create-reader.ts'

const reader = createReader({ version: 'test', lists: [], areas: [] })
/** A Tuesday. */
const now = instant(Date.parse('2026-11-24T09:00:00+08:00'))
const expects: readonly SlotType[] = ['date', 'time', 'period']
const slotsOf = (text: string) =>
  reader.read(text, { language: 'zh-CN', now, open: { expects, options: [], yesNo: false } }).slots

test.each([
  ['睡罢晌送来', 'afternoon'],
  ['孩子放了学', 'afternoon'],
  ['新闻联播完', 'evening'],
  ['鸡叫就来', 'morning'],
  ['两天后晌午', 'lunch'],
])('%s is in the %s', (text, period) => expect(slotsOf(text).period).toBe(period))

test.each([
  ['半夜三点', '03:00'],
  ['半夜十一点', '23:00'],
  ['天不亮就走，五点送', '05:00'],
])('%s is at %s', (text, time) => expect(slotsOf(text).time).toBe(time))

test('an hour of a part of the day that is given up goes with it', () => {
  const slots = slotsOf('晌午十二点，赶不上了，那晚饭')
  expect(slots).toMatchObject({ period: 'dinner' })
  expect(slots.time).toBeUndefined()
})

test('how long something went on is no part of the day', () => {
  expect(slotsOf('龙头滴答到天亮').period).toBeUndefined()
})
