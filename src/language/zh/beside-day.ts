import { addDays } from '../../core/civil-time.ts'
import type { DateAt } from '../pack.ts'
import { COUNT, number, WEEKDAY, weekday } from './month-days.ts'

const BESIDE = new RegExp(
  `[节的]?(?:那天)?的?(?:(?:过?后|过罢|过完|之后|以后)的?(?:头|第)一[天日]|(?:后|过后|之后|以后)的?第?${COUNT}天|(?:前头|头里|前|头)(?:${COUNT}天|天(?!晚))|前夜|前夕|前一晚|前一[天日]|(?:后一天|后头一天|第二天|转天|隔天|次日|翌日)|(?<=的)后天)`,
  'y',
)
/** 清明前一周, 中秋后一个礼拜 */
const WEEKS = new RegExp(
  `[节]?(?:(?:之|以)?(前头?)|(?:之|以|过)?后)的?${COUNT}个?(?:周|星期|礼拜)(?![一二三四五六日天])`,
  'y',
)
/** 元旦后头一个礼拜一 */
const WEEKDAY_AFTER = new RegExp(`[节]?(?:过?后|过罢|过完|之后|以后)的?(?:头|第)一?个${WEEKDAY}`, 'y')

/** 清明前头那个礼拜六 */
const WEEKDAY_BEFORE = new RegExp(`[节]?(?:之前|以前|前头|前)的?(?:那个?|头一?个|最后一?个)${WEEKDAY}`, 'y')
/** 国庆长假第二天, 元旦放假头一天 */
const OFF = new RegExp(`[节]?(?:长假|小长假|放假|假期)的?(?:第${COUNT}|(头一?))天`, 'y')

/** 除夕前一天, 周三的第二天 */
export function beside(dense: string, day: DateAt): DateAt {
  WEEKDAY_AFTER.lastIndex = day.to
  const after = WEEKDAY_AFTER.exec(dense)
  if (after !== null && day.date !== null)
    return { ...day, to: day.to + after[0].length, date: weekday(addDays(day.date, 1), after[1] ?? '', 0) }
  WEEKDAY_BEFORE.lastIndex = day.to
  const last = WEEKDAY_BEFORE.exec(dense)
  if (last !== null && day.date !== null)
    return { ...day, to: day.to + last[0].length, date: weekday(addDays(day.date, -7), last[1] ?? '', 0) }
  OFF.lastIndex = day.to
  const off = OFF.exec(dense)
  if (off !== null && day.date !== null)
    return {
      ...day,
      to: day.to + off[0].length,
      date: addDays(day.date, off[1] === undefined ? 0 : number(off[1]) - 1),
    }
  WEEKS.lastIndex = day.to
  const weeks = WEEKS.exec(dense)
  if (weeks !== null && day.date !== null) {
    const days = 7 * number(weeks[2])
    return { ...day, to: day.to + weeks[0].length, date: addDays(day.date, weeks[1] === undefined ? days : -days) }
  }
  BESIDE.lastIndex = day.to
  const match = BESIDE.exec(dense)
  if (match === null || day.date === null) return day
  return { ...day, to: day.to + match[0].length, date: addDays(day.date, daysBeside(match)) }
}

function daysBeside([said, after, before]: readonly string[]): number {
  if (after !== undefined) return number(after)
  if (before !== undefined) return -number(before)
  if (said?.endsWith('后天')) return 2
  return /[前头]/.test(said ?? '') && !/[后过]/.test(said ?? '') ? -1 : 1
}
