import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sizeOf, splitText } from './split-text.ts'

test.each([
  ['a short text stays whole', '好的。', 20, ['好的。']],
  ['a sentence ends a piece', '今天有饺子。明天有面条。', 8, ['今天有饺子。', '明天有面条。']],
  ['a paragraph comes before a sentence', '一。二。三\n\n四。五。六', 9, ['一。二。三', '四。五。六']],
  ['a closing quote stays with its sentence', '他说：“好。”我也去看看。', 8, ['他说：“好。”', '我也去看看。']],
  ['a comma, where no sentence ends', '软米饭一份，香菇鸡两份', 8, ['软米饭一份，', '香菇鸡两份']],
  ['anywhere, where there is nothing to break at', 'abcdefghij', 4, ['abcd', 'efgh', 'ij']],
  ['a break at the front is not worth a piece', '嗯，一二三四五六七', 6, ['嗯，一二三四', '五六七']],
  ['a decimal point is no end', '一份12.50元正', 8, ['一份12.50元', '正']],
])('%s', (_, text, limit, pieces) => expect(splitText(text, limit, 'units')).toEqual(pieces))

test('bytes are counted where the platform counts them', () => {
  expect(splitText('今天有饺子。', 9, 'bytes')).toEqual(['今天有', '饺子。'])
})

test('every piece is within the limit, whole characters, and nothing but blanks is lost', () => {
  const text = fc.string({ unit: fc.constantFrom(...'饭面。，\n 𠮷🍚a.!”') })
  fc.assert(
    fc.property(text, fc.integer({ min: 4, max: 60 }), fc.constantFrom('units', 'bytes'), (any, limit, measured) => {
      const pieces = splitText(any, limit, measured)
      for (const piece of pieces) {
        expect(sizeOf(piece, measured)).toBeLessThanOrEqual(limit)
        expect(piece.isWellFormed()).toBe(true)
      }
      expect(pieces.join('').replace(/\s/g, '')).toBe(any.replace(/\s/g, ''))
    }),
  )
})
