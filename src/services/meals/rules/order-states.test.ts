import { expect, test } from 'vitest'
import { type OrderStatus, wayTo } from './order-states.ts'

const carried = { mode: 'deliver', undoOver: true }
const fetched = { mode: 'collect', undoOver: true }

test.each<[string, OrderStatus, OrderStatus, typeof carried, readonly string[] | null]>([
  ['a carried order', 'accepted', 'delivered', carried, ['cooking', 'ready', 'out_for_delivery', 'delivered']],
  ['a fetched order never leaves the house', 'accepted', 'delivered', fetched, ['cooking', 'ready', 'delivered']],
  ['nobody at the door', 'ready', 'undelivered', carried, ['out_for_delivery', 'undelivered']],
  ['nobody at the door, for a fetched order', 'ready', 'undelivered', fetched, null],
  ['fetched after all', 'undelivered', 'delivered', carried, ['delivered']],
  ['marked twice', 'delivered', 'delivered', carried, []],
  ['delivered is never taken back', 'delivered', 'undelivered', carried, null],
  ['a cancelled order stays cancelled', 'cancelled', 'delivered', carried, null],
  ['undo is still open', 'placed', 'delivered', { mode: 'deliver', undoOver: false }, null],
])('%s', (_, from, to, order, way) => {
  expect(wayTo(from, to, order)).toEqual(way)
})
