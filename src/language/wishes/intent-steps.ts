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

/** By place and wish, in steps what a feature speaks for it. */
let steps: Int8Array | null = null

export function knownSteps(): Int8Array {
  if (steps !== null) return steps
  steps = new Int8Array(PLACES * WEIGHED.length)
  stepsThrough(new UnpackedBits(data.packed, STEP_BITS), steps)
  return steps
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
