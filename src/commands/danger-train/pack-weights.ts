import { levelsThrough, type PackedWeights, WEIGHT_BITS } from '../../language/danger/danger-weights.ts'
import { PackedBits, someOf } from '../understand/packed-bits.ts'
import type { Learnt } from './logistic.ts'

/** Few levels read as well as many, and compress better: there is room for more weights. */
export const HIGHEST_LEVEL = 7

export function packWeights({ bias, weights }: Learnt): PackedWeights {
  const step = stepFor(weights)
  const bits = new PackedBits(WEIGHT_BITS)
  const levels = Int8Array.from(weights, weight =>
    Math.max(-HIGHEST_LEVEL, Math.min(HIGHEST_LEVEL, Math.round(weight / step))),
  )
  levelsThrough(bits, levels, someOf(levels))
  return { bias: Number(bias.toFixed(4)), step, packed: bits.text() }
}

/** The few heaviest are cut, so that the many light ones keep their differences. */
function stepFor(weights: Float32Array): number {
  const sizes = weights
    .map(Math.abs)
    .filter(size => size > 0)
    .sort()
  return Number(((sizes[Math.floor(sizes.length * 0.99)] ?? 1) / HIGHEST_LEVEL).toFixed(5))
}
