import {
  type Bits,
  CERTAIN,
  CHANCE_BITS,
  CHARACTER_BITS,
  characterOf,
  EVEN,
  type IsSome,
  LEAST,
  RATE,
  WHOLE,
} from '../../language/text/packed-levels.ts'

const MOST = 2 ** CHARACTER_BITS

/** Tells a packer in which stretches of these there is any level. */
export function someOf(levels: Int8Array): IsSome {
  return (from, to) => levels.subarray(from, to).some(level => level !== 0)
}

/** Writes what `UnpackedBits` reads. */
export class PackedBits implements Bits {
  readonly #chances: Uint16Array
  readonly #characters: number[] = []
  #range = WHOLE
  #low = 0

  constructor(places: number) {
    this.#chances = new Uint16Array(places).fill(EVEN)
  }

  bit(place: number, is: boolean): boolean {
    const chance = this.#chances[place] ?? 0
    const bound = (this.#range >>> CHANCE_BITS) * chance
    if (is) {
      this.#low += bound
      this.#range -= bound
      this.#chances[place] = chance - (chance >> RATE)
    } else {
      this.#range = bound
      this.#chances[place] = chance + ((CERTAIN - chance) >> RATE)
    }
    for (; this.#range < LEAST; this.#range *= MOST) this.#give()
    return is
  }

  /** All that was told. */
  text(): string {
    for (let bits = 0; bits < 30; bits += CHARACTER_BITS) this.#give()
    return this.#characters.map(characterOf).join('')
  }

  #give(): void {
    if (this.#low >= WHOLE) this.#carry()
    this.#characters.push(Math.floor(this.#low / (WHOLE / MOST)))
    this.#low = (this.#low % (WHOLE / MOST)) * MOST
  }

  #carry(): void {
    this.#low -= WHOLE
    let at = this.#characters.length - 1
    for (; this.#characters[at] === MOST - 1; at--) this.#characters[at] = 0
    this.#characters[at] = (this.#characters[at] ?? 0) + 1
  }
}
