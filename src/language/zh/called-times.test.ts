import { expect, test } from 'vitest'
import { fold } from '../text/fold.ts'
import { calledTimes, timeAlone } from './called-times.ts'

const read = (text: string) => calledTimes(fold(text).dense).map(({ hour, minute }) => [hour, minute])

test.each([
  ['今晚1730 烩面一碗', 17, 30],
  ['下周二 1200 黄焖鸡一份', 12, 0],
  ['明天0900', 9, 0],
  ['周四1500修电视', 15, 0],
  ['0730出发', 7, 30],
  ['1800 蛋花汤两碗', 18, 0],
  ['对 时间改1800', 18, 0],
  ['到位时间洞拐三洞', 7, 30],
  ['幺两洞洞送', 12, 0],
  ['后天早晨 洞六四五', 6, 45],
  ['今天 幺四洞洞', 14, 0],
  ['二洞洞洞', 20, 0],
])('%s is at %i:%i', (text, hour, minute) => expect(read(text)).toEqual([[hour, minute]]))

test.each([
  '幺三八三拐幺二洞洞五六',
  '1200块',
  '1503室',
  '2026年',
  '单号1200',
  '号1745',
  '洞洞三 洞洞三',
  '编号0930-12',
  '二五七八',
  '幺九九九',
  '共1200克',
])('%s names no hour', text => expect(read(text)).toEqual([]))

test('figures are an hour where one was asked for and there is nothing else', () => {
  expect(timeAlone('1730')?.value).toBe('17:30')
  expect(timeAlone('1799')).toBeNull()
  expect(timeAlone('173')).toBeNull()
})
