import { BUCKETS } from './danger-features.ts'

/** Weights of the buckets that have one, in order of the bucket, in characters that compress well. */
export interface PackedWeights {
  readonly bias: number
  /** A level is worth this much. */
  readonly step: number
  /** A character each: how many buckets are skipped, from FIRST on; FAR skips FAR_IS and goes on. */
  readonly gaps: string
  /** A character each: the level, from ZERO on. */
  readonly levels: string
}

export interface Weights {
  readonly bias: number
  readonly step: number
  readonly levels: Int8Array
}

export const FIRST = 35
export const FAR = 33
export const FAR_IS = 90
export const ZERO = 80
/** A text of this many features counts as it is; a longer one has to say more. */
const USUAL = 90

export function unpackWeights({ bias, step, gaps, levels }: PackedWeights): Weights {
  const all = new Int8Array(BUCKETS)
  let bucket = -1
  let next = 0
  for (let i = 0; i < gaps.length; i++) {
    const gap = gaps.charCodeAt(i)
    if (gap === FAR) {
      bucket += FAR_IS
      continue
    }
    bucket += gap - FIRST + 1
    all[bucket] = levels.charCodeAt(next++) - ZERO
  }
  return { bias, step, levels: all }
}

/** Above 0: rather an emergency. */
export function scoreOf(features: Int32Array, { bias, step, levels }: Weights): number {
  let sum = 0
  for (let i = 0; i < features.length; i++) sum += levels[features[i] ?? 0] ?? 0
  return bias + step * sum * shareOf(features.length)
}

/** What each of so many features counts for. */
export function shareOf(features: number): number {
  return Math.sqrt(USUAL / (features + 10))
}
