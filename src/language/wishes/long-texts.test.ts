import { expect, test } from 'vitest'
import { intentOf } from './test-intents.ts'

/** Bigger than ever needed; a pattern that tries everything takes seconds. Of the processor, so that a busy machine fails nothing. */
const MOST_MS = 100

test.each([
  '一',
  '1',
  'a b ',
  '路1号',
  '不对',
  '空调坏',
  '红烧',
  '初一',
  '不是 是',
  '差十',
  'z z ',
  '二月二',
  '一斤不对',
  '番茄牛',
])('5,000 characters of %j are read at once', part => {
  const text = part.repeat(Math.ceil(5_000 / part.length))
  // What is made or compiled at first use is another's time.
  intentOf(text, ['address'])
  const before = process.cpuUsage()
  intentOf(text, ['address'])
  expect(process.cpuUsage(before).user / 1_000).toBeLessThan(MOST_MS)
})

/** The best of several: what else the machine does is not the reader's. */
test.each(['红烧肉不要了换', '明天下午三点不对四点'])(
  '5,000 characters of %s take no longer than other long texts',
  part => {
    const text = part.repeat(Math.ceil(5_000 / part.length))
    const costs = Array.from({ length: 8 }, () => {
      const before = process.cpuUsage()
      intentOf(text, ['address'])
      return process.cpuUsage(before).user / 1_000
    })
    expect(Math.min(...costs)).toBeLessThan(30)
  },
)
