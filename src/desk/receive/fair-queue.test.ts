import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type AccountId, branded } from '../../core/ids.ts'
import { fairQueue, type Queued } from './fair-queue.ts'

interface Named extends Queued {
  readonly name: string
}
const item = (name: string, events = 1, urgent = false): Named => ({
  name,
  account: branded<AccountId>(name.slice(0, 1)),
  events,
  urgent,
})
const names = (items: readonly Named[]) => items.map(one => one.name).join(' ')

function queueOf(room: number, ...items: readonly Named[]) {
  const queue = fairQueue<Named>(room)
  return { ...queue, refused: items.filter(one => !queue.put(one)), queue }
}

test('accounts are taken in turn, each in its own order', () => {
  const { take } = queueOf(99, ...['a1', 'a2', 'a3', 'b1', 'a4', 'c1', 'b2'].map(name => item(name)))
  expect(names(take(4))).toBe('a1 b1 c1 a2')
  expect(names(take(4)), 'whoever was not taken is next').toBe('b2 a3 a4')
})

test('a cry for help is taken before all that waits', () => {
  const { take } = queueOf(99, item('a1'), item('b1'), item('a2', 1, true), item('c1', 1, true))
  expect(names(take(9))).toBe('a2 c1 a1 b1')
})

test('what is larger than a batch goes alone', () => {
  const { take } = queueOf(99, item('a1', 5), item('b1', 50), item('b2', 1))
  expect([names(take(10)), names(take(10)), names(take(10)), names(take(10))]).toEqual(['a1', 'b1', 'b2', ''])
})

test('a flood leaves the others their share of the room, and refuses no cry for help', () => {
  const flood = Array.from({ length: 20 }, (_, nth) => item(`a${nth}`))
  const { queue, refused } = queueOf(10, ...flood)
  expect(refused).toHaveLength(9)
  expect([queue.put(item('b1')), queue.put(item('a99')), queue.put(item('a100', 1, true))]).toEqual([true, false, true])
  const others = Array.from({ length: 20 }, (_, nth) => queue.put(item(`b${nth}`)))
  expect(others.filter(Boolean)).toHaveLength(5)
  queue.take(8)
  expect(queue.put(item('a21')), 'there is room again').toBe(true)
})

test('all that was put is taken once, in its account’s order, and nobody waits longer than a round', () => {
  const puts = fc.array(
    fc.record({
      account: fc.constantFrom('a', 'b', 'c', 'd'),
      events: fc.integer({ min: 1, max: 9 }),
      urgent: fc.boolean(),
    }),
    { maxLength: 60 },
  )
  fc.assert(
    fc.property(puts, fc.integer({ min: 1, max: 20 }), (all, most) => {
      const items = all.map(({ account, events, urgent }, nth) => item(`${account}${nth}`, events, urgent))
      const queue = fairQueue<Named>(60)
      const kept = items.filter(one => queue.put(one))
      const batches: Named[][] = []
      while (!queue.isEmpty) batches.push(queue.take(most))
      const taken = batches.flat()
      expect(new Set(taken)).toEqual(new Set(kept))
      expect(taken).toHaveLength(kept.length)
      expect(items.filter(one => one.urgent && !kept.includes(one))).toEqual([])
      for (const batch of batches)
        expect(batch.length === 1 || batch.reduce((sum, one) => sum + one.events, 0) <= most).toBe(true)
      const calm = taken.filter(one => !one.urgent)
      expect(taken.slice(0, taken.length - calm.length).every(one => one.urgent)).toBe(true)
      for (const account of 'abcd') {
        const own = (list: readonly Named[]) => names(list.filter(one => one.account === account && !one.urgent))
        expect(own(taken)).toBe(own(kept))
        const first = calm.findIndex(one => one.account === account)
        expect(first).toBeLessThan(4)
      }
    }),
    { numRuns: 300 },
  )
})
