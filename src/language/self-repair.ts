import { type Folded, NO_GAP } from './fold.ts'
import type { Span } from './pack.ts'
import type { VocabularyHit } from './vocabulary.ts'

/** Places where people take back what they just said: 不对, 应该是, 改成, no wait. */
export type Corrections = readonly Span[]

/** These are corrections only where they stand apart: 明天，不，后天 but not 不辣. */
const APART = new Set(['不', '还是', '不不', 'sorry', 'wait', 'actually', 'rather', 'no', 'not'])
/** 要不 and 好不 ask. */
const ASKS = /[要好行能是吃有中在会可对]/

export function findCorrections(folded: Folded, words: readonly VocabularyHit[]): Corrections {
  return words.filter(word => {
    if (word.kind !== 'repair') return false
    const text = folded.dense.slice(word.from, word.to)
    if (!APART.has(text)) return true
    const opens = folded.gap[word.from] !== NO_GAP
    const ends = folded.gap[word.to] !== NO_GAP
    if (text === '不' && ends && !ASKS.test(folded.dense.charAt(word.from - 1))) return true
    return opens && (text === '还是' || ends)
  })
}

/** Where a value is taken back by less: 四个，呃，五个 · 三份太多，两份. */
export function findDoubts(words: readonly VocabularyHit[], corrections: Corrections): Corrections {
  return [...corrections, ...words.filter(word => word.kind === 'doubt')]
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
