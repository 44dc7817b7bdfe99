import { IF, isLastAnswer, isReconsidered, isRestated, isTalkedOf, meaning, unrejected } from './items/rejections.ts'
import type { Span } from './pack.ts'
import { Covered } from './text/covered.ts'
import { type Folded, NO_GAP } from './text/fold.ts'
import type { VocabularyHit } from './text/vocabulary.ts'

/** Places where people take back what they just said: 不对, 应该是, 改成, no wait. In order. */
export type Corrections = readonly Span[]

/** These are corrections only where they stand apart: 明天，不，后天 but not 不辣. */
const APART = new Set(['不', '不了', '别', '甭', '还是', '不不', 'sorry', 'wait', 'actually', 'rather', 'no', 'not'])
/** 要不 and 好不 ask. */
const ASKS = /[要好行能是吃有中在会可对]/
/** 15号上午 不15号下午: right before a value nothing is denied. */
const VALUE =
  /^(?:(?:[0-9二三四五六七八九十两俩仨]|一[份碗个点])|[今明后][天儿个日早晚]|大后|[初廿]|腊月|[上下]?(?:周|星期|礼拜)|[上中下]午|早上|晚上|晌午|改|换|送|应该)/

/** 两份好了，啊三份 */
function isBeforeValue({ dense, gap }: Folded, { from, to }: Span): boolean {
  return gap[from] !== NO_GAP && VALUE.test(dense.slice(to, to + 3))
}

/** 粥吧，要不绿豆汤 · 粥，不行，绿豆汤: what two dishes need to be the one or the other. */
export function findChoices({ dense, gap }: Folded, doubts: Corrections): Corrections {
  return doubts.filter(({ from, to }) => {
    // 让我再想想
    let start = from
    while (/[让容我俺再]/.test(dense.charAt(start - 1)) && gap[start] === NO_GAP) start--
    if (gap[start] === NO_GAP) return false
    const said = dense.slice(from, to)
    return INSTEAD.test(said) ? !/[0-9一二三四五六七八九十两俩仨半]/.test(dense.charAt(to)) : isThought(said, gap[to])
  })
}

const INSTEAD = /^(?:那就|要不|要么|不如|干脆)$/
/** Between two pauses by themselves. */
const THOUGHT = /^(?:不[行成]|(?:[容让]我)?想想|想了想|(?:容我)?(?:寻思|思量|琢磨)|得得)$/

function isThought(said: string, gapBehind: number | undefined): boolean {
  return gapBehind !== NO_GAP && THOUGHT.test(said)
}

/** 剪头，嗐，是修脚: struck by what was said, and then what is meant. */
function isMeantInstead({ dense, gap }: Folded, { kind, from, to }: VocabularyHit): boolean {
  return (
    kind === 'doubt' &&
    gap[from] !== NO_GAP &&
    STRUCK.test(dense.slice(from, to)) &&
    MEANT.test(dense.slice(to, to + 3))
  )
}

const STRUCK = /^(?:[啊哦噢哎唉呃嗐咦欸诶哟]|哎哟|哎呀)$/
const MEANT = /^是(?![的吧啊呀哩嘞吗嘛呢了这那不]|我|俺|谁|啥|什么|$)/

export function findCorrections(folded: Folded, words: readonly VocabularyHit[]): Corrections {
  return correcting(folded, words).map(({ from, to }) => ({ from, to: withParticle(folded, from, to) }))
}

/** 变卦 and 变卦了 are one; 不 and 了 are none. */
function withParticle({ dense }: Folded, from: number, to: number): number {
  return to - from > 1 && /[了啦咧喽]/.test(dense.charAt(to)) ? to + 1 : to
}

function correcting(folded: Folded, words: readonly VocabularyHit[]): readonly VocabularyHit[] {
  const diets = new Covered(
    folded.dense.length,
    words.filter(({ kind }) => kind === 'dietary'),
  )
  return words.filter(word => {
    if (word.kind === 'restart' || isMeantInstead(folded, word)) return true
    if (word.kind !== 'repair' || isConditional(folded, word)) return false
    const text = folded.dense.slice(word.from, word.to)
    // As it is said for 别: 白菜, 白寨村. And 换行 is dictated for a new line.
    if (text === '白' || (text === '换' && NEW_LINE.test(folded.dense.slice(word.to, word.to + 2)))) return false
    if (!APART.has(text)) return true
    if (text === 'no' && isBetweenCounts(folded.dense, word)) return true
    // one congee, no sugar, two pancakes
    if (diets.touches(word)) return false
    const opens = folded.gap[word.from] !== NO_GAP
    const ends = folded.gap[word.to] !== NO_GAP
    if (/^不不?$/.test(text) && isBeforeValue(folded, word)) return true
    if (text === '不' && ends && !ASKS.test(folded.dense.charAt(word.from - 1))) return true
    return opens && (text === '还是' || ends)
  })
}

/** three buns no four */
function isBetweenCounts(dense: string, { from, to }: Span): boolean {
  return (
    COUNT_BEFORE.test(dense.slice(Math.max(0, from - COUNT_REACH), from)) && COUNT_BEHIND.test(dense.slice(to, to + 9))
  )
}

const COUNT_REACH = 30
const SOME = '(?:[0-9]{1,2}|two|three|four|five|six|seven|eight|nine|ten)\\b'
const COUNT_BEFORE = new RegExp(`\\b(?:one\\b|an? |${SOME})`)
const COUNT_BEHIND = new RegExp(`^ ${SOME}`)

const NEW_LINE = /^行(?![不吗么中])/

/** Where a value is taken back by less: 四个，呃，五个 · 三份太多，两份. */
export function findDoubts(folded: Folded, words: readonly VocabularyHit[], corrections: Corrections): Corrections {
  const doubts = words.filter(
    word =>
      word.kind === 'doubt' &&
      !isConditional(folded, word) &&
      (folded.dense.slice(word.from, word.to) !== '啊' || isBeforeValue(folded, word)),
  )
  return [...corrections, ...doubts].sort((a, b) => a.from - b.from)
}

/** 周五不行就周六 and 如果排不开改到周一 name a second choice. */
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

/** Said anew in the place of the first, with words that take it back or as what is settled on. */
export function replaces(
  folded: Folded,
  corrections: Corrections,
  first: Span | null,
  second: Span,
  ends = false,
): boolean {
  return first !== null && (isCorrection(corrections, first, second) || isRestated(folded, first, second, ends))
}

/** 周一，周三，周五: three different ones with nothing between them. */
function isList(folded: Folded, values: readonly Span[]): boolean {
  if (values.length < 3) return false
  const said = new Set(values.map(({ from, to }) => folded.dense.slice(from, to)))
  return said.size === values.length && values.every((value, i) => i === 0 || isBeside(folded, values[i - 1], value))
}

function isBeside({ dense }: Folded, first: Span | undefined, second: Span): boolean {
  return first !== undefined && second.from >= first.to && dense.slice(first.to, second.from).trim() === ''
}

/**
 * Of several values of one kind: the one after a correction, behind a choice of two or settled on, else the first; of
 * an answer to the question for it (`asked`) the last.
 */
export function finalValue<T extends Span>(
  folded: Folded,
  values: readonly T[],
  corrections: Corrections,
  asked = false,
): T | null {
  const left = withoutReasons(folded, unrejected(folded, values))
  const [first, second, third] = left
  if (first === undefined) return null
  if (second !== undefined && third !== undefined && isChoice(folded.dense, first, second)) return left.at(-1) ?? null
  if (isList(folded, left)) return first
  if (isReconsidered(folded, left)) return left.at(-1) ?? null
  const kept = left.reduce((kept, value) => (replaces(folded, corrections, kept, value) ? value : kept), first)
  return kept === first && asked && isLastAnswer(folded, left) ? (left.at(-1) ?? null) : kept
}

/** 十八号，哦不，十九号，十八号停水: named once more only to say why not. */
function withoutReasons<T extends Span>(folded: Folded, values: readonly T[]): readonly T[] {
  if (values.length < 3) return values
  const meanings = values.map(meaning)
  // Of those before, but not of the one right before.
  const earlier = new Set<string>()
  return values.filter((value, i) => {
    const own = meanings[i] ?? ''
    const last = meanings[i - 1] ?? own
    const isAgain = earlier.has(own)
    if (i > 0) earlier.add(last)
    return !isAgain || last === own || !isTalkedOf(folded, value)
  })
}
