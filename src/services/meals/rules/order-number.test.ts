import fc from 'fast-check'
import { expect, test } from 'vitest'
import { orderNumber, parseOrderNumber } from './order-number.ts'

test.each([
  ['410103202611210001015', true],
  ['410105202611140001022', true],
  ['410102202611190001039', true],
  ['410103202611210001016', false],
  ['410105202611140001202', false],
])('%s keeps the published check: %s', (digits, valid) => {
  expect(parseOrderNumber(digits)).toBe(valid ? digits : null)
})

test('every number reads back, with spaces too, and one wrong digit is noticed', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 10_000, max: 9_999_999 }),
      fc.nat(),
      fc.integer({ min: 1, max: 9 }),
      (serial, at, by) => {
        const number = orderNumber(serial)
        expect(parseOrderNumber(number.replace(/(\d{3})/, '$1 '))).toBe(number)
        const place = at % number.length
        const wrong = number.slice(0, place) + ((Number(number[place]) + by) % 10) + number.slice(place + 1)
        expect(parseOrderNumber(wrong)).not.toBe(wrong)
      },
    ),
  )
})
