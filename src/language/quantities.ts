import type { Claims } from './claims.ts'
import { foldWord, isFigure, isWordUnit } from './fold.ts'
import type { Mention } from './item-mentions.ts'
import type { Span } from './pack.ts'
import { PACKS } from './packs.ts'

export interface Quantity extends Span {
  /** null: about so many. */
  readonly value: number | null
  /** Said as a weight, whatever the item's unit. */
  readonly grams: number | null
  /** A bare number needs an item beside it, or to be the whole message. */
  readonly measured: boolean
}

const measures = longestFirst(PACKS.flatMap(pack => pack.words.measures))
const weights = new Map(
  PACKS.flatMap(pack => Object.entries(pack.words.weights).map(([word, grams]) => [foldWord(word), grams] as const)),
)
const weightWords = longestFirst([...weights.keys()])
/** 个人, 个月: counted, but not the item. */
const NOT_ITEMS = /^(?:人|月|小时|钟头|星期|礼拜|字|电话|问题)/

/** Counts and weights outside what is claimed. */
export function findQuantities(dense: string, claims: Claims, mentions: readonly Mention[]): readonly Quantity[] {
  const starts = new Set(mentions.map(mention => mention.from))
  const found: Quantity[] = []
  for (let at = 0; at < dense.length; ) {
    const quantity = claims.isFree({ from: at, to: at + 1 }) ? quantityAt(dense, at, starts) : null
    if (quantity !== null && claims.isFree(quantity)) found.push(quantity)
    at = quantity === null ? at + 1 : quantity.to
  }
  return found
}


function quantityAt(dense: string, from: number, itemStarts: ReadonlySet<number>): Quantity | null {
  if (dense.charAt(from - 1) === '第' || (isWordUnit(dense.charCodeAt(from - 1)) && isFigure(dense.charCodeAt(from)) && isFigure(dense.charCodeAt(from - 1)))) return null
  for (const { numberAt } of PACKS) {
    const number = numberAt(dense, from)
    if (number === null) continue
    if (number.figures && number.value !== null && number.value > 999) return null
    const start = dense.charAt(number.to) === ' ' ? number.to + 1 : number.to
    const weight = startingWith(dense, start, weightWords)
    if (weight !== null && number.value !== null) return weighed(dense, from, start, number.value, weight)
    const measure = itemStarts.has(start) ? null : startingWith(dense, start, measures)
    if (measure === null) return { from, to: number.to, value: number.value, grams: null, measured: number.counts && from + 1 === number.to && !isWordUnit(dense.charCodeAt(from)) }
    const to = start + measure.length
    if (NOT_ITEMS.test(dense.slice(to, to + 3))) return null
    const half = dense.charAt(to) === '半' ? 1 : 0
    return { from, to: to + half, value: number.value === null ? null : number.value + half / 2, grams: null, measured: true }
  }
  return null
}

/** 一斤半 · 两斤三两 · 1.5斤 */
function weighed(dense: string, from: number, unitAt: number, value: number, unit: string): Quantity {
  let grams = value * (weights.get(unit) ?? 0)
  let to = unitAt + unit.length
  if (dense.charAt(to) === '半') {
    grams += (weights.get(unit) ?? 0) / 2
    to++
  } else {
    const more = PACKS[0]?.numberAt(dense, to) ?? null
    if (more !== null && more.value !== null && dense.charAt(more.to) === '两') {
      grams += more.value * (weights.get('两') ?? 0)
      to = more.to + 1
    }
  }
  return { from, to, value: grams / 500, grams, measured: true }
}

function startingWith(dense: string, at: number, words: readonly string[]): string | null {
  for (const word of words) {
    if (!dense.startsWith(word, at)) continue
    if (isWordUnit(word.charCodeAt(0)) && isWordUnit(dense.charCodeAt(at + word.length))) continue
    return word
  }
  return null
}

function longestFirst(words: readonly string[]): readonly string[] {
  return [...new Set(words.map(foldWord))].sort((a, b) => b.length - a.length)
}
