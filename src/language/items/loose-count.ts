import type { SlotType } from '../../core/reading.ts'
import type { Span } from '../pack.ts'
import { type Corrections, finalValue, isCorrection } from '../self-repair.ts'
import { everyMatch } from '../text/every-match.ts'
import { type Folded, NO_GAP } from '../text/fold.ts'
import { numberAt } from '../zh/numbers.ts'
import { difference, isLess, isOfSizes, isParted, sum } from './count-repairs.ts'
import { isForEach, isForOne, peopleIn } from './eaters.ts'
import type { OrderLines } from './order-lines.ts'
import { isOfPeople, type Quantity } from './quantities.ts'

/** 一人一碗，再给阿姨一碗 */
const AND_MORE = /再给|另外|还有|再加|再来/
/** 两份不够，再加一份 · 四个不吉利，添一个吧 */
const NOT_ENOUGH = /不够.{0,3}再[加来添要给]|再[加添]上?$|(?<![没甭别不])添上?$/
/** 来一趟, 三天两头: how often, not how many. */
const ARTICLE = /^(?:an?|another)$/
const OF_COMING = /[趟顿回眼遍下次头]$/

/** How many, said of no item in the message. */
export function looseCount(
  folded: Folded,
  lines: OrderLines,
  expects: readonly SlotType[],
  corrections: Corrections,
): number | null {
  const asked = expects.includes('number')
  const things = asked ? thingsIn(folded.dense) : null
  if (things !== null) return things
  const { exact, counted } = looseCounts(folded, lines, expects, corrections)
  const isWho = exact.every(({ from }) => isOfPeople(folded.dense, from) || isOfChildren(folded.dense, from))
  const people = isWho && expects[0] === 'number' && lines.items.length === 0 ? peopleIn(folded) : null
  if (people !== null) return people
  const isEaten =
    counted.length > 1 &&
    counted.every(
      (one, i) =>
        (isForOne(folded, one.from) || (i === 0 && isForEach(folded, one.from))) &&
        !isCorrection(corrections, counted[i - 1] ?? null, one),
    )
  const [first, second] = counted
  const isMore =
    first !== undefined && second !== undefined && NOT_ENOUGH.test(folded.dense.slice(first.to, second.from))
  // 俩大份一小份
  if (first !== undefined && second !== undefined && isOfSizes(folded, first, second)) return sum(first, second).value
  if (first !== undefined && second !== undefined && counted.length === 2 && isLess(folded, first, second))
    return difference(first, second).value
  if (first !== undefined && isParted(corrections, counted)) return first.value
  const quantity =
    first !== undefined && (isEaten || isMore)
      ? first
      : finalValue(folded, counted.length > 0 ? counted : exact, corrections, asked)
  if (quantity === null || quantity.value === null) return null
  const isAdded = ({ from }: Quantity) =>
    from >= quantity.to && (isEaten || isMore || AND_MORE.test(folded.dense.slice(quantity.to, from)))
  return (asked ? counted.filter(isAdded) : []).reduce((sum, { value }) => sum + (value ?? 0), quantity.value)
}

/** 俺俩，儿子俩: nothing but who eats. */
function isOfChildren(dense: string, at: number): boolean {
  return /^[俩仨]/.test(dense.slice(at)) && /(?:儿子|孙[子女]|闺女|女儿)$/.test(dense.slice(Math.max(0, at - 2), at))
}

const COUNT = '([0-9]{1,2}|[一二两三四五六七八九十])'
const THING = '(?:(?![0-9一二两三四五六七八九十不没改换就还是那要来再共总])[一-鿿]){1,4}'
/** 菜刀两把剪子一把: nothing but things, all counted alike. */
const THINGS = new RegExp(`^${THING}${COUNT}([把台扇件床套盏张条双])(?:${THING}${COUNT}\\2)+$`)
const EACH_THING = new RegExp(`${COUNT}[把台扇件床套盏张条双]`, 'g')

export function thingsIn(dense: string): number | null {
  if (dense.length > LONGEST || !THINGS.test(dense)) return null
  return everyMatch(EACH_THING, dense).reduce((sum, [, count = '']) => sum + (numberAt(count, 0)?.value ?? 0), 0)
}

const LONGEST = 40

function looseCounts(folded: Folded, { loose }: OrderLines, expects: readonly SlotType[], corrections: Corrections) {
  const { dense } = folded
  const asked = expects.includes('number')
  // two bowls, no wait, three
  const ends = new Set(corrections.map(({ to }) => to))
  const isAnew = ({ from }: Quantity) => ends.has(from) || ends.has(from - 1)
  const known = loose.filter(
    quantity =>
      quantity.value !== null &&
      (asked || !isOfOther(folded, quantity)) &&
      !LOST.test(dense.slice(Math.max(0, quantity.from - 2), quantity.from)) &&
      (asked || !isOfPeople(dense, quantity.from)) &&
      ((quantity.measured && !quantity.hours) ||
        isAnew(quantity) ||
        (isBare(dense, quantity) && !expects.includes('yesno')) ||
        asked),
  )
  // 半斤就够俺吃两顿, two, grandma eats like a bird
  const things = known.filter(
    ({ from, to }) => !OF_COMING.test(dense.slice(from, to)) && !ARTICLE.test(dense.slice(from, to)),
  )
  const exact = asked && things.length === 0 ? known : things
  // 六六大顺，六个: the figures are a saying, what is measured is the count.
  return { exact, counted: exact.filter((quantity, i) => quantity.measured || (i > 0 && isAnew(quantity))) }
}

/** 牙掉了三颗, 壶摔了八瓣, 说了一大串 */
const LOST = /[掉断少坏摔碎丢破死说等走]了$/

/** 一份文件, 断了三根肋骨: what it counts stands behind it. */
function isOfOther({ dense, gap }: Folded, { to }: Span): boolean {
  return gap[to] === NO_GAP && /[一-鿿]/.test(dense.charAt(to)) && !GOES_ON.test(dense.charAt(to))
}

/** How a sentence goes on behind so much of what is ordered. */
const GOES_ON =
  /[吧了啊呀哦噢嘛呢呗罢哈就中行好够要不别甭的给送改换变减都也全各多少加放带微免再还来先到得谢辛麻今明后早晚上下可是对没有算饭菜餐套我俺你一二两三四五六七八九十半]/

/** The number is all there is, but for a word or two around it (要3, 三吧). */
function isBare(dense: string, { from, to }: Span): boolean {
  return from <= 2 && dense.length - to <= 2
}
