import { expect, test } from 'vitest'
import { instant } from '../../core/civil-time.ts'
import type { SlotType } from '../../core/reading.ts'
import { createReader } from '../create-reader.ts'

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
  ['五更天', 'morning'],
  ['明起早', 'morning'],
  ['吃了早饭', 'morning'],
  ['午休后', 'afternoon'],
  ['吃过中饭', 'afternoon'],
  ['日头偏西', 'afternoon'],
  ['吃了晚饭', 'evening'],
  ['宵夜那会儿', 'dinner'],
  ['除夕夜', 'evening'],
  ['两天后晌午', 'lunch'],
])('%s is in the %s', (text, period) => expect(slotsOf(text).period).toBe(period))

test.each([
  ['半夜三点', '03:00'],
  ['半夜十一点', '23:00'],
  ['天不亮就走，五点送', '05:00'],
  ['上午9:00-11:00', '09:00'],
  ['9:00~11:00', '09:00'],
  ['两点到四点', '14:00'],
  ['从两点改到四点', '16:00'],
  ['夜里三点就醒了，七点送', '07:00'],
  ['晚八点', '20:00'],
  ['太晚，八点', '08:00'],
])('%s is at %s', (text, time) => expect(slotsOf(text).time).toBe(time))

test('an hour of a part of the day that is given up goes with it', () => {
  const slots = slotsOf('晌午十二点，赶不上了，那晚饭')
  expect(slots).toMatchObject({ period: 'dinner' })
  expect(slots.time).toBeUndefined()
})

test.each([
  ['今天十月十六，后天十八，送来', '2026-11-26'],
  ['今儿二十四号，二十六号来', '2026-11-26'],
])('what day it is, told in %s, is not the one that is meant', (text, date) => expect(slotsOf(text).date).toBe(date))

test('the evening of a day that is over is none', () => {
  expect(slotsOf('昨儿晚上老李来过').period).toBeUndefined()
})

test('every morning is one of the day, and one night is how long', () => {
  expect(slotsOf('天天早起送').period).toBe('breakfast')
  expect(slotsOf('来个人替俺一黑喽').period).toBeUndefined()
})

test('how long something went on is no part of the day', () => {
  expect(slotsOf('龙头滴答到天亮').period).toBeUndefined()
})

test.each(['夜里老鼠乱窜', '半夜停电了', '夜里疼醒'])('%s wants nobody at night', text => {
  const reading = reader.read(text, { language: 'zh-CN', now, open: null })
  expect(reading.slots.period).toBeUndefined()
})

test.each([
  ['夜里九点来', 'evening'],
  ['腊八那天夜里值班', 'evening'],
])('%s is in the %s', (text, period) => {
  expect(reader.read(text, { language: 'zh-CN', now, open: null }).slots.period).toBe(period)
})

test.each([
  ['再过俩钟头', '11:00'],
  ['半个钟头以后吧', '09:30'],
  ['二十五分钟后', '09:25'],
  ['一个半小时后', '10:30'],
  ['20分钟以后', '09:20'],
  ['饭后半小时', undefined],
  ['仨小时后', '12:00'],
  ['一刻钟以后', '09:15'],
  ['三刻钟后', '09:45'],
  ['过半个钟头', '09:30'],
  ['再等一个小时', '10:00'],
  ['过俩小时再来', '11:00'],
  ['再等一个小时了', undefined],
])('asked when, at nine, %s is at %s', (text, time) => expect(slotsOf(text).time).toBe(time))

test.each(['一点胃口没有', '要稠一点的', '一点没坏'])('%s names no hour', text => {
  expect(slotsOf(text).time).toBeUndefined()
})

test.each([
  ['今儿晌午吃面，下午要出门', 'lunch'],
  ['除夕之夜', 'evening'],
  ['端午前一天', undefined],
  ['上午报的十份不对', undefined],
  ['下午要一份', 'afternoon'],
])('%s is for %s', (text, period) => {
  expect(reader.read(text, { language: 'zh-CN', now, open: null }).slots.period).toBe(period)
})

test('so many days that something lasts are no day of the month', () => {
  expect(slotsOf('网断了五日').date).toBeUndefined()
})

test.each([
  ['那年八月十五俺崴住脚脖儿，想找人按按', undefined],
  ['前年腊月二十三摔的腿', undefined],
  ['八三年正月初六结的婚', undefined],
  ['当年五一我俩认识的', undefined],
  ['小时候一到小年就吃糖瓜', undefined],
  ['去年中秋摔的，明天来人看看', '2026-11-25'],
  ['那年冬至冻坏了脚，今年冬至来人修修脚', '2026-12-22'],
  ['五个，剩下明儿馏馏吃', undefined],
  ['多要俩，剩的明天热热', undefined],
  ['三份吧，留着后天吃', undefined],
  ['两份，吃不完的明天再说', undefined],
  ['剩下的后天送', '2026-11-26'],
  ['下个礼拜天吧 这个礼拜天俺得去教堂', '2026-12-06'],
  ['礼拜二不中 礼拜二俺有课 二十六号', '2026-11-26'],
  ['礼拜四俺去量血压 礼拜五上午吧', '2026-11-27'],
  ['周六我约了人，周日来', '2026-11-29'],
  ['明天我不在，后天送', '2026-11-26'],
  ['后天，明天老伴住院', '2026-11-26'],
  ['周五俺得去医院，派个人陪着', '2026-11-27'],
  ['1730', undefined],
  ['2026年腊月初八', '2027-01-15'],
  ['清明那日一早我要出门，请将八宝粥改到前一天傍晚送来', '2027-04-04'],
  ['冬至那天闺女接我去吃席，烦请挪到头一天', '2026-12-21'],
  ['元旦我在儿子家里住着不回来，给我放在前一天晌午', '2026-12-31'],
  ['腊八我住院，粥就次日送吧', '2027-01-16'],
  ['周五来，前一天给我打个电话', '2026-11-27'],
])('asked when, %s is on %s', (text, date) => expect(slotsOf(text).date).toBe(date))

test('a day of the year we are in is that of the year', () => expect(slotsOf('今年冬至').date).toBe('2026-12-22'))
