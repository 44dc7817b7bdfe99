import { expect, test } from 'vitest'
import { fold } from '../text/fold.ts'
import { isForOther } from './for-other.ts'

test.each([
  ['给我妈订晚饭', true],
  ['帮俺爹订个饭', true],
  ['幫我媽訂午餐', true],
  ['给老伴来一碗烩面', true],
  ['给陈奶奶订一份', true],
  ['给张三订晚饭', true],
  ['我妈中午想吃红烧肉', true],
  ['给别人订', true],
  ['I want to order lunch for my mother', true],
  ['给我订晚饭', false],
  ['给我们订两份', false],
  ['中午想吃面条', false],
  ['给中午订一份', false],
  ['给我自己订', false],
  ['lunch for two please', false],
  ['送到家', false],
])('%s is for somebody else: %s', (text, other) => {
  expect(isForOther(fold(text).dense)).toBe(other)
})
