import { expect, test } from 'vitest'
import { instant, later } from '../../core/civil-time.ts'
import { branded, type ConversationId } from '../../core/ids.ts'
import { chatLimit } from './chat-limit.ts'

const START = instant(1_800_000_000_000)
const ANN = branded<ConversationId>('ann')
const BOB = branded<ConversationId>('bob')

function limitOf(perChatPerSecond: number) {
  const clock = { now: START }
  const limit = chatLimit({ perChatPerSecond }, () => clock.now, 3)
  return { clock, limit, take: (chat = ANN, urgent = false) => limit.take(chat, urgent) }
}

test('three calls go to a chat at once, then one for each spacing; another chat is not held up', () => {
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

test('a chat is remembered only until its bucket is full again', () => {
  const { clock, limit, take } = limitOf(1)
  for (let i = 0; i < 1_000; i++) take(branded<ConversationId>(`c${i}`))
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
