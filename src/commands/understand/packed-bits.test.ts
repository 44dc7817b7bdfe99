import fc from 'fast-check'
import { expect, test } from 'vitest'
import { HIGHEST, LEVEL_SIZES, levelThrough, UnpackedBits } from '../../language/text/packed-levels.ts'
import { PackedBits } from './packed-bits.ts'

const PLACES = 2 + LEVEL_SIZES

function packed(levels: readonly number[]): string {
  const bits = new PackedBits(PLACES)
  for (const level of levels) levelThrough(bits, level, 0, 1, 2)
  return bits.text()
}

function unpacked(text: string, count: number): readonly number[] {
  const bits = new UnpackedBits(text, PLACES)
  return Array.from({ length: count }, () => levelThrough(bits, 0, 0, 1, 2))
}

test('levels come back as they were', () => {
  const levels = fc.array(fc.oneof(fc.constant(0), fc.integer({ min: -HIGHEST, max: HIGHEST })), { maxLength: 2_000 })
  fc.assert(
    fc.property(levels, all => {
      expect(unpacked(packed(all), all.length)).toEqual(all)
    }),
    { numRuns: 200 },
  )
})

test('what is nearly always the same takes next to no room, in characters that JSON leaves as they are', () => {
  const levels = Array.from({ length: 50_000 }, (_, i) => (i % 10_000 === 0 ? -HIGHEST : 0))
  const text = packed(levels)
  expect(text.length).toBeLessThan(500)
  expect(JSON.stringify(text)).toBe(`"${text}"`)
  expect(unpacked(text, levels.length)).toEqual(levels)
})
