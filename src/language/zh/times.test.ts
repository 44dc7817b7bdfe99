import { expect, test } from 'vitest'
import { fold } from '../text/fold.ts'
import { times } from './times.ts'

const read = (text: string) => times(fold(text).dense).map(({ hour, minute }) => [hour, minute])

test.each([
  ['九点半', 9, 30],
  ['九點半', 9, 30],
  ['九点零五', 9, 5],
  ['九点一十', 9, 10],
  ['九点五十八', 9, 58],
  ['十点两刻', 10, 30],
  ['九点欠一刻', 8, 45],
  ['两三点', 2, 0],
  ['九到十一点', 9, 0],
  ['9-11点', 9, 0],
  ['8点', 8, 0],
  ['八点一刻', 8, 15],
  ['八点三刻', 8, 45],
  ['两点二十', 2, 20],
  ['十点五分', 10, 5],
  ['十点零五分', 10, 5],
  ['十二点四十五', 12, 45],
  ['9:30', 9, 30],
  ['９：３０', 9, 30],
  ['14:05', 14, 5],
  ['十点钟', 10, 0],
  ['下午一点', 1, 0],
  ['一点送来', 1, 0],
  ['仨点', 3, 0],
  ['改到一点', 1, 0],
  ['大概一点', 1, 0],
  ['饭一点左右送', 1, 0],
])('%s is %i:%i', (text, hour, minute) => expect(read(text)).toEqual([[hour, minute]]))

test.each([
  '隨便幫我叫一點',
  '蒸嫩一点',
  '自己煮一点粥',
  '烂糊一点',
  '吃一点就饱',
  '给我盛一点汤',
  '辣椒撂一点',
  '炖烀一点',
  '喝一点稀的',
  '留一点明天吃',
  '细一点',
  '咸了一点',
  '软一点',
  '少一点盐',
  '早一点',
  '一点儿',
  '点菜',
  '有点咸',
  '3小时',
  '吃饭时候',
  '25:70',
  '',
])('%s is no time of day', text => {
  expect(read(text)).toEqual([])
})

test('a count behind the hour is no minute', () => {
  expect(read('八点两份')).toEqual([[8, 0]])
})
