import { type Bits, type IsSome, LEVEL_SIZES, levelThrough, UnpackedBits, untold } from '../text/packed-levels.ts'
import { BUCKETS } from './danger-features.ts'

/** Weights of the buckets, most of which have none, as bits in characters. */
export interface PackedWeights {
  readonly bias: number
  /** A level is worth this much. */
  readonly step: number
  readonly packed: string
}

export interface Weights {
  readonly bias: number
  readonly step: number
  readonly levels: Int8Array
}

/** A text of this many features counts as it is; a longer one has to say more. */
const USUAL = 90

/** Of the weights of a class most stretches of so many buckets have none. */
const STRETCH = 64
const STRETCH_SOME = 0
const SOME = 1
const ABOVE = 2
const SIZE = 3
export const WEIGHT_BITS = SIZE + LEVEL_SIZES

export function unpackWeights({ bias, step, packed }: PackedWeights): Weights {
  const levels = new Int8Array(BUCKETS)
  levelsThrough(new UnpackedBits(packed, WEIGHT_BITS), levels, untold)
  return { bias, step, levels }
}

/** Tells the levels to a packer, or puts those in that an unpacker tells. */
export function levelsThrough(bits: Bits, levels: Int8Array, isSome: IsSome): void {
  for (let from = 0; from < levels.length; from += STRETCH) {
    if (!bits.bit(STRETCH_SOME, isSome(from, from + STRETCH))) continue
    for (let i = from; i < from + STRETCH; i++) levels[i] = levelThrough(bits, levels[i] ?? 0, SOME, ABOVE, SIZE)
  }
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
