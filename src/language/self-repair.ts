import { type Folded, NO_GAP } from './fold.ts'
import type { Span } from './pack.ts'
import type { VocabularyHit } from './vocabulary.ts'

/** Places where people take back what they just said: 不对, 应该是, 改成, no wait. */
export type Corrections = readonly Span[]

/** These are corrections only where they stand apart: 明天，不，后天 but not 不辣. */
const APART = new Set(['不', '还是', '不不', 'sorry', 'wait', 'actually', 'rather'])

export function findCorrections(folded: Folded, words: readonly VocabularyHit[]): Corrections {
  return words.filter(word => {
    if (word.kind !== 'repair') return false
    const text = folded.dense.slice(word.from, word.to)
    if (!APART.has(text)) return true
    const opens = folded.gap[word.from] !== NO_GAP
    return opens && (text === '还是' || folded.gap[word.to] !== NO_GAP)
  })
}

/** The second takes the place of the first. */
export function isCorrection(corrections: Corrections, first: Span | null, second: Span): boolean {
  if (first === null) return false
  return corrections.some(place => place.from >= first.to && place.to <= second.from)
}

/** Of several values of one kind: the one after a correction, else the first. */
export function finalValue<T extends Span>(values: readonly T[], corrections: Corrections): T | null {
  const [first] = values
  if (first === undefined) return null
  return values.reduce((kept, value) => (isCorrection(corrections, kept, value) ? value : kept), first)
}
