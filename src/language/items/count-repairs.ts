import type { Span } from '../pack.ts'
import { type Corrections, isCorrection } from '../self-repair.ts'
import { type Folded, NO_GAP } from '../text/fold.ts'
import type { Token } from './count-tokens.ts'
import { isForEach, isForOne } from './eaters.ts'
import type { Mention } from './item-mentions.ts'
import { isSame, type Line } from './merge-lines.ts'
import type { Quantity } from './quantities.ts'
import { isRejected } from './rejections.ts'

/** 两大碗一小碗 */
export function isOfSizes({ dense, gap }: Folded, first: Quantity | null, second: Quantity): boolean {
  if (first === null || second.from !== first.to || gap[second.from] !== NO_GAP) return false
  return /大/.test(dense.slice(first.from, second.to)) && /小/.test(dense.slice(first.from, second.to))
}

/** 酸奶我一杯，他一杯，闺女回来再一杯 */
export function isForNext(
  folded: Folded,
  corrections: Corrections,
  { quantity: first, mention }: Line,
  second: Quantity,
): boolean {
  if (first === null || !first.measured || !second.measured || second.hours) return false
  // 老张一碗烩面，老李一碗: a count before its item ends with it.
  const end = first.to === mention.from ? mention.to : first.to
  if (end > second.from) return false
  const { dense, gap } = folded
  const between = dense.slice(end, second.from)
  const isShared = isForOne(folded, first.from) || isForEach(folded, first.from)
  const isLast = gap[second.to] !== NO_GAP && !isCorrection(corrections, first, second)
  const isOther = gap[end] !== NO_GAP || isLast
  return isOther && isShared && between !== '' && isForOne(folded, second.from)
}

/** 回锅肉两份，减一份 */
export function isLess({ dense, gap }: Folded, all: Quantity | null, some: Quantity): boolean {
  if (all?.value == null || some.value === null || some.value >= all.value || some.from < all.to) return false
  if (gap[some.from] !== NO_GAP || OF_THEM.test(dense.slice(Math.max(all.to, some.from - 3), some.from))) {
    const gone = GONE.exec(dense.slice(some.to, some.to + 8))
    if (gone !== null && gap[some.to + gone[0].length] !== NO_GAP) return true
  }
  const word = /(?:(?:减|少|退|去|撤)[掉去来要]?|多[说算报点要写]了)$/.exec(
    dense.slice(Math.max(all.to, some.from - 3), some.from),
  )
  if (word === null || gap[some.from] !== NO_GAP) return false
  return gap[some.from - word[0].length] !== NO_GAP && gap[some.to] !== NO_GAP
}

/** 蒸蛋三份，有一份不要了 */
const OF_THEM = /(?:其中|里头|里面|有|那)$/
const GONE = /^(?:就|先|给我?)?(?:(?:不|别|甭)[要来送做]了?|去掉|减掉|退掉|退了|撤了|撤掉|取消|免了)吧?/

/** 馒头六个，再加俩: more of the same, where no other thing follows. */
export function isMoreOf({ dense, gap }: Folded, { quantity: all, mention }: Line, more: Quantity): boolean {
  if (all === null || !all.measured || !more.measured || all.hours !== more.hours) return false
  const end = Math.max(all.to, mention.to)
  const measures = dense.charAt(more.to - 1) + dense.charAt(all.to - 1)
  const isAlike = /[俩仨]|(.)\1/.test(measures)
  const isEnd = gap[more.to] !== NO_GAP || /[吧凑]/.test(dense.charAt(more.to))
  return isAlike && isEnd && more.from >= end && ANOTHER.test(dense.slice(Math.max(end, more.from - 5), more.from))
}

const ANOTHER = /(?:(?:再|另外?)(?:给[我俺])?(?:[加来要添拿上]|给)上?|[少漏][说算报点写]了)$/

export function difference(all: Quantity | null, some: Quantity): Quantity {
  return { ...some, value: (all?.value ?? 0) - (some.value ?? 0) }
}

/** 四份，两份现在吃两份晚上吃: what all of them come to is told first. */
export function isParted(corrections: Corrections, [first, ...parts]: readonly Quantity[]): boolean {
  if (first?.value == null || parts.length < 2 || first.value < 2) return false
  const all = parts.reduce((sum, { value }) => sum + (value ?? Number.NaN), 0)
  return all === first.value && !parts.some(part => isCorrection(corrections, first, part))
}

export function sum(first: Quantity | null, second: Quantity): Quantity {
  if (first === null || first.value === null || second.value === null) return second
  return { ...second, from: first.from, value: first.value + second.value }
}

/** 烩面两碗，不对，三碗，馒头两个: behind what takes back the count, where the item that follows has its own. */
export function isCountedAgain(
  { dense }: Folded,
  corrections: Corrections,
  last: Line | null,
  quantity: Quantity,
  next: Token | undefined,
): last is Line {
  if (last === null || next === undefined || !('quantity' in next)) return false
  // What is taken back is no longer counted.
  return COUNTED.test(dense.charAt(last.mention.to)) && isCorrection(corrections, last.mention, quantity)
}

const COUNTED = /[0-9一二两俩仨三四五六七八九十半]/

/** 两碗糊涂面，老头说他也要，三碗: by itself between pauses, or as what it comes to. */
export function closes(
  { dense, gap }: Folded,
  line: Line,
  { from, to, measured, hours }: Quantity,
  lines: readonly Line[],
): boolean {
  const end = PARTICLE.test(dense.charAt(to)) ? to + 1 : to
  const isAlone = gap[from] !== NO_GAP && (gap[end] !== NO_GAP || dense.length - to <= 1)
  // 空调两台，西屋还有一台，三台都洗
  const isTotal =
    IN_ALL.test(dense.slice(Math.max(0, from - 4), from)) || (gap[from] !== NO_GAP && dense.charAt(to) === '都')
  return (
    (isAlone || isTotal) &&
    measured &&
    !hours &&
    line.quantity !== null &&
    lines.length <= MOST_SAME &&
    lines.every(one => one === line || isSame(one, line))
  )
}

/** 烩面一碗，胡辣汤一碗，都改成两碗: as many of each. */
export function isForAll({ dense, gap }: Folded, { from, measured }: Quantity): boolean {
  const said = FOR_ALL.exec(dense.slice(Math.max(0, from - 7), from))
  return measured && said !== null && gap[from - said[0].length] !== NO_GAP
}

const FOR_ALL = /(?:都|[每两各]样(?:都|各)?|各)(?:改成?|换成|变成|要|来|给|订)*$/

/** One dish, however often it is named. */
const MOST_SAME = 4
const PARTICLE = /[吧了啊呗罢得]/
const IN_ALL = /(?:[总一统拢]共|合计|[加合]起来|加一[起块])(?:是|要|来|就)?$/

/** 三份回锅肉，打住，两份: taken back is how many. */
export function isCountedAnew({ dense, gap }: Folded, { from, to }: Span): boolean {
  const said = ANEW.exec(dense.slice(to, to + 8))
  return gap[from] !== NO_GAP && said !== null && gap[to + said[0].length] !== NO_GAP
}

const ANEW =
  /^(?:重来|重说|改成?|就|要|来)?[0-9一二两俩仨三四五六七八九十半]{1,2}[份碗个只盘杯块笼屉斤张根条串](?:吧|就[行中好够])?/

/** 两碗粥，一碗换成绿豆汤 · 三碗粥，有一碗要绿豆汤: so many of them, and the others stay. */
export function takesSome(
  { dense }: Folded,
  line: Line,
  { mention, quantity: some }: Line,
  change: Span | null,
): boolean {
  const { quantity: all } = line
  if (all?.value == null || some?.value == null || some.value >= all.value) return false
  if (some.from < Math.max(line.mention.to, all.to) || some.to > mention.from) return false
  const isSome =
    change === null ? SOME_OF.test(dense.slice(Math.max(0, some.from - 4), some.from)) : some.to <= change.from
  if (isSome) line.quantity = { ...all, value: all.value - some.value }
  return isSome
}

const SOME_OF = /(?:其中|里头|里面|当中|(?<![还再也没另]))有$|(?:其中|里头|里面|当中)$/

/** Nobody counts more; a message of nothing but counts would take long. */
const MOST_DENIED = 60

/** 花卷不是两个，是三个: a count that is denied, but not with the item behind it. */
export function withoutDenied(
  folded: Folded,
  mentions: readonly Mention[],
  quantities: readonly Quantity[],
): readonly Quantity[] {
  if (quantities.length < 2 || quantities.length > MOST_DENIED) return quantities
  return quantities.filter((quantity, i) => {
    const next = quantities[i + 1]
    const hasItem = mentions.some(({ from }) => from >= quantity.to && from < (next?.from ?? Number.POSITIVE_INFINITY))
    const last = quantities[i - 1]
    if (last !== undefined && isLess(folded, last, quantity)) return true
    // 是五个不是三个
    if (next === undefined && last !== undefined && quantity.from - last.to <= NEAR)
      return !isRejected(folded, quantity, true)
    if (next === undefined || hasItem) return true
    return !isRejected(folded, quantity, false) && !isStart(folded, quantity, next)
  })
}

/** As far as nothing but 不是 may stand between. */
const NEAR = 3

/** 从一斤提到一斤六两 · 两碗并成一碗 */
function isStart({ dense }: Folded, { from, to }: Quantity, next: Quantity): boolean {
  const between = dense.slice(to, next.from)
  return (dense.charAt(from - 1) === '从' && TO.test(between)) || MADE.test(between)
}

const TO = /^.{0,3}[到成为]$/
const MADE = /^[并合抹减缩降加增添涨提改换变调]{1,2}[到成为作]$/
