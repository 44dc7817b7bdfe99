import { addDays, type CivilDate } from '../../core/civil-time.ts'
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

/** What may stand behind a day, and the day that it then comes to; the first that fits. */
const WAYS: readonly (readonly [RegExp, (date: CivilDate, said: RegExpExecArray) => CivilDate])[] = [
  [WEEKDAY_AFTER, (date, [, day = '']) => weekday(addDays(date, 1), day, 0)],
  [WEEKDAY_BEFORE, (date, [, day = '']) => weekday(addDays(date, -7), day, 0)],
  [OFF, (date, [, nth]) => addDays(date, nth === undefined ? 0 : number(nth) - 1)],
  [WEEKS, (date, [, before, count]) => addDays(date, (before === undefined ? 7 : -7) * number(count))],
  [BESIDE, (date, said) => addDays(date, daysBeside(said))],
]

/** 除夕前一天, 周三的第二天 */
export function beside(dense: string, day: DateAt): DateAt {
  if (day.date === null) return day
  for (const [pattern, comesTo] of WAYS) {
    pattern.lastIndex = day.to
    const said = pattern.exec(dense)
    if (said !== null) return { ...day, to: day.to + said[0].length, date: comesTo(day.date, said) }
  }
  return day
}

function daysBeside([said, after, before]: readonly string[]): number {
  if (after !== undefined) return number(after)
  if (before !== undefined) return -number(before)
  if (said?.endsWith('后天')) return 2
  return /[前头]/.test(said ?? '') && !/[后过]/.test(said ?? '') ? -1 : 1
}
