import { beforeEach, expect, test } from 'vitest'
import { KeyCache } from './key-cache.ts'

let now: number
let cache: KeyCache<string, number>
beforeEach(() => {
  now = 0
  cache = new KeyCache({ most: 2, lifeMs: 60_000, now: () => now })
})

test('remembers a while, and no longer', () => {
  cache.put('a', 1)
  now = 59_999
  expect(cache.get('a')).toBe(1)
  now = 60_000
  expect(cache.get('a')).toBeUndefined()
})

test('what was asked for lately stays when there is no room for all', () => {
  cache.put('a', 1)
  cache.put('b', 2)
  now = 20_000
  cache.get('a')
  cache.put('c', 3)
  expect(['a', 'b', 'c'].map(id => cache.get(id))).toEqual([1, undefined, 3])
})

test('what is put again all the time stays too, and has its newest value', () => {
  cache.put('a', 0)
  cache.put('b', 0)
  for (now = 1_000; now <= 40_000; now += 1_000) cache.put('a', now)
  cache.put('c', 0)
  expect(['a', 'b', 'c'].map(id => cache.get(id))).toEqual([40_000, undefined, 0])
})

test('forgets what it is told to', () => {
  cache.put('a', 1)
  cache.delete('a')
  expect(cache.get('a')).toBeUndefined()
})
