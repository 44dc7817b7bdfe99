import type { ReadAmbiguity, ReadItem } from '../../core/reading.ts'
import type { Span } from '../pack.ts'
import { type Corrections, finalValue, isCorrection, replaces } from '../self-repair.ts'
import { CLAUSE_GAP, type Folded } from '../text/fold.ts'
import type { VocabularyHit } from '../text/vocabulary.ts'
import {
  closes,
  difference,
  isCountedAgain,
  isForAll,
  isForNext,
  isLess,
  isMoreOf,
  isOfSizes,
  sum,
  withoutDenied,
} from './count-repairs.ts'
import { hasClause, hasSpace, isOfEach, isPaired, type Token } from './count-tokens.ts'
import { isForOne } from './eaters.ts'
import type { ItemIndex } from './item-index.ts'
import type { Mention } from './item-mentions.ts'
import { settleFates } from './line-fates.ts'
import { isSame, type Line, together, withoutTakenBack } from './merge-lines.ts'
import { findMoved, move } from './moved-counts.ts'
import type { Quantity } from './quantities.ts'
import { isRestated } from './rejections.ts'
import { share } from './shared-lines.ts'
import { soldByWeight } from './sold-by-weight.ts'
import { bindTightly, isJoined, suits } from './tight-counts.ts'

export interface OrderLines {
  readonly items: readonly ReadItem[]
  readonly ambiguous: readonly ReadAmbiguity[]
  readonly removeItems: readonly ReadItem[]
  /** Quantities that belong to no item named here, in order. */
  readonly loose: readonly Quantity[]
}

const NONE: OrderLines = { items: [], ambiguous: [], removeItems: [], loose: [] }

/** From an item to its quantity behind it: 红烧肉给我来两份. */
const REACH = 4
export function readLines(
  folded: Folded,
  index: ItemIndex,
  named: readonly Mention[],
  counted: readonly Quantity[],
  words: readonly VocabularyHit[],
  corrections: { readonly things: Corrections; readonly counts: Corrections },
): OrderLines {
  if (named.length + counted.length === 0) return NONE
  const moved = findMoved(folded, named, counted)
  const mentions = named.filter(mention => mention !== moved?.from && mention !== moved?.to)
  const quantities = counted.filter(quantity => quantity !== moved?.count)
  const lines: Line[] = mentions.map(mention => ({ mention, quantity: null, recounted: false, fate: 'wanted' }))
  const loose = attach(folded, index, lines, withoutDenied(folded, mentions, quantities), corrections.counts)
  for (const line of lines) line.mention = soldByWeight(line, index)
  if (moved === null) settleFates(folded, lines, words, corrections.things)
  else move(lines, moved)
  const gone = lines.filter((line, i) => line.fate === 'removed' && !isWantedAgain(lines, i))
  const wanted = together(
    withoutTakenBack(
      lines.filter(line => line.fate === 'wanted'),
      gone,
    ),
    (one, other) => isRecounted(folded, corrections.counts, one, other),
    (one, other) => LISTED.test(folded.dense.slice(one.mention.to, other.mention.from)),
  )
  countOnly(folded, wanted, loose, corrections.counts)
  share(folded, wanted)
  return {
    items: wanted.flatMap(line => readItem(line, index)),
    ambiguous: wanted.flatMap(line => readAmbiguity(line, index)),
    removeItems: withoutNew(folded, lines, gone).flatMap(line => readItem(line, index)),
    loose,
  }
}

/** 来碗烩面，哦对了不要烩面了，换成炸酱面: what was asked for only now was never ordered, where 对调 speaks of an order. */
function withoutNew({ dense }: Folded, lines: readonly Line[], gone: readonly Line[]): readonly Line[] {
  if (lines.length > MOST_AGAIN) return gone
  const isNew = ({ mention: { from } }: Line, { fate, mention: { to } }: Line) =>
    fate !== 'removed' && to <= from && !/[调换改]/.test(dense.slice(to, from))
  return gone.filter(line => !lines.some(other => isNew(line, other) && isSame(other, line)))
}

/** 不要洗被子，洗，被子拆洗三床 */
function isWantedAgain(lines: readonly Line[], i: number): boolean {
  const line = lines[i]
  if (line === undefined || lines.length > MOST_AGAIN) return false
  return lines.slice(i + 1).some(other => other.fate === 'wanted' && isSame(other, line))
}

/** Nobody changes their mind about more. */
const MOST_AGAIN = 20

/** Either all counts stand before their items (俩馍一碗粥) or all behind (馍俩，粥一碗): the first of a run tells. */
function attach(
  folded: Folded,
  index: ItemIndex,
  lines: readonly Line[],
  quantities: readonly Quantity[],
  corrections: Corrections,
): Quantity[] {
  const tokens: Token[] = [
    ...lines.map(line => ({ at: line.mention, line })),
    ...quantities.map(quantity => ({ at: quantity, quantity })),
  ].sort((a, b) => a.at.from - b.at.from)
  const loose: Quantity[] = []
  let last: Line | null = null
  let [countsFirst, paired] = [false, false]
  const bound = bindTightly(folded, index, tokens)
  const own = new Set(bound.values())
  for (const [i, token] of tokens.entries()) {
    const before = tokens[i - 1]
    const next = tokens[i + 1]
    const opens = before === undefined || hasClause(folded, before.at.to, token.at.from)
    if (opens) countsFirst = 'quantity' in token && next !== undefined && isJoined(folded, token.at, next.at)
    if (opens) paired = isPaired(folded, tokens, i)
    // 带两套 包子四个豆浆两杯
    if (opens && next !== undefined && 'quantity' in token && hasSpace(folded, token.at.to, next.at.from)) {
      paired = isPaired(folded, tokens, i + 1)
      countsFirst &&= !paired
      if (paired) continue
    }
    if ('line' in token) {
      last = token.line
      continue
    }
    if (isCountedAgain(folded, corrections, last, token.quantity, tokens[i + 2])) {
      recount(last, token.quantity)
      continue
    }
    if (bound.has(token)) {
      spread(folded, lines, bound.get(token) ?? null, token.quantity)
      continue
    }
    const isNext = next !== undefined && 'line' in next && !own.has(next.line) && isJoined(folded, token.at, next.at)
    const isGiven =
      (paired && giveBack(last, token.quantity, index)) ||
      giveToNext(folded, index, last, isNext ? next.line : null, token.quantity, countsFirst) ||
      (last !== null && giveToLast(folded, index, lines, last, token.quantity, corrections))
    if (!isGiven && (token.quantity.measured || lines.length === 0)) loose.push(token.quantity)
  }
  return loose
}

function giveBack(last: Line | null, quantity: Quantity, index: ItemIndex): boolean {
  if (last === null || last.quantity !== null || !suits(last, quantity, index)) return false
  last.quantity = quantity
  return true
}

function giveToNext(
  folded: Folded,
  index: ItemIndex,
  last: Line | null,
  next: Line | null,
  quantity: Quantity,
  countsFirst: boolean,
): boolean {
  if (next === null || !suits(next, quantity, index)) return false
  const isApart = last !== null && (hasSpace(folded, last.mention.to, quantity.from) || isOneOf(next, last))
  if (!countsFirst && !isApart && canTake(last, quantity, folded, index)) return false
  next.quantity = quantity
  return true
}

function giveToLast(
  folded: Folded,
  index: ItemIndex,
  lines: readonly Line[],
  last: Line,
  quantity: Quantity,
  corrections: Corrections,
): boolean {
  const counted = lines.filter(line => line.quantity !== null && line.mention.to <= quantity.from)
  if (canTake(last, quantity, folded, index)) spread(folded, lines, last, quantity)
  else if (counted.length > 1 && isForAll(folded, quantity)) for (const line of counted) recount(line, quantity)
  else if (isLess(folded, last.quantity, quantity)) recount(last, difference(last.quantity, quantity))
  else if (
    isOfSizes(folded, last.quantity, quantity) ||
    isMoreOf(folded, last, quantity) ||
    isForNext(folded, corrections, last, quantity)
  )
    last.quantity = sum(last.quantity, quantity)
  else if (replaces(folded, corrections, whole(last), quantity, true) || closes(folded, last, quantity, lines))
    recount(last, quantity)
  else return false
  return true
}

/** 俩火烧，仨: a count before its item ends with it. */
function whole({ quantity, mention }: Line): Span | null {
  return quantity && { from: quantity.from, to: Math.max(quantity.to, mention.to) }
}

/** 红烧肉和米饭 */
const LISTED = /^(?:[和跟与加]|还有|外加|再加| and )/
/** 老李也要一份: for another. */
const ADDED = /[也再还另加给带跟和替帮]|他|她|[老小][一-鿿]|[爸妈爹娘爷奶]|\band\b/

/** 回锅肉一份，回锅肉还是两份吧 */
function isRecounted(folded: Folded, corrections: Corrections, one: Line, other: Line): boolean {
  if (one.quantity === null || other.quantity === null) return false
  const between = folded.dense.slice(one.mention.to, other.mention.from)
  if (isForOne(folded, one.quantity.from) && isForOne(folded, other.quantity.from)) return false
  if (!ADDED.test(between)) return true
  return isCorrection(corrections, one.mention, other.quantity) || isRestated(folded, one.quantity, other.quantity)
}

/** 两份，三份吧，白菜粉条: the only dish takes the count that stands by itself. */
function countOnly(folded: Folded, lines: readonly Line[], loose: Quantity[], corrections: Corrections): void {
  const [line, ...others] = lines
  if (line === undefined || others.length > 0) return
  const counts = loose.filter(({ measured, hours }) => measured && !hours)
  // 我一碗，老伴也要一碗粥
  if (line.quantity !== null) counts.push(line.quantity)
  const isShared = counts.length > 1 && counts.every(({ from }) => isForOne(folded, from))
  if (line.quantity !== null && !isShared) return
  line.quantity = isShared ? counts.reduce<Quantity | null>(sum, null) : finalValue(folded, counts, corrections)
}

function recount(line: Line, quantity: Quantity): void {
  line.quantity = quantity
  line.recounted = true
}

/** meatballs again, make it 3 */
const MAKE_IT = /\bmake (?:it|that|them) $/

function canTake(line: Line | null, quantity: Quantity, folded: Folded, index: ItemIndex): boolean {
  if (line === null || line.quantity !== null || !suits(line, quantity, index)) return false
  if (isForMany(folded, line.mention, quantity)) return true
  if (hasSpace(folded, line.mention.to, quantity.from))
    return (
      quantity.measured ||
      isOfEach(folded, quantity) ||
      MAKE_IT.test(folded.dense.slice(Math.max(0, quantity.from - 12), quantity.from))
    )
  return quantity.from - line.mention.to <= REACH
}

/** 饺子半斤韭菜馅: the second tells which. */
function isOneOf({ mention: { meaning: one } }: Line, { mention: { meaning: of } }: Line): boolean {
  return one.kind === 'item' && of.kind === 'ambiguous' && of.candidates.includes(one.item.id)
}

/** rice for three */
function isForMany({ dense, gap }: Folded, { to }: Span, quantity: Quantity): boolean {
  if (dense.slice(to, quantity.from) !== ' for ' || (quantity.value ?? 0) < 2) return false
  return (
    gap[quantity.to] === CLAUSE_GAP || / (?:people|of us|persons)\b/.test(dense.slice(quantity.to, quantity.to + 8))
  )
}

/** 烩面和馍各两份 */
function spread(folded: Folded, lines: readonly Line[], last: Line | null, quantity: Quantity): void {
  if (last === null) return
  last.quantity = quantity
  if (!isOfEach(folded, quantity)) return
  for (const line of lines) if (line.mention.from < last.mention.from) line.quantity ??= quantity
}

function readItem({ mention, quantity }: Line, index: ItemIndex): ReadItem[] {
  if (mention.meaning.kind !== 'item') return []
  const { item } = mention.meaning
  return [{ ...item, quantity: quantity === null ? null : inUnits(quantity, index, item) }]
}

function readAmbiguity({ mention, quantity }: Line, index: ItemIndex): ReadAmbiguity[] {
  if (mention.meaning.kind !== 'ambiguous') return []
  const { list, term, candidates } = mention.meaning
  const [first = ''] = candidates
  return [{ list, term, candidates, quantity: quantity && inUnits(quantity, index, { list, id: first }) }]
}

/** A weight becomes units, rounded up; where nothing says how much a unit weighs it must be asked. */
function inUnits(quantity: Quantity, index: ItemIndex, item: { list: string; id: string }): number | null {
  if (quantity.grams === null) return quantity.value
  const facts = index.facts(item)
  if (facts?.gramsPerUnit) return Math.ceil(quantity.grams / facts.gramsPerUnit)
  return facts?.units.includes('斤') ? quantity.grams / 500 : null
}
