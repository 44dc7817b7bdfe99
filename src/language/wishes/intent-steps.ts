import { INTENTS, type Intent } from '../../core/reading.ts'
import {
  type Bits,
  HIGHEST,
  type IsSome,
  LEVEL_SIZES,
  levelThrough,
  UnpackedBits,
  untold,
} from '../text/packed-levels.ts'
import { PLACES } from './intent-features.ts'
import data from './intent-weights.json' with { type: 'json' }

/** An emergency among the wishes is a second opinion and no more: danger words decide it. */
export const WEIGHED: readonly Intent[] = INTENTS
/** What one step is worth. */
export const STEP: number = data.step

/** Whether a wish has a weight hangs on how many before it have one, and its sign on theirs. */
const MOST_SOME = 5
const MOST_OF_SIGN = 3
const ABOVE = WEIGHED.length * MOST_SOME
const PLACE_SOME = ABOVE + MOST_OF_SIGN ** 2
const SIZE = PLACE_SOME + 1
export const STEP_BITS = SIZE + LEVEL_SIZES

/** Wishes are added up by fours, each a byte of a number and above nothing: so many numbers are those of a place. */
const FOURS = Math.ceil(WEIGHED.length / 4)
const MIDDLE = HIGHEST + 2
/** Every other byte, so that sums have room. */
const HALVES = 0x00ff00ff

/** By place and four wishes, in steps what a feature speaks for them. */
let steps: Int32Array | null = null

export function knownSteps(): Int32Array {
  steps ??= inFours()
  return steps
}

function inFours(): Int32Array {
  const all = new Int8Array(PLACES * WEIGHED.length)
  stepsThrough(new UnpackedBits(data.packed, STEP_BITS), all, untold)
  const fours = new Int32Array(PLACES * FOURS).fill(MIDDLE * 0x01010101)
  for (let place = 0, from = 0; place < PLACES; place++, from += WEIGHED.length) {
    for (let wish = 0; wish < WEIGHED.length; wish++) {
      const level = all[from + wish] ?? 0
      const at = place * FOURS + (wish >> 2)
      if (level !== 0) fours[at] = (fours[at] ?? 0) + (level << (8 * (wish & 3)))
    }
  }
  return fours
}

/** By wish, what all these places speak for it. */
export function sumsOf(places: readonly number[]): readonly number[] {
  const known = knownSteps()
  const halves = new Int32Array(2 * FOURS)
  for (const place of places) {
    const from = place * FOURS
    for (let i = 0; i < FOURS; i++) {
      const four = known[from + i] ?? 0
      halves[2 * i] = (halves[2 * i] ?? 0) + (four & HALVES)
      halves[2 * i + 1] = (halves[2 * i + 1] ?? 0) + ((four >>> 8) & HALVES)
    }
  }
  return WEIGHED.map((_, wish) => {
    const both = halves[2 * (wish >> 2) + (wish & 1)] ?? 0
    return ((both >>> (8 * (wish & 2))) & 0xffff) - MIDDLE * places.length
  })
}

/** Tells the steps to a packer, or puts those in that an unpacker tells. */
export function stepsThrough(bits: Bits, all: Int8Array, isSome: IsSome): void {
  for (let from = 0; from < all.length; from += WEIGHED.length) {
    if (!bits.bit(PLACE_SOME, isSome(from, from + WEIGHED.length))) continue
    let below = 0
    let above = 0
    for (let i = 0; i < WEIGHED.length; i++) {
      const some = i * MOST_SOME + Math.min(MOST_SOME - 1, below + above)
      const sign = Math.min(MOST_OF_SIGN - 1, above) * MOST_OF_SIGN + Math.min(MOST_OF_SIGN - 1, below)
      const level = levelThrough(bits, all[from + i] ?? 0, some, ABOVE + sign, SIZE)
      all[from + i] = level
      if (level > 0) above++
      else if (level < 0) below++
    }
  }
}
