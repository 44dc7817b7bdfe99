import type { ReadAmbiguity, ReadItem } from '../core/reading.ts'
import { CLAUSE_GAP, type Folded, NO_GAP } from './fold.ts'
import type { ItemIndex } from './item-index.ts'
import type { Mention } from './item-mentions.ts'
import { type Line, takesBack, together } from './merge-lines.ts'
import type { Span } from './pack.ts'
import type { Quantity } from './quantities.ts'
import { type Corrections, isCorrection } from './self-repair.ts'
import type { VocabularyHit } from './vocabulary.ts'

export interface OrderLines {
  readonly items: readonly ReadItem[]
  readonly ambiguous: readonly ReadAmbiguity[]
  readonly removeItems: readonly ReadItem[]
  /** Quantities that belong to no item named here, in order. */
  readonly loose: readonly Quantity[]
}

type Token = { readonly at: Span; readonly line: Line } | { readonly at: Span; readonly quantity: Quantity }

/** Between a quantity and its item: 两份的烩面, two bowls of noodles. */
const JOINT = /^(?: ?(?:的|of|more)? ?)$/
/** From an item to its quantity behind it: 红烧肉给我来两份. */
const REACH = 4
/** 两碗热乎的粥: what it is like may stand between. */
const LOOSE = 3
const isMeasured = (token: Token) => 'quantity' in token && token.quantity.measured
/** 山药不要放油: how it is made, not whether. */
const OF_WAY = /[放搁加太撒弄给辣葱姜蒜油盐糖香]/
/** 烩面和馍各两份 · 稀饭花卷一人一份 */
const EACH = /(?:各|一人|每人)$/
const AND = /^(?:[和跟与加]|还有| and )?$/

export function readLines(
  folded: Folded,
  index: ItemIndex,
  mentions: readonly Mention[],
  quantities: readonly Quantity[],
  words: readonly VocabularyHit[],
  corrections: { readonly things: Corrections; readonly counts: Corrections },
): OrderLines {
  const lines: Line[] = mentions.map(mention => ({ mention, quantity: null, recounted: false, fate: 'wanted' }))
  const loose = attach(folded, index, lines, quantities, corrections.counts)
  remove(folded, lines, words)
  withdraw(lines, words, corrections.things)
  const gone = lines.filter(line => line.fate === 'removed')
  const wanted = together(lines.filter(line => line.fate === 'wanted' && !gone.some(other => takesBack(other, line))))
  return {
    items: wanted.flatMap(line => readItem(line, index)),
    ambiguous: wanted.flatMap(readAmbiguity),
    removeItems: gone.flatMap(line => readItem(line, index)),
    loose,
  }
}

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
  let countsFirst = false
  const bound = bindTightly(folded, index, tokens)
  for (const [i, token] of tokens.entries()) {
    const before = tokens[i - 1]
    const next = tokens[i + 1]
    const opens = before === undefined || hasClause(folded, before.at.to, token.at.from)
    if (opens) countsFirst = 'quantity' in token && next !== undefined && isJoined(folded, token.at, next.at)
    if ('line' in token) {
      last = token.line
      continue
    }
    if (bound.has(token)) {
      spread(folded, lines, bound.get(token) ?? null, token.quantity)
      continue
    }
    const following =
      next !== undefined &&
      'line' in next &&
      isJoined(folded, token.at, next.at) &&
      suits(next.line, token.quantity, index)
        ? next.line
        : null
    const apart = last !== null && hasSpace(folded, last.mention.to, token.at.from)
    if (following !== null && (countsFirst || apart || !canTake(last, token.quantity, folded, index)))
      following.quantity = token.quantity
    else if (last !== null && canTake(last, token.quantity, folded, index)) spread(folded, lines, last, token.quantity)
    else if (last !== null && isCorrection(corrections, last.quantity, token.quantity)) recount(last, token.quantity)
    else if (token.quantity.measured || lines.length === 0) loose.push(token.quantity)
  }
  return loose
}

/** 三家凑一桌 水煮鱼两份 葱爆羊肉一份: what touches one item and no other belongs to it, whatever came before. */
function bindTightly(folded: Folded, index: ItemIndex, tokens: readonly Token[]): ReadonlyMap<Token, Line> {
  const bound = new Map<Token, Line>()
  const taken = new Set<Line>()
  for (const [i, token] of tokens.entries()) {
    if (!('quantity' in token)) continue
    const touching = [tokens[i - 1], tokens[i + 1]].flatMap(other =>
      other !== undefined && 'line' in other && touches(folded, token, other) ? [other.line] : [],
    )
    const [line, ...more] = touching
    if (line === undefined || more.length > 0 || taken.has(line) || !suits(line, token.quantity, index)) continue
    bound.set(token, line)
    taken.add(line)
  }
  return bound
}

function touches(folded: Folded, quantity: Token, line: Token): boolean {
  const [first, second] = quantity.at.from < line.at.from ? [quantity.at, line.at] : [line.at, quantity.at]
  if (first.to > second.from || hasSpace(folded, first.to, second.from)) return false
  const between = folded.dense.slice(first.to, second.from)
  return first === quantity.at
    ? JOINT.test(between) || (isMeasured(quantity) && between.length <= LOOSE)
    : between === ''
}

function recount(line: Line, quantity: Quantity): void {
  line.quantity = quantity
  line.recounted = true
}

function canTake(line: Line | null, quantity: Quantity, folded: Folded, index: ItemIndex): boolean {
  if (line === null || line.quantity !== null || !suits(line, quantity, index)) return false
  if (hasSpace(folded, line.mention.to, quantity.from)) return quantity.measured
  return quantity.from - line.mention.to <= REACH
}

/** Hours count only what is sold by the hour. */
function suits({ mention: { meaning } }: Line, { hours }: Quantity, index: ItemIndex): boolean {
  return (
    !hours || (meaning.kind === 'item' && index.facts(meaning.item)?.units.some(unit => unit.includes('小时')) === true)
  )
}

/** 烩面和馍各两份 */
function spread(folded: Folded, lines: readonly Line[], last: Line | null, quantity: Quantity): void {
  if (last === null) return
  last.quantity = quantity
  if (!EACH.test(folded.dense.slice(Math.max(0, quantity.from - 3), quantity.from))) return
  for (const line of lines) if (line.mention.from < last.mention.from) line.quantity ??= quantity
}

function remove(folded: Folded, lines: readonly Line[], words: readonly VocabularyHit[]): void {
  const before = words.filter(word => word.kind === 'remove')
  const behind = words.filter(word => word.kind === 'removeAfter')
  for (const [i, line] of lines.entries()) {
    const { from, to } = line.mention
    const start = line.quantity !== null && line.quantity.to <= from ? Math.min(from, line.quantity.from) : from
    const led = before.some(word => word.to <= start && start - word.to <= 1 && !hasClause(folded, word.to, start))
    const chained = lines[i - 1]?.fate === 'removed' && isLinked(folded, lines[i - 1], line)
    const next = lines[i + 1]?.mention.from ?? Number.POSITIVE_INFINITY
    const followed = behind.some(
      word =>
        word.from >= to && word.from - to <= 1 && word.to < next - 1 && !OF_WAY.test(folded.dense.charAt(word.to)),
    )
    if (led || chained || followed) line.fate = 'removed'
  }
}

/** 红烧肉，不对，粉蒸肉 drops the first; 红烧肉换成粉蒸肉 takes it away. */
function withdraw(lines: readonly Line[], words: readonly VocabularyHit[], corrections: Corrections): void {
  for (const [i, line] of lines.entries()) {
    const next = lines[i + 1]
    if (next === undefined || line.recounted || line.fate !== 'wanted' || next.fate !== 'wanted') continue
    const changed = words.some(
      word => word.kind === 'change' && word.from >= line.mention.to && word.to <= next.mention.from,
    )
    if (changed) line.fate = 'removed'
    else if (isCorrection(corrections, line.mention, next.mention)) line.fate = 'withdrawn'
  }
}

function isLinked(folded: Folded, first: Line | undefined, second: Line): boolean {
  return first !== undefined && AND.test(folded.dense.slice(first.mention.to, second.mention.from))
}

function isJoined(folded: Folded, quantity: Span, item: Span): boolean {
  const between = folded.dense.slice(quantity.to, item.from)
  return !hasClause(folded, quantity.to, item.from) && JOINT.test(between)
}

function hasClause(folded: Folded, from: number, to: number): boolean {
  for (let i = from; i <= to; i++) if (folded.gap[i] === CLAUSE_GAP) return true
  return false
}

function hasSpace(folded: Folded, from: number, to: number): boolean {
  for (let i = from; i <= to; i++) if (folded.gap[i] !== NO_GAP) return true
  return false
}

function readItem({ mention, quantity }: Line, index: ItemIndex): ReadItem[] {
  if (mention.meaning.kind !== 'item') return []
  const { item } = mention.meaning
  return [{ ...item, quantity: quantity === null ? null : inUnits(quantity, index, item) }]
}

function readAmbiguity({ mention, quantity }: Line): ReadAmbiguity[] {
  if (mention.meaning.kind !== 'ambiguous') return []
  const { list, term, candidates } = mention.meaning
  return [{ list, term, candidates, quantity: quantity?.grams === null ? quantity.value : null }]
}

/** A weight becomes units, rounded up; where nothing says how much a unit weighs it must be asked. */
function inUnits(quantity: Quantity, index: ItemIndex, item: { list: string; id: string }): number | null {
  if (quantity.grams === null) return quantity.value
  const facts = index.facts(item)
  if (facts?.gramsPerUnit) return Math.ceil(quantity.grams / facts.gramsPerUnit)
  return facts?.units.includes('斤') ? quantity.grams / 500 : null
}
