import { describe, expect, test } from 'vitest'
import { instant } from '../../core/civil-time.ts'
import type { OpenForReading, Reading } from '../../core/reading.ts'
import { createReader } from '../create-reader.ts'

const CATALOGUE = { version: 'test', lists: [], areas: [] }
const reader = createReader(CATALOGUE, [
  { words: '肚里没食儿了', intent: 'order_meal' },
  { words: '不中', intent: 'human' },
  { words: '我摔倒了起不来', intent: 'smalltalk' },
  { words: 'rumbly tummy today', intent: 'order_meal' },
])
const read = (text: string, open: OpenForReading | null = null): Reading =>
  reader.read(text, { language: 'zh-CN', now: instant(Date.parse('2026-11-24T01:00:00Z')), open })
const best = (text: string) => read(text).intents[0] ?? null

describe('a phrase that administrators taught', () => {
  test.each(['肚里没食儿了', '肚裡沒食兒了！', '肚里 没食儿了吧', 'Rumbly tummy today.'])('%s is acted on', text => {
    expect(best(text)).toEqual({ intent: 'order_meal', sure: 0.97 })
  })

  test.each(['肚里没吃食儿了', '肚里没食了', '肚子没食儿了'])('%s, one character off, is asked about', text => {
    expect(best(text)).toEqual({ intent: 'order_meal', sure: 0.7 })
  })

  test.each(['肚里不没食儿了', '肚里有食了', 'rumbly tummy todays', '邻居说肚里没食儿了就去找他'])(
    '%s is something else',
    text => {
      expect(best(text)?.intent).not.toBe('order_meal')
    },
  )

  test('never hides a cry for help', () => {
    const { danger, intents } = read('我摔倒了起不来')
    expect(danger).toMatchObject({ level: 'alarm' })
    expect(intents[0]?.intent).toBe('emergency')
  })

  test('does not take the answer to an open question away', () => {
    const open = { expects: [], options: [() => ['对'], () => ['不中']], yesNo: true } as const
    expect(read('不中', open)).toMatchObject({ option: 1 })
  })
})
