import type { NumberAt } from '../pack.ts'
import { isWordUnit } from '../text/fold.ts'

const WORDS: Readonly<Record<string, number>> = {
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  eleven: 11,
  twelve: 12,
  fifteen: 15,
  twenty: 20,
  half: 0.5,
  dozen: 12,
  double: 2,
  triple: 3,
}
const COUNTING: Readonly<Record<string, number>> = { a: 1, an: 1, another: 1, couple: 2, pair: 2 }
const LONGEST_WORD = 10
const DOZEN = ' a dozen'

/** two · half · a couple of; figures are read by the Chinese part, which every message goes through. */
export function numberAt(dense: string, from: number): NumberAt | null {
  if (!isLetter(dense.charCodeAt(from)) || isWordUnit(dense.charCodeAt(from - 1))) return null
  const word = wordAt(dense, from)
  const to = from + word.length
  if (word === 'half' && dense.startsWith(DOZEN, to))
    return { to: to + DOZEN.length, value: 6, figures: false, counts: false }
  const value = Object.hasOwn(WORDS, word) ? WORDS[word] : undefined
  if (value !== undefined) return { to, value, figures: false, counts: false }
  const count = Object.hasOwn(COUNTING, word) ? COUNTING[word] : undefined
  return count === undefined ? null : { to, value: count, figures: false, counts: true }
}

export function wordAt(dense: string, from: number): string {
  let to = from
  while (to - from <= LONGEST_WORD && isLetter(dense.charCodeAt(to))) to++
  return dense.slice(from, to)
}

function isLetter(unit: number): boolean {
  return unit >= 97 && unit <= 122
}
