import { expect, test } from 'vitest'
import { numberAt } from './numbers.ts'

test.each([
  ['two bowls', 0, 2, 3],
  ['a bun', 0, 1, 1],
  ['half a portion', 0, 0.5, 4],
  ['a dozen buns', 2, 12, 7],
])('in %j at %i stands %d', (text, from, value, to) => {
  expect(numberAt(text, from)).toMatchObject({ value, to })
})

test('letters inside a word are none', () => {
  expect(numberAt('bone', 1)).toBeNull()
  expect(numberAt('bun', 0)).toBeNull()
  expect(numberAt('constructor', 0)).toBeNull()
})
