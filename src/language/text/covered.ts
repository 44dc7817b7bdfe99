import type { Span } from '../pack.ts'

const NOTHING = new Uint8Array(0)

/** Which units of a message some of its words take up: of however many words, asking takes the same time. */
export class Covered {
  readonly #units: Uint8Array

  constructor(length: number, words: readonly Span[]) {
    this.#units = words.length === 0 ? NOTHING : new Uint8Array(length)
    for (const { from, to } of words) this.#units.fill(1, from, to)
  }

  /** Whether one of the words shares a unit with it. */
  touches({ from, to }: Span): boolean {
    for (let i = from; i < to; i++) if (this.#units[i] === 1) return true
    return false
  }
}
