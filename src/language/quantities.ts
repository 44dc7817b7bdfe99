import type { Claims } from './claims.ts'
import { foldWord, isFigure, isWordUnit } from './fold.ts'
import type { Mention } from './item-mentions.ts'
import type { NumberAt, Span } from './pack.ts'
import { PACKS } from './packs.ts'

export interface Quantity extends Span {
  /** null: about so many. */
  readonly value: number | null
  /** Said as a weight, whatever the item's unit. */
  readonly grams: number | null
  /** 俩小时: counts time. */
  readonly hours: boolean
  /** A bare number needs an item beside it, or to be the whole message. */
  readonly measured: boolean
}

type ByFirst = ReadonlyMap<string, readonly string[]>

const measures = longestFirst(PACKS.flatMap(pack => pack.words.measures))
const hourWords = longestFirst(PACKS.flatMap(pack => pack.words.hours))
const weights = new Map(
  PACKS.flatMap(pack => Object.entries(pack.words.weights).map(([word, grams]) => [foldWord(word), grams] as const)),
)
const weightWords = longestFirst([...weights.keys()])
/** How far before 一人一碗 it may stand who eats. */
const EACH_REACH = 24
/** Longer runs of figures are no count. */
const MOST = 999
/** 个人, 个月: counted, but not the item. */
const NOT_ITEMS = /^(?:人|月|星期|礼拜|字|数|号|电话|问题)/

/** 6 打错了 is no dozens. */
const NO_DOZEN = /[错电扫针算]/

/** 一双 is two. */
const SEVERAL: Readonly<Record<string, number>> = {
  双: 2,
  对: 2,
  打: 12,
  pair: 2,
  'pair of': 2,
  couple: 2,
  'couple of': 2,
  dozen: 12,
}

/** 一百一是吧: what it costs. */
const PRICE = /^(?:是吧|块|元|毛|啊是)/
/** 俩孙子: who eats, not what. */
const PEOPLE = /^(?:孙|孩|老人|老的|大人|人|口|儿子|闺女|邻居|朋友|客|亲戚|小的|娃|姊妹|兄弟)/

/** 一夜, 一会, 一直: nothing is counted. */
const NO_COUNT = /[夜宿天年会阵直些起下切般样号楼栋幢路单元院室位早]/

/** Counts and weights outside what is claimed. */
export function findQuantities(dense: string, claims: Claims, mentions: readonly Mention[]): readonly Quantity[] {
  const itemStarts = new Set(mentions.map(mention => mention.from))
  const found: Quantity[] = []
  for (let at = 0; at < dense.length; ) {
    const times = !isTimes(dense, at) ? 0 : dense.charAt(at + 1) === ' ' ? 2 : 1
    const isOpen = claims.isFree({ from: at, to: at + 1 }) && !continues(dense, at)
    const number = isOpen ? numberFrom(dense, at + times) : null
    const counted = number === null ? null : quantityOf(dense, at + times, number, itemStarts)
    const quantity = counted !== null && times > 0 ? { ...counted, from: at, measured: true } : counted
    if (quantity !== null && claims.isFree(quantity)) found.push(forEach(dense, quantity))
    at = quantity?.to ?? number?.to ?? at + 1
  }
  return found
}

/** 拉面 x2 */
function isTimes(dense: string, at: number): boolean {
  return (
    dense.charAt(at) === 'x' &&
    isFigure(dense.charCodeAt(at + (dense.charAt(at + 1) === ' ' ? 2 : 1))) &&
    !isWordUnit(dense.charCodeAt(at - 1))
  )
}

const EACH = /(?:一人|每人|一个人|人手|[俩仨]各|人各|口子?各)$/
const EATERS = /([0-9]{1,2}|[一二两三四五六七八九十俩仨])(?:个人|口人|口子?|位|人)|(?<=[爷娘俺们咱婆])([俩仨])/g

/** 我跟老伴一人两个 */
const BOTH = /[我俺][和跟与][一-鿿]{1,3}(?:一人|每人|各)$/

/** 四个人，一人一碗 */
function forEach(dense: string, quantity: Quantity): Quantity {
  const before = dense.slice(Math.max(0, quantity.from - EACH_REACH), quantity.from)
  if (quantity.value === null || !EACH.test(before)) return quantity
  const last = [...before.replace(/(?:一人|每人|一个人|人手)$|各$/, '').matchAll(EATERS)].at(-1)
  const eaters = last?.[1] ?? last?.[2] ?? (BOTH.test(before) ? '两' : undefined)
  const count = eaters === undefined ? null : (numberFrom(eaters, 0)?.value ?? null)
  return count === null ? quantity : { ...quantity, value: quantity.value * count }
}

/** 第二 counts nothing, nor does the middle of a number or of a word. */
function continues(dense: string, at: number): boolean {
  const before = dense.charCodeAt(at - 1)
  return (
    dense.charAt(at - 1) === '第' ||
    dense.startsWith('最后', at - 2) ||
    (isFigure(before) && isFigure(dense.charCodeAt(at)))
  )
}

function numberFrom(dense: string, at: number): NumberAt | null {
  for (const { numberAt } of PACKS) {
    const number = numberAt(dense, at)
    if (number !== null) return number
  }
  return null
}

function quantityOf(dense: string, from: number, number: NumberAt, itemStarts: ReadonlySet<number>): Quantity | null {
  const { to, value, figures, counts } = number
  if (figures && value !== null && value > MOST) return null
  if (PRICE.test(dense.slice(to, to + 2)) && (value ?? 0) >= 10) return null
  // Half a bowl.
  const article = value === 0.5 && dense.startsWith(' a ', to) ? 2 : 0
  const unitAt = dense.charAt(to) === ' ' ? to + 1 + article : to
  const weight = startingWith(dense, unitAt, weightWords)
  if (weight !== null && value !== null) return weighed(dense, from, unitAt, value, weight)
  const hours = timed(dense, from, unitAt, value)
  if (hours !== null) return hours
  const measure = itemStarts.has(unitAt) ? null : startingWith(dense, unitAt, measures)
  const pair = counts && !isWordUnit(dense.charCodeAt(from))
  if (pair && PEOPLE.test(dense.slice(to, to + 3))) return null
  if (measure === null && NO_COUNT.test(dense.charAt(to))) return null
  if (measure === null) return { from, to, value, grams: null, hours: false, measured: pair }
  const end = unitAt + measure.length
  if (NOT_ITEMS.test(dense.slice(end, end + 3)) || (measure === '打' && NO_DOZEN.test(dense.charAt(end)))) return null
  // 两碗半 is two and a half; 两碗，半小时后 is not.
  const half = /^半(?!小时|钟头|个|天|点|份|碗|斤)/.test(dense.slice(end, end + 3)) ? 1 : 0
  return {
    from,
    to: end + half,
    value: value === null ? null : (value + half / 2) * (SEVERAL[measure] ?? 1),
    grams: null,
    hours: false,
    measured: true,
  }
}

/** 俩小时 · 一个半钟头 · two hours of */
function timed(dense: string, from: number, unitAt: number, value: number | null): Quantity | null {
  const half = dense.startsWith('个半', unitAt) ? 2 : dense.charAt(unitAt) === '半' ? 1 : 0
  const unit = startingWith(dense, unitAt + half, hourWords)
  if (unit === null) return null
  const more = half > 0 || dense.charAt(unitAt + half + unit.length) === '半' ? 0.5 : 0
  const to = unitAt + half + unit.length + (more > 0 && half === 0 ? 1 : 0)
  return { from, to, value: value === null ? null : value + more, grams: null, hours: true, measured: true }
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
  return { from, to, value: grams / 500, grams, hours: false, measured: true }
}

function startingWith(dense: string, at: number, words: ByFirst): string | null {
  for (const word of words.get(dense.charAt(at)) ?? []) {
    if (!dense.startsWith(word, at)) continue
    if (isWordUnit(word.charCodeAt(0)) && isWordUnit(dense.charCodeAt(at + word.length))) continue
    return word
  }
  return null
}

/** By their first character, the longest first. */
function longestFirst(words: readonly string[]): ByFirst {
  const all = [...new Set(words.map(foldWord))].sort((a, b) => b.length - a.length)
  return Map.groupBy(all, word => word.charAt(0))
}
