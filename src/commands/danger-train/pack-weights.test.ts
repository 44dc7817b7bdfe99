import fc from 'fast-check'
import { expect, test } from 'vitest'
import { BUCKETS } from '../../language/danger/danger-features.ts'
import { unpackWeights } from '../../language/danger/danger-weights.ts'
import { HIGHEST_LEVEL, packWeights } from './pack-weights.ts'

test('weights come back to within half a step, the few heaviest cut', () => {
  const heavy = fc.dictionary(
    fc.integer({ min: 0, max: BUCKETS - 1 }).map(String),
    fc.integer({ min: -100, max: 100 }).map(n => n / 50),
  )
  fc.assert(
    fc.property(heavy, given => {
      const weights = new Float32Array(BUCKETS)
      for (const [bucket, weight] of Object.entries(given)) weights[Number(bucket)] = weight
      const { step, levels } = unpackWeights(packWeights({ bias: 0, weights }))
      for (const [bucket, weight] of Object.entries(given)) {
        const kept = (levels[Number(bucket)] ?? 0) * step
        const isCut = Math.abs(levels[Number(bucket)] ?? 0) === HIGHEST_LEVEL
        if (!isCut) expect(Math.abs(kept - weight)).toBeLessThanOrEqual(step / 2 + 1e-6)
      }
      expect(levels.filter((level, bucket) => level !== 0 && weights[bucket] === 0)).toHaveLength(0)
    }),
    { numRuns: 10 },
  )
})
