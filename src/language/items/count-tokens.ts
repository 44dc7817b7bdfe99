import type { Span } from '../pack.ts'
import { CLAUSE_GAP, type Folded, NO_GAP } from '../text/fold.ts'
import type { Line } from './merge-lines.ts'
import type { Quantity } from './quantities.ts'

/** Items and counts as they follow each other in the message. */
export type Token = { readonly at: Span; readonly line: Line } | { readonly at: Span; readonly quantity: Quantity }

/** 皮蛋豆腐 一份 酸奶 两杯: to a pause, each item has its count behind it. */
export function isPaired(folded: Folded, tokens: readonly Token[], from: number): boolean {
  let end = from + 1
  while (end < tokens.length && !hasClause(folded, tokens[end - 1]?.at.to ?? 0, tokens[end]?.at.from ?? 0)) end++
  const run = tokens.slice(from, end)
  return run.length > 2 && run.length % 2 === 0 && run.every((token, i) => (i % 2 === 0) === 'line' in token)
}

export function hasClause(folded: Folded, from: number, to: number): boolean {
  for (let i = from; i <= to; i++) if (folded.gap[i] === CLAUSE_GAP) return true
  return false
}

export function hasSpace(folded: Folded, from: number, to: number): boolean {
  for (let i = from; i <= to; i++) if (folded.gap[i] !== NO_GAP) return true
  return false
}

/** 烩面和馍各两份 · 稀饭花卷一人一份 */
const EACH = /(?:各|一人|每人|每样|各样|一样)(?:来|要|给|订|上)?$/

export function isOfEach({ dense }: Folded, { from }: Span): boolean {
  return EACH.test(dense.slice(Math.max(0, from - 4), from))
}

/** 来碗烩面: one of it, said without its number. */
const ONE =
  /(?:[来要弄整上炒做订点送给搞拿换加添盛端配买][我俺他她]?|[吃喝])[份碗个盘条杯只张根笼屉盒][^0-9一二两三四五六七八九十俩仨半]{0,3}$/

export function isCountedOne({ dense }: Folded, { mention: { from } }: Line): boolean {
  return ONE.test(dense.slice(Math.max(0, from - 6), from))
}
