import type { Span } from './pack.ts'

/** Which units of a message are already understood: 28号 is a day or a house, never both. */
export class Claims {
  readonly #taken: Uint8Array

  constructor(length: number) {
    this.#taken = new Uint8Array(length)
  }

  claim({ from, to }: Span): void {
    this.#taken.fill(1, from, to)
  }

  isFree({ from, to }: Span): boolean {
    for (let i = from; i < to; i++) if (this.#taken[i] === 1) return false
    return true
  }

  /** Behind the last unit that is understood. */
  lastTaken(): number {
    return this.#taken.lastIndexOf(1) + 1
  }

  /** Wholly used up by what was understood. */
  isTaken({ from, to }: Span): boolean {
    for (let i = from; i < to; i++) if (this.#taken[i] !== 1) return false
    return true
  }
}
