import type { NumberAt, Span } from '../pack.ts'
import { PACKS } from '../packs.ts'
import { type Folded, foldWord, isFigure, isWordUnit, NO_GAP } from '../text/fold.ts'
import type { Claims } from '../wishes/claims.ts'
import { beginsNumber } from '../zh/numbers.ts'
import { eatersBefore } from './eaters.ts'
import { trueCounts } from './false-counts.ts'
import type { Mention } from './item-mentions.ts'

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
/** Longer runs of figures are no count. */
const MOST = 999
/** 个人, 个月: counted, but not the item. */
const NOT_ITEMS = /^(?:人|志愿者|师傅|护士|大夫|月(?!饼)|命|星期|礼拜|字|数|号(?!码)|问题)/
/** 跑断两条腿, 饿得吞下一头牛: said to make it vivid. */
const VIVID = /^(?:腿(?!肉)|胳膊|眼|手(?!擀|抓|撕)|嘴|心(?!电)|牛(?![肉腩奶杂肚])|猪(?![肉蹄肚])|电话)/

/** 三个屋, 仨个孩子 */
const NOT_PIECES =
  /^(?:[老小大]的|大人|小孩|老头|老太|志愿者|师傅|护士|大夫|屋|房间|地方|孩子|孙子|孙女|老人|老师|窟窿|洞|邻居)/
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

/** 一百一是吧, 要一百三？: what it costs. */
const PRICE = /^(?:是吧|块|元|毛|啊是)/
/** Nobody orders more without saying of what. */
const MOST_BARE = 60
const MOST_BEDS = 8
/** 俩孙子: who eats, not what. */
const PEOPLE =
  /^(?:支架|钢[钉板]|月(?!饼)|礼拜|星期|口子|娃|志愿|师傅|护士|大夫|小孩|孙|孩|老人|老的|大人|人|口|儿子|闺女|邻居|朋友|客|亲戚|小的|娃|姊妹|兄弟)/

/** 一夜, 一会, 一直, 拾掇: nothing is counted. */
const NO_COUNT = /[页句辈股掇百千夜宿天年会阵直些起下切般样号楼栋幢路单元院室位早]/

/** Counts and weights outside what is claimed. */
export function findQuantities(folded: Folded, claims: Claims, mentions: readonly Mention[]): readonly Quantity[] {
  const { dense } = folded
  const items = { starts: new Set(mentions.map(({ from }) => from)), ends: new Set(mentions.map(({ to }) => to)) }
  const found: Quantity[] = []
  for (let at = 0; at < dense.length; ) {
    if (!mayCount(dense.charCodeAt(at))) {
      at++
      continue
    }
    const times = !isTimes(dense, at) ? 0 : dense.charAt(at + 1) === ' ' ? 2 : 1
    const isOpen = claims.isFree({ from: at, to: at + 1 }) && !continues(dense, at)
    const number = isOpen ? numberFrom(folded, at + times) : null
    const counted =
      isOpen && number === null
        ? pastOne(dense, at)
        : number === null
          ? null
          : quantityOf(folded, at + times, number, items)
    const quantity = counted !== null && times > 0 ? { ...counted, from: at, measured: true } : counted
    if (quantity !== null && claims.isFree(quantity)) found.push(forEach(folded, quantity))
    at = quantity?.to ?? number?.to ?? at + 1
  }
  const counts = trueCounts(folded, found)
  // 俺仨，不是，俺俩: of those who eat only where nothing else is counted.
  const things = counts.filter(({ from, to }) => to - from > 1 || !isOfPeople(dense, from))
  return things.length > 0 ? things : counts
}

/** 我们兄妹俩想吃扣肉一份: who eats, where so much is said of it. */
export function isOfPeople(dense: string, at: number): boolean {
  return PAIR.test(dense.charAt(at)) && PEOPLE_BEFORE.test(dense.slice(Math.max(0, at - 2), at))
}

const PAIR = /[俩仨]/
const PEOPLE_BEFORE =
  /(?:[们咱俺她他爷娘婆老孙]|兄妹|姐妹|姊妹|兄弟|姐弟|夫妻|夫妇|两口|老伴|[母父][女子]|婆媳|朋友|老头|老太)$/

/** 拉面 x2 */
function isTimes(dense: string, at: number): boolean {
  return (
    dense.charAt(at) === 'x' &&
    isFigure(dense.charCodeAt(at + (dense.charAt(at + 1) === ' ' ? 2 : 1))) &&
    !isWordUnit(dense.charCodeAt(at - 1))
  )
}

const PAST_ONE = new Set([...'双斤'].map(char => char.charCodeAt(0)))

/** Whether a count may begin with this unit: most characters are done with here. */
function mayCount(unit: number): boolean {
  return beginsNumber(unit) || isWordUnit(unit) || PAST_ONE.has(unit)
}

/** 斤半 · 双份 */
function pastOne(dense: string, at: number): Quantity | null {
  if (dense.startsWith('双份', at)) return { from: at, to: at + 2, value: 2, grams: null, hours: false, measured: true }
  if (!dense.startsWith('斤半', at) || /[公每几论多半0-9一二两三四五六七八九十]/.test(dense.charAt(at - 1))) return null
  return { from: at, to: at + 2, value: 1.5, grams: 750, hours: false, measured: true }
}

/** 四个人，一人一碗 */
function forEach(folded: Folded, quantity: Quantity): Quantity {
  if (quantity.value === null) return quantity
  const eaters = eatersBefore(folded, quantity.from)
  return eaters === null ? quantity : { ...quantity, value: quantity.value * eaters }
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

/** 一，一，一碗 are no hundred and eleven: a pause ends a number. */
function numberFrom({ dense, gap }: Folded, at: number): NumberAt | null {
  for (const { numberAt } of PACKS) {
    const number = numberAt(dense, at)
    if (number === null) continue
    for (let end = at + 1; end < number.to; end++)
      if (gap[end] !== NO_GAP && !isWordUnit(dense.charCodeAt(end))) return numberAt(dense.slice(0, end), at)
    return number
  }
  return null
}

function quantityOf(
  { dense, gap }: Folded,
  from: number,
  number: NumberAt,
  items: { readonly starts: ReadonlySet<number>; readonly ends: ReadonlySet<number> },
): Quantity | null {
  const bowls = items.starts.has(number.to) || items.ends.has(from) ? heardBowls(dense.slice(from, number.to)) : null
  if (bowls !== null) return { from, to: number.to, value: bowls, grams: null, hours: false, measured: true }
  const { to, value, figures, counts } = number
  if (figures && value !== null && value > MOST) return null
  // 理发，俩人: so many of it.
  const heads = items.ends.has(from) ? HEADS.exec(dense.slice(to, to + 2))?.[0].length : undefined
  if (heads !== undefined && gap[to + heads] !== NO_GAP)
    return { from, to: to + heads, value, grams: null, hours: false, measured: true }
  if (PRICE.test(dense.slice(to, to + 2)) && (value ?? 0) >= 10) return null
  // Half a bowl.
  const article = value === 0.5 && dense.startsWith(' a ', to) ? 2 : 0
  const unitAt = dense.charAt(to) === ' ' ? to + 1 + article : to
  const weight = startingWith(dense, unitAt, weightWords)
  if (weight !== null && value !== null) return weighed({ dense, gap }, from, unitAt, value, weight)
  const hours = timed(dense, from, unitAt, value)
  if (hours !== null) return hours
  const measure = items.starts.has(unitAt) ? null : measureAt(dense, unitAt, items.starts)
  if (measure === null && HOUSEHOLD.test(dense.slice(to, to + 3))) return null
  const pair = counts && !isWordUnit(dense.charCodeAt(from))
  if (pair && PEOPLE.test(dense.slice(to, to + 3))) return null
  if (measure === null && gap[to] === NO_GAP && NO_COUNT.test(dense.charAt(to))) return null
  if (measure === null && (value ?? 0) > MOST_BARE) return null
  if (measure === null) return { from, to, value, grams: null, hours: false, measured: pair }
  const end = unitAt + measure.length
  const behind = gap[end] === NO_GAP && !isSaidAnew(dense, from, end) ? dense.slice(end, end + 3) : ''
  // 12床: whose bed it is.
  if (isNoMeasure(measure, dense.charAt(end), behind) || (measure === '床' && (value ?? 0) > MOST_BEDS)) return null
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

/** 三个哎不四个孙女也来: who else comes is told behind a count that was taken back. */
function isSaidAnew(dense: string, from: number, to: number): boolean {
  return ANEW.test(dense.slice(Math.max(0, from - 3), from)) && COMES_TOO.test(dense.slice(to, to + 5))
}

const ANEW = /(?:不|不对|不是|错了|不中|不行)$/
const COMES_TOO = /^[一-鿿]{1,3}[也都]/

/** 一大家子六杯 */
const HOUSEHOLD = /^大?家子|^大家/
const HEADS = /^[个口位]?人/

/** What stands behind it shows that nothing to be ordered is counted. */
function isNoMeasure(measure: string, next: string, behind: string): boolean {
  if (VIVID.test(behind) && measure !== '份' && measure !== '碗') return true
  if (measure === '个' && NOT_PIECES.test(behind)) return true
  // 两床单子
  if (measure === '床' && /^[单上头垫铺位前边]/.test(behind)) return true
  // 改5单元
  if (measure === '单' && behind.startsWith('元')) return true
  return NOT_ITEMS.test(behind) || (measure === '打' && NO_DOZEN.test(next))
}

/** 一满碗, 两大海碗: what it is like belongs to it. */
function measureAt(dense: string, at: number, itemStarts: ReadonlySet<number>): string | null {
  if (MISHEARD.has(dense.charAt(at)) && itemStarts.has(at + 1)) return dense.charAt(at)
  if (BEDDING.test(dense.slice(at, at + 2))) return dense.charAt(at)
  const plain = startingWith(dense, at, measures)
  if (plain !== null || !SIZE.test(dense.charAt(at))) return plain
  const measure = startingWith(dense, at + 1, measures)
  return measure === null ? null : dense.charAt(at) + measure
}

/** 烩面一万: nobody orders ten thousand. */
function heardBowls(said: string): number | null {
  return /^[一二两三四五六七八九]万$/.test(said) ? (PACKS[0]?.numberAt(said.charAt(0), 0)?.value ?? null) : null
}

/** 两晚烩面 for 两碗, 一分 for 一份: right before what is counted. */
const MISHEARD = new Set('晚腕完分各背被')
const SIZE = /[大小满整中平足]/
/** 两床被子, where 八床 alone is a bed on the ward. */
const BEDDING = /^床[被褥铺毯棉单]/

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
function weighed(
  { dense, gap }: Pick<Folded, 'dense' | 'gap'>,
  from: number,
  unitAt: number,
  value: number,
  unit: string,
): Quantity {
  let grams = value * (weights.get(unit) ?? 0)
  let to = unitAt + unit.length
  // 半斤，半斤得了
  if (gap[to] !== NO_GAP) return { from, to, value: grams / 500, grams, hours: false, measured: true }
  if (dense.charAt(to) === '半' && dense.charAt(to + 1) !== unit) {
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
