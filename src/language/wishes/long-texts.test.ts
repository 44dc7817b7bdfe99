import { expect, test } from 'vitest'
import { intentOf, read } from './test-intents.ts'

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

/** The best of several: what else the machine does is not the reader's. Most take a quarter of it. */
const MOST_MS_AT_BEST = 20

test.each([
  ['红烧肉不要了换', 'address'],
  ['明天下午三点不对四点', 'address'],
  ['路1号不对', 'address'],
  ['少放盐', 'items'],
  ['不要葱米饭', 'items'],
  ['前面不算', 'items'],
  ['换成要', 'yesno'],
  ['算了不要', 'yesno'],
  ['两份不对', 'number'],
  ['摔倒了起不来', 'items'],
] as const)('5,000 characters of %s take no longer than other long texts', (part, expects) => {
  const text = part.repeat(Math.ceil(5_000 / part.length))
  const costs = Array.from({ length: 8 }, () => {
    const before = process.cpuUsage()
    intentOf(text, [expects])
    return process.cpuUsage(before).user / 1_000
  })
  expect(Math.min(...costs)).toBeLessThan(MOST_MS_AT_BEST)
})

const CHATTER = '我跟你说啊这几天天气真好，楼下的花也都开了，'

test('what is wanted at the end of a long story of 400 characters is read', () => {
  expect(read(`${CHATTER.repeat(18)}明天中午送两碗羊杂汤`, null).slots).toMatchObject({
    date: '2026-11-25',
    period: 'lunch',
    items: [{ id: '羊杂汤', quantity: 2 }],
  })
})

test('of a longer text the beginning tells the wish, while a cry for help is heard wherever it stands', () => {
  const reading = read(`送两碗羊杂汤，${CHATTER.repeat(100)}三个鸡蛋灌饼，我摔倒了起不来`, null)
  expect(reading.slots.items).toMatchObject([{ id: '羊杂汤', quantity: 2 }])
  expect(reading.danger).toMatchObject({ level: 'alarm', classes: ['fall'] })
  expect(reading.text).toContain('起不来')
})

test('characters of two units and texts without a pause are cut as well', () => {
  for (const part of ['👵', '好', '送饭 ', 'abc']) expect(() => read(part.repeat(1_000), ['items'])).not.toThrow()
})
