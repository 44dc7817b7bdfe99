import { addDays, type CivilDate, daysBetween } from '../../core/civil-time.ts'
import { dayOfMonth, firstOfThird, inMonth, lastOfMonth, nextOn, number, weekday } from './month-days.ts'

type Rule = readonly [pattern: RegExp, read: (groups: readonly string[], today: CivilDate) => CivilDate | null]

const N = '([0-9]{1,2}|[一二三四五六七八九十]{1,3})'
const CALENDAR = '(?:阳历|公历|新历|西历|国历)'
/** 三月十五，我说的是阳历 · 五月初三，不是农历 */
const SAID_BEHIND = `(?=(?:(?![不非]).){0,6}${CALENDAR}(?!是?[几哪多])|.{0,4}(?:不是|非)(?:农历|阴历|旧历|老历))`
const WEEKDAY = '(?:周|星期|礼拜)([一二三四五六日天])'
/** 月末那个礼拜六 */
const LAST = `(?:这个?|本)?月[底末]的?(?:那个?|最后一?个|的)?${WEEKDAY}`
const MONTH = '(这个?月|本月|当月|下个?月)'

/** Days of a solar month that are called as those of a lunar one are, or by their place in the month. */
export const SOLAR_DAYS: readonly Rule[] = [
  [new RegExp(`${CALENDAR}[的是]?${N}月初?${N}[日号]?`), dayOf],
  [new RegExp(`${N}月初?${N}[日号]?${SAID_BEHIND}`), dayOf],
  [new RegExp(`${CALENDAR}[的是]?${N}[日号]?(?![月年份个碗点])`), ([day], today) => dayOfMonth(today, number(day))],
  // 廿 is of the lunar month, but for 号.
  [
    /(?<!月)廿([一二三四五六七八九]?)[日号]/,
    ([unit], today) => dayOfMonth(today, 20 + (unit === '' ? 0 : number(unit))),
  ],
  [/(?<!月)卅[日号]/, (_, today) => dayOfMonth(today, 30)],
  [
    new RegExp(`(?:${MONTH}|(?<![0-9零〇一二三四五六七八九十])${N}月)([上中下])旬`),
    ([month, named, third = ''], today) =>
      named === undefined
        ? notPast(inMonth(today, monthsAhead(month), firstOfThird(third)), today)
        : nextOn(number(named), firstOfThird(third), today),
  ],
  [
    new RegExp(`${MONTH}初?${N}[日号]?${SAID_BEHIND}`),
    ([month, day], today) => inMonth(today, monthsAhead(month), number(day)),
  ],
  [new RegExp(`元月${N}[日号]?`), ([day], today) => nextOn(1, number(day), today)],
  [/(?:公历)?新年(?:的)?[头第]一?天/, (_, today) => nextOn(1, 1, today)],
  [
    new RegExp(`${MONTH}的?(?:[头第]一|(最后一))个?${WEEKDAY}`),
    ([month, last, day = ''], today) => {
      const from = last === undefined ? inMonth(today, monthsAhead(month), 1) : lastOfMonth(today, monthsAhead(month))
      return from && weekday(last === undefined ? from : addDays(from, -6), day, 0)
    },
  ],
  [
    new RegExp(LAST),
    ([day = ''], today) => {
      const last = lastOfMonth(today, 0)
      return last && weekday(addDays(last, -6), day, 0)
    },
  ],
  [new RegExp(`${MONTH}的?最后一?[天日]`), ([month], today) => lastOfMonth(today, monthsAhead(month))],
  [/(下个?月)的?[头第]一?[天日]/, (_, today) => inMonth(today, 1, 1)],
]

function dayOf([month, day]: readonly string[], today: CivilDate): CivilDate | null {
  return nextOn(number(month), number(day), today)
}

/** Within the days that 本月下旬 has left. */
function notPast(date: CivilDate | null, today: CivilDate): CivilDate | null {
  return date !== null && daysBetween(today, date) < 0 ? today : date
}

function monthsAhead(month = ''): number {
  return month.startsWith('下') ? 1 : 0
}
