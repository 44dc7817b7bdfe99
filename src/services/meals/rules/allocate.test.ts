import fc from 'fast-check'
import { expect, test } from 'vitest'
import { allocate, type Counter } from './allocate.ts'

const shelf = (meals: number, dishes: Record<string, number>, slots: Record<string, number> = {}) =>
  new Map<string, Counter>([
    ['meals/', { capacity: meals, taken: 0 }],
    ...Object.entries(dishes).map(([dish, capacity]): [string, Counter] => [`dish/${dish}`, { capacity, taken: 0 }]),
    ...Object.entries(slots).map(([slot, capacity]): [string, Counter] => [`courier/${slot}`, { capacity, taken: 0 }]),
  ])
const one = (dish: string, quantity = 1, slots: string[] = []) => ({ lines: [{ dish, quantity }], slots })

test('the last portion goes to one order only', () => {
  const counters = shelf(9, { D042: 1 })
  expect(allocate(counters, one('D042')).kind).toBe('taken')
  expect(allocate(counters, one('D042'))).toEqual({ kind: 'sold_out', dish: 'D042', left: 0 })
})

test('an order that fails takes nothing at all', () => {
  const counters = shelf(9, { D042: 2, D015: 1 }, { '11:00': 1 })
  const want = {
    lines: [
      { dish: 'D042', quantity: 1 },
      { dish: 'D015', quantity: 2 },
    ],
    slots: ['11:00'],
  }
  expect(allocate(counters, want)).toEqual({ kind: 'sold_out', dish: 'D015', left: 1 })
  expect([...counters.values()].every(counter => counter.taken === 0)).toBe(true)
})

test('a full kitchen is said before a dish that is gone', () => {
  expect(allocate(shelf(0, { D042: 0 }), one('D042'))).toEqual({ kind: 'kitchen_full' })
})

test('couriers: the soonest slot with room, then no more', () => {
  const counters = shelf(9, { D042: 9 }, { '11:00': 1, '11:30': 1 })
  const slots = ['11:00', '11:30']
  expect(allocate(counters, one('D042', 1, slots))).toMatchObject({ slot: '11:00' })
  expect(allocate(counters, one('D042', 1, slots))).toMatchObject({ slot: '11:30' })
  expect(allocate(counters, one('D042', 1, slots))).toEqual({ kind: 'courier_full' })
  expect(allocate(counters, one('D042'))).toMatchObject({ kind: 'taken', slot: null })
})

test('whatever is ordered, no counter passes its capacity', () => {
  const order = fc.record({ dish: fc.constantFrom('A', 'B', 'C'), quantity: fc.integer({ min: 1, max: 4 }) })
  fc.assert(
    fc.property(fc.array(order, { maxLength: 60 }), fc.nat(20), fc.nat(10), (orders, meals, portions) => {
      const counters = shelf(meals, { A: portions, B: portions, C: 0 }, { '11:00': 3 })
      for (const { dish, quantity } of orders) allocate(counters, one(dish, quantity, ['11:00']))
      for (const counter of counters.values()) expect(counter.taken).toBeLessThanOrEqual(counter.capacity)
    }),
  )
})
