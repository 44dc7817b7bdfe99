import fc from 'fast-check'
import { expect, test } from 'vitest'
import { receiptNumber } from './receipt-number.ts'

test.each(['410103202611210001015', '410105202611140001022', '410102202611190001039'])(
  '%s has its check digit',
  number => {
    expect(receiptNumber(BigInt(number.slice(0, -1)))).toBe(number)
  },
)

test('one wrong digit of a serial changes the check digit', () => {
  const digit = fc.integer({ min: 1, max: 9 })
  fc.assert(
    fc.property(fc.integer({ min: 10_000, max: 9_999_999 }), fc.nat(), digit, (serial, at, by) => {
      const digits = String(serial)
      const place = at % digits.length
      const wrong = digits.slice(0, place) + ((Number(digits[place]) + by) % 10) + digits.slice(place + 1)
      fc.pre(!wrong.startsWith('0'))
      expect(receiptNumber(Number(wrong)).at(-1)).not.toBe(receiptNumber(serial).at(-1))
    }),
  )
})
