import { INTENTS, type Intent } from '../../core/reading.ts'
import { type Bits, LEVEL_SIZES, levelThrough, UnpackedBits } from '../text/packed-levels.ts'
import { PLACES } from './intent-features.ts'
import data from './intent-weights.json' with { type: 'json' }

/** An emergency is none of these: danger words decide it alone. */
export const WEIGHED: readonly Intent[] = INTENTS.filter(intent => intent !== 'emergency')
/** What one step is worth. */
export const STEP: number = data.step

/** Whether a wish has a weight hangs on how many before it have one, and its sign on theirs. */
const MOST_SOME = 5
const MOST_OF_SIGN = 3
const ABOVE = WEIGHED.length * MOST_SOME
const SIZE = ABOVE + MOST_OF_SIGN ** 2
export const STEP_BITS = SIZE + LEVEL_SIZES

/** Wishes are added up by twos, each in half of a number: so many are those of a place. */
export const PAIRS = Math.ceil(WEIGHED.length / 2)

/** By place and two wishes, in steps what a feature speaks for them. */
let steps: Int32Array | null = null

export function knownSteps(): Int32Array {
  steps ??= inPairs()
  return steps
}

function inPairs(): Int32Array {
  const all = new Int8Array(PLACES * WEIGHED.length)
  stepsThrough(new UnpackedBits(data.packed, STEP_BITS), all)
  const pairs = new Int32Array(PLACES * PAIRS)
  for (let i = 0; i < all.length; i++) {
    const wish = i % WEIGHED.length
    const place = (i - wish) / WEIGHED.length
    const at = place * PAIRS + (wish >> 1)
    pairs[at] = (pairs[at] ?? 0) + (all[i] ?? 0) * (wish % 2 === 0 ? 1 : 0x10000)
  }
  return pairs
}

/** What the sum of such numbers says of one wish. */
export function sumOf(pairs: Int32Array, wish: number): number {
  const both = pairs[wish >> 1] ?? 0
  const first = (both << 16) >> 16
  return wish % 2 === 0 ? first : (both - first) >> 16
}

/** Tells the steps to a packer, or puts those in that an unpacker tells. */
export function stepsThrough(bits: Bits, all: Int8Array): void {
  for (let from = 0; from < all.length; from += WEIGHED.length) {
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
