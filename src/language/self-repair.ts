import { type Folded, NO_GAP } from './fold.ts'
import type { Span } from './pack.ts'
import type { VocabularyHit } from './vocabulary.ts'

/** Places where people take back what they just said: 不对, 应该是, 改成, no wait. In order. */
export type Corrections = readonly Span[]

/** These are corrections only where they stand apart: 明天，不，后天 but not 不辣. */
const APART = new Set(['不', '还是', '不不', 'sorry', 'wait', 'actually', 'rather', 'no', 'not'])
/** 要不 and 好不 ask. */
const ASKS = /[要好行能是吃有中在会可对]/

export function findCorrections(folded: Folded, words: readonly VocabularyHit[]): Corrections {
  return words.filter(word => {
    if (word.kind !== 'repair' || isConditional(folded, word)) return false
    const text = folded.dense.slice(word.from, word.to)
    if (!APART.has(text)) return true
    const opens = folded.gap[word.from] !== NO_GAP
    const ends = folded.gap[word.to] !== NO_GAP
    if (text === '不' && ends && !ASKS.test(folded.dense.charAt(word.from - 1))) return true
    return opens && (text === '还是' || ends)
  })
}

/** Where a value is taken back by less: 四个，呃，五个 · 三份太多，两份. */
export function findDoubts(folded: Folded, words: readonly VocabularyHit[], corrections: Corrections): Corrections {
  const doubts = words.filter(word => word.kind === 'doubt' && !isConditional(folded, word))
  return [...corrections, ...doubts].sort((a, b) => a.from - b.from)
}

/** 周五不行就周六 and 如果排不开改到周一 name a second choice. */
const IF = /(?:要是|如果|如|若|万一|假如|倘若|实在|\bif )[^，]{0,14}$/
const THEN = /^(?:的话)?(?:再|就|则|也|那就|便)/
const DOUBTFUL = /^(?:不[行中成]|没空|不在家|不方便)/
const FAR = 18

function isConditional({ dense }: Folded, { from, to }: Span): boolean {
  const isDoubt = DOUBTFUL.test(dense.slice(from, to))
  return (isDoubt && THEN.test(dense.slice(to, to + 4))) || IF.test(dense.slice(Math.max(0, from - FAR), from))
}

/** 今天还是明天 leaves open which: what is said behind it, tells. */
const OR = /还是|或者|要不|\bor\b/

function isChoice(dense: string, first: Span, second: Span): boolean {
  return second.from >= first.to && second.from - first.to <= FAR && OR.test(dense.slice(first.to, second.from))
}

/** The second takes the place of the first. */
export function isCorrection(corrections: Corrections, first: Span | null, second: Span): boolean {
  if (first === null) return false
  let low = 0
  let high = corrections.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((corrections[middle]?.from ?? 0) < first.to) low = middle + 1
    else high = middle
  }
  return (corrections[low]?.to ?? Number.POSITIVE_INFINITY) <= second.from
}

/** Of several values of one kind: the one after a correction or behind a choice of two, else the first. */
export function finalValue<T extends Span>(values: readonly T[], corrections: Corrections, dense = ''): T | null {
  const [first, second, third] = values
  if (first === undefined) return null
  if (second !== undefined && third !== undefined && isChoice(dense, first, second)) return values.at(-1) ?? null
  return values.reduce((kept, value) => (isCorrection(corrections, kept, value) ? value : kept), first)
}
