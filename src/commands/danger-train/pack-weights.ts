import { FAR, FAR_IS, FIRST, type PackedWeights, ZERO } from '../../language/danger/danger-weights.ts'
import type { Learnt } from './logistic.ts'

/** Few levels read as well as many, and compress better: there is room for more weights. */
export const HIGHEST_LEVEL = 7

export function packWeights({ bias, weights }: Learnt): PackedWeights {
  const step = stepFor(weights)
  let gaps = ''
  let levels = ''
  let last = -1
  for (const [bucket, weight] of weights.entries()) {
    const level = Math.max(-HIGHEST_LEVEL, Math.min(HIGHEST_LEVEL, Math.round(weight / step)))
    if (level === 0) continue
    const gap = bucket - last - 1
    gaps += String.fromCharCode(FAR).repeat(Math.floor(gap / FAR_IS)) + String.fromCharCode(FIRST + (gap % FAR_IS))
    levels += String.fromCharCode(ZERO + level)
    last = bucket
  }
  return { bias: Number(bias.toFixed(4)), step, gaps, levels }
}

/** The few heaviest are cut, so that the many light ones keep their differences. */
function stepFor(weights: Float32Array): number {
  const sizes = weights
    .map(Math.abs)
    .filter(size => size > 0)
    .sort()
  return Number(((sizes[Math.floor(sizes.length * 0.99)] ?? 1) / HIGHEST_LEVEL).toFixed(5))
}
