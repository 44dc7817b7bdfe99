import type { Span } from '../pack.ts'

/** What the words were understood as, each by the mark that stands for it where only the kind counts. */
export const MARKS = {
  address: 'A',
  date: 'D',
  figures: 'F',
  dietary: 'K',
  meal: 'M',
  period: 'P',
  quantity: 'Q',
  service: 'S',
  time: 'T',
  usual: 'U',
} as const
export type Claimed = keyof typeof MARKS

/** Which units of a message are already understood: 28号 is a day or a house, never both. */
export class Claims {
  readonly #taken: Uint8Array

  constructor(length: number) {
    this.#taken = new Uint8Array(length)
  }

  claim({ from, to }: Span, as: Claimed): void {
    this.#taken.fill(MARKS[as].charCodeAt(0), from, to)
  }

  /** The message with each understood part put as the mark of its kind: 订两碗烩面 is 订QM, whatever the dish. */
  masked(dense: string): string {
    let text = ''
    for (let i = 0; i < dense.length; i++) {
      const mark = this.#taken[i] ?? 0
      if (mark === 0) text += dense.charAt(i)
      else if (mark !== this.#taken[i - 1]) text += String.fromCharCode(mark)
    }
    return text
  }

  /** `as`: or already understood as such a thing. */
  isFree({ from, to }: Span, as?: Claimed): boolean {
    const own = as === undefined ? 0 : MARKS[as].charCodeAt(0)
    for (let i = from; i < to; i++) if (this.#taken[i] !== 0 && this.#taken[i] !== own) return false
    return true
  }

  /** Behind the last unit that is understood. */
  lastTaken(): number {
    return this.#taken.findLastIndex(mark => mark !== 0) + 1
  }

  /** Wholly used up by what was understood. */
  isTaken({ from, to }: Span): boolean {
    for (let i = from; i < to; i++) if (this.#taken[i] === 0) return false
    return true
  }
}
