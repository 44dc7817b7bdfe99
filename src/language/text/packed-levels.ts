/** Yes or no, one after the other: a packer is told each, an unpacker tells it, whatever is given. */
export interface Bits {
  /** `place`: those of one place are mostly alike, and take less room the more they are. */
  bit(place: number, is: boolean): boolean
}

/** Whether there is any level in a stretch, for a packer to be told; an unpacker needs no answer, and has nothing to look at. */
export type IsSome = (from: number, to: number) => boolean
export const untold: IsSome = () => false

/** How large a level gets, either way. */
export const HIGHEST = 30
/** How many places tell the sizes of levels. */
export const LEVEL_SIZES = 2 * HIGHEST

/**
 * A level, told to a packer or by an unpacker. Where it is told: at `some` whether there is any, at `above` its sign, from
 * `size` on how large it is.
 */
export function levelThrough(bits: Bits, level: number, some: number, above: number, size: number): number {
  if (!bits.bit(some, level !== 0)) return 0
  const isAbove = bits.bit(above, level > 0)
  const from = isAbove ? size + HIGHEST : size
  let steps = 1
  while (steps < HIGHEST && bits.bit(from + steps, Math.abs(level) > steps)) steps++
  return isAbove ? steps : -steps
}

/** Out of so many, how often a place takes a bit to be a no. */
export const CHANCE_BITS = 15
export const CERTAIN = 2 ** CHANCE_BITS
export const EVEN = CERTAIN / 2
/** How fast a place learns what its bits are like. */
export const RATE = 7
/** A character stands for six bits, which is all that a general packer can make of it: none needs to be escaped in JSON. */
export const CHARACTER_BITS = 6
const FIRST = 35
const BACKSLASH = 92
export const WHOLE = 2 ** 30
export const LEAST = WHOLE >> CHARACTER_BITS

export function characterOf(bits: number): string {
  return String.fromCharCode(FIRST + bits < BACKSLASH ? FIRST + bits : FIRST + bits + 1)
}

/** Reads what a packer wrote in an arithmetic code. */
export class UnpackedBits implements Bits {
  readonly #text: string
  readonly #chances: Uint16Array
  #next = 0
  #range = WHOLE
  #code = 0

  constructor(text: string, places: number) {
    this.#text = text
    this.#chances = new Uint16Array(places).fill(EVEN)
    for (let bits = 0; bits < 30; bits += CHARACTER_BITS) this.#take()
  }

  bit(place: number): boolean {
    const chance = this.#chances[place] ?? 0
    const bound = Math.imul(this.#range >>> CHANCE_BITS, chance)
    const is = this.#code >= bound
    if (is) {
      this.#code -= bound
      this.#range -= bound
      this.#chances[place] = chance - (chance >> RATE)
    } else {
      this.#range = bound
      this.#chances[place] = chance + ((CERTAIN - chance) >> RATE)
    }
    for (; this.#range < LEAST; this.#range <<= CHARACTER_BITS) this.#take()
    return is
  }

  #take(): void {
    const unit = this.#text.charCodeAt(this.#next++)
    this.#code = (this.#code << CHARACTER_BITS) | (unit > BACKSLASH ? unit - FIRST - 1 : unit - FIRST)
  }
}
