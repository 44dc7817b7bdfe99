import type { Span } from '../pack.ts'
import { CLAUSE_GAP, type Folded } from '../text/fold.ts'
import { hasClause, hasSpace, isCountedOne, type Token } from './count-tokens.ts'
import type { ItemIndex } from './item-index.ts'
import { isSame, type Line } from './merge-lines.ts'
import type { Quantity } from './quantities.ts'

/** Between a quantity and its item: 两份的烩面, two bowls of noodles. */
const JOINT = /^(?: ?(?:的|of|of the|of your|more)? ?)$/
/** 两碗热乎的粥: what it is like may stand between. */
const LOOSE = 3
const isMeasured = (token: Token) => 'quantity' in token && token.quantity.measured
/** 三家凑一桌 水煮鱼两份 葱爆羊肉一份: what touches one item and no other belongs to it, whatever came before. */
export function bindTightly(folded: Folded, index: ItemIndex, tokens: readonly Token[]): ReadonlyMap<Token, Line> {
  const bound = new Map<Token, Line>()
  const taken = new Set<Line>()
  for (const [i, token] of tokens.entries()) {
    if (!('quantity' in token)) continue
    const touching = [tokens[i - 1], tokens[i + 1]].flatMap(other =>
      other !== undefined && 'line' in other && touches(folded, token, other) ? [other.line] : [],
    )
    const line = only(folded, index, touching, taken, token.quantity)
    if (line === null || taken.has(line) || !suits(line, token.quantity, index)) continue
    bound.set(token, line)
    taken.add(line)
  }
  return bound
}

/** Of two that a count touches the one that has none yet: 来碗烩面俩油条, 要馍三个馍一份豆腐. */
function only(
  folded: Folded,
  index: ItemIndex,
  [first, second]: readonly Line[],
  taken: ReadonlySet<Line>,
  quantity: Quantity,
): Line | null {
  if (first === undefined || second === undefined) return first ?? null
  if (taken.has(first) || isSame(first, second) || isRefused(folded, first)) return second
  // 来个豆浆两杯油条三根
  const measure = folded.dense.charAt(quantity.to - 1)
  const isOfFirst = isSoldBy(first, measure, index) && !isSoldBy(second, measure, index)
  return isCountedOne(folded, first) && !isOfFirst ? second : null
}

/** 不要米饭两个馒头 */
function isRefused({ dense }: Folded, { mention: { from } }: Line): boolean {
  return /(?:不要|别要|不吃|去掉|退掉|取消)$/.test(dense.slice(Math.max(0, from - 2), from))
}

function isSoldBy({ mention: { meaning } }: Line, measure: string, index: ItemIndex): boolean {
  return meaning.kind === 'item' && index.facts(meaning.item)?.units.includes(measure) === true
}

function touches(folded: Folded, quantity: Token, line: Token): boolean {
  const [first, second] = quantity.at.from < line.at.from ? [quantity.at, line.at] : [line.at, quantity.at]
  if (first.to > second.from) return false
  // beef brisket one, rice porridge two
  const isListed = first === line.at && folded.dense.slice(first.to, second.from) === ' '
  if (isListed && folded.gap[second.to] === CLAUSE_GAP) return true
  if (hasSpace(folded, first.to, second.from)) return false
  const between = folded.dense.slice(first.to, second.from)
  return first === quantity.at
    ? JOINT.test(between) || (isMeasured(quantity) && between.length <= LOOSE)
    : between === ''
}

/** Hours count only what is sold by the hour. */
export function suits({ mention: { meaning } }: Line, { hours }: Quantity, index: ItemIndex): boolean {
  return (
    !hours || (meaning.kind === 'item' && index.facts(meaning.item)?.units.some(unit => unit.includes('小时')) === true)
  )
}

export function isJoined(folded: Folded, quantity: Span, item: Span): boolean {
  const between = folded.dense.slice(quantity.to, item.from)
  return !hasClause(folded, quantity.to, item.from) && JOINT.test(between)
}
