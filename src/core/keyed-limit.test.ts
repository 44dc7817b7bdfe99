import { expect, test } from 'vitest'
import { instant, later } from './civil-time.ts'
import { keyedLimit } from './keyed-limit.ts'

const START = instant(1_800_000_000_000)
const ANN = 'ann'
const BOB = 'bob'

function limitOf(perSecond: number) {
  const clock = { now: START }
  const limit = keyedLimit<string>({ perSecond, burst: 3 }, () => clock.now)
  return { clock, limit, take: (key = ANN, urgent = false) => limit.take(key, urgent) }
}

test('three of a key pass at once, then one for each spacing; another key is not held up', () => {
  const { clock, take } = limitOf(5)
  expect([take(), take(), take()]).toEqual([null, null, null])
  expect(take()).toBe(later(START, 200))
  expect(take(), 'asking again costs nothing').toBe(later(START, 200))
  expect(take(BOB)).toBeNull()
  clock.now = later(START, 200)
  expect([take(), take()]).toEqual([null, later(START, 400)])
  clock.now = later(START, 5_000)
  expect([take(), take(), take(), take()]).toEqual([null, null, null, later(START, 5_200)])
})

test('something urgent never waits, and those behind it wait no longer than a bucket takes to fill', () => {
  const { take } = limitOf(1)
  for (let i = 0; i < 9; i++) expect(take(ANN, true)).toBeNull()
  expect(take()).toBe(later(START, 1_000))
})

test('a clock that jumped back silences nobody', () => {
  const { clock, take } = limitOf(1)
  for (let i = 0; i < 3; i++) take()
  clock.now = later(START, -3_600_000)
  expect(take()).toBe(later(START, -3_599_000))
})

test('a key is remembered only until its bucket is full again', () => {
  const { clock, limit, take } = limitOf(1)
  for (let i = 0; i < 1_000; i++) take(`c${i}`)
  take(BOB)
  take(BOB)
  expect(limit.size).toBe(1_001)
  clock.now = later(START, 1_000)
  limit.forget()
  expect(limit.size).toBe(1)
  clock.now = later(START, 2_000)
  limit.forget()
  expect(limit.size).toBe(0)
})

test('a rate that the clock cannot tell apart is none, and remembers nobody', () => {
  const { limit, take } = limitOf(1_000)
  for (let i = 0; i < 100; i++) expect(take()).toBeNull()
  expect(limit.size).toBe(0)
})
