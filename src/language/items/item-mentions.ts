import type { Span } from '../pack.ts'
import { everyMatch } from '../text/every-match.ts'
import { type Folded, isWordUnit, NO_GAP } from '../text/fold.ts'
import type { VocabularyHit } from '../text/vocabulary.ts'
import type { ItemIndex, NameMeaning } from './item-index.ts'

export interface Mention extends Span {
  readonly meaning: NameMeaning
}

/** Names of one character count only where they stand as a thing: after a verb or a measure word, at an end. */
const BEFORE_SHORT =
  /[送弄整盛是就的有要吃来喝点订加个碗份盘条只斤杯张笼根屉块瓶袋买上和跟换成俩仨两半一二三四五六七八九十0-9把]/
const AFTER_SHORT =
  /[好够拿吃没写今明后早晚周下嘞哩咧嘛添减吧呀啊了和跟加呢哦的两一二三四五六七八九十俩仨半各要来给上改换去退再还多少不别蒸炖0-9]/

/**
 * Items and terms named in the message, the longest at each place, in order. `words`: other known words; a name that
 * stands inside a longer one of them (饭 in 订饭) is not said.
 */
export function findMentions(folded: Folded, index: ItemIndex, words: readonly VocabularyHit[]): readonly Mention[] {
  const found: Mention[] = []
  index.automaton.scan(folded.dense, (pattern, end) => {
    const entry = index.spoken[pattern]
    if (entry === undefined) return
    const [text, meaning] = entry
    const from = end - text.length
    const to = end + pluralEnd(folded.dense, end)
    if (isWordUnit(text.charCodeAt(0)) && !isWholeWord(folded.dense, from, to)) return
    if (text.length === 1 && !standsAlone(folded, from, to)) return
    found.push({ from, to, meaning })
  })
  return leftmostLongest(withoutSwallowed(folded, found, words))
}

/** 12号, #12, number 12: never a bare number, which is always an option. */
export function findNumbered(
  folded: Folded,
  index: ItemIndex,
  isFree: (span: Span) => boolean,
  isDay: (span: Span) => boolean,
): readonly Mention[] {
  const found: Mention[] = []
  for (const match of everyMatch(NUMBERED, folded.dense)) {
    const span = { from: match.index, to: match.index + match[0].length }
    const [, behind, before] = match
    const item = index.numbers.get(Number(behind ?? before))
    if (item === undefined || !isFree(span) || isHouse(folded.dense, span)) continue
    if (behind !== undefined && isDay(span)) continue
    // two, no 3
    if (
      folded.dense.startsWith('no', match.index) &&
      COUNT_BEFORE.test(folded.dense.slice(Math.max(0, match.index - 7), match.index))
    )
      continue
    found.push({ ...span, meaning: { kind: 'item', item } })
  }
  return found
}

const COUNT_BEFORE = /(?:[0-9]|one|two|three|four|five|six) ?$/
const NUMBERED = /([0-9]{1,4})号(?:菜|餐|套餐|服务)?|(?:#|\b(?:number|no|dish) )([0-9]{1,4})\b/g

function isHouse(dense: string, span: Span): boolean {
  return /[路街巷道院村区苑园楼栋]/.test(dense.charAt(span.from - 1)) || /[院楼栋门桌线]/.test(dense.charAt(span.to))
}

function pluralEnd(dense: string, end: number): number {
  if (!isWordUnit(dense.charCodeAt(end - 1)) || dense.charAt(end) !== 's') return 0
  return isWordUnit(dense.charCodeAt(end + 1)) ? 0 : 1
}

function isWholeWord(dense: string, from: number, to: number): boolean {
  return !isWordUnit(dense.charCodeAt(from - 1)) && !isWordUnit(dense.charCodeAt(to))
}

export function standsAlone(folded: Folded, from: number, to: number): boolean {
  const opens = from === 0 || folded.gap[from] !== NO_GAP || BEFORE_SHORT.test(folded.dense.charAt(from - 1))
  return opens && (folded.gap[to] !== NO_GAP || AFTER_SHORT.test(folded.dense.charAt(to)))
}

/** A wish (量血压) leaves the item in it standing, unless that is a single character (订饭). */
function withoutSwallowed({ dense }: Folded, found: readonly Mention[], words: readonly VocabularyHit[]): Mention[] {
  if (found.length === 0) return []
  const known = furthestEnds(
    dense.length,
    words.filter(({ kind }) => kind !== 'sign'),
  )
  const all = furthestEnds(dense.length, words)
  return found.filter(({ from, to }) => {
    const { before, at } = to - from > 1 ? known : all
    return (before[from] ?? 0) < to && (at[from] ?? 0) <= to
  })
}

/** How far the words reach that start at each place, or before it. */
function furthestEnds(length: number, words: readonly Span[]): { before: readonly number[]; at: readonly number[] } {
  const at = new Array<number>(length).fill(0)
  for (const { from, to } of words) at[from] = Math.max(at[from] ?? 0, to)
  const before: number[] = []
  let furthest = 0
  for (const end of at) {
    before.push(furthest)
    furthest = Math.max(furthest, end)
  }
  return { before, at }
}

export function leftmostLongest<T extends Span>(spans: readonly T[]): readonly T[] {
  let end = 0
  return spans
    .toSorted((a, b) => a.from - b.from || b.to - a.to)
    .filter(span => {
      if (span.from < end) return false
      end = span.to
      return true
    })
}
