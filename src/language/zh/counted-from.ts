import { addDays } from '../../core/civil-time.ts'
import type { DateAt } from '../pack.ts'
import { numberAt } from './numbers.ts'

/** 明天那份改到隔天 */
const DAY_AFTER = /(?:到|成|为|吧|是|换|挪|推|等|就|在)(隔天|第二天|次日|转天|后一天)/
/** 七月半上坟，头天晚上送 · 国庆，不是正日子，头一天 */
const DAY_BEFORE =
  /(?<![下上每提假])(?:头一?天|前一[天日])(?![买剩吃喝做没才刚就已]|[我俺]?[给跟先]?[我俺]?(?:打个?电话|通知|提醒|说一?声|联系))/
/** 十五号的保洁提前两天 · 周三那顿往后推一天 */
const MOVED =
  /(?:(提前|往前[提挪]|早)|往后[推挪移延错]|推迟|延后|推后|后推|晚)(?:上|个)?([一两二三四五六七八九十]|[0-9]{1,2})天(?!打|通知|说|告|跟|给|讲|订|预|联系|左右)/
/** Behind these it is the day that is meant, however far from the one it is counted from. */
const PUT = /(?:到|成|为|换|挪|提|调|在|放)$/
/** How far from the day they may stand. */
const REACH = 14

/** Days told by how far they are from the one that was said, which then is not meant itself; null: there are none. */
export function countedFrom(dense: string, found: readonly DateAt[]): readonly DateAt[] | null {
  const after = DAY_AFTER.exec(dense)
  if (after !== null) {
    const to = after.index + after[0].length
    return moved(found, { from: to - (after[1] ?? '').length, to }, 1, dense.length)
  }
  const before = DAY_BEFORE.exec(dense)
  if (before !== null) {
    const reach = PUT.test(dense.slice(0, before.index).slice(-1)) ? dense.length : REACH
    return moved(found, { from: before.index, to: before.index + before[0].length }, -1, reach)
  }
  const match = MOVED.exec(dense)
  if (match === null) return null
  const days = numberAt(match[2] ?? '', 0)?.value ?? 0
  const span = { from: match.index, to: match.index + match[0].length }
  return moved(found, span, match[1] === undefined ? days : -days, REACH)
}

function moved(
  found: readonly DateAt[],
  span: Omit<DateAt, 'date'>,
  days: number,
  reach: number,
): readonly DateAt[] | null {
  const day = found.findLast(({ to }) => to <= span.from)
  if (day === undefined || day.date === null || span.from - day.to > reach) return null
  const isKnown = found.some(({ from, to }) => from < span.to && to > span.from)
  if (isKnown) return null
  const others = found.map(one => (one === day ? { ...one, date: null } : one))
  return [...others, { ...span, date: addDays(day.date, days) }]
}
