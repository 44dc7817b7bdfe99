import { addDays, addMonths, type CivilDate, daysBetween, isoWeekday, parseCivilDate } from '../../core/civil-time.ts'
import { nextLunar, nextLunarDay } from '../lunar.ts'
import type { DateAt } from '../pack.ts'
import { FESTIVALS } from './festivals.ts'
import { numberAt } from './numbers.ts'

type Rule = readonly [pattern: RegExp, read: (groups: readonly string[], today: CivilDate) => CivilDate | null]

const N = '([0-9]{1,2}|[零〇一二三四五六七八九十]{1,3})'
const COUNT = '([0-9]{1,2}|[一二两俩三四五六七八九十]{1,3})'
const YEAR = '([0-9]{4}|[零〇一二三四五六七八九]{4})'
const LUNAR_MONTH = '(正|冬|腊|[一二三四五六七八九十]|十[一二])月'
const LUNAR_DAY = '(初[一二三四五六七八九十]|廿[一二三四五六七八九]?|[12]?[0-9]|30|[二三]?十[一二三四五六七八九]?)'
const WEEKDAY = '(?:周|星期|礼拜)([一二三四五六日天1-7末])'
const DAY_END = '(?![0-9]|号?[院楼栋幢座]|单元|[院楼线桌床室门])'

/** Longer forms first: at one place the first that fits is taken. */
const RULES: readonly Rule[] = [
  [new RegExp(`(?:农历|阴历|旧历)的?(闰?)${LUNAR_MONTH}${LUNAR_DAY}`), lunar],
  [new RegExp(`(闰?)([正冬腊])月${LUNAR_DAY}`), lunar],
  [new RegExp(`(闰?)${LUNAR_MONTH}(初[一二三四五六七八九十]|廿[一二三四五六七八九]?)`), lunar],
  ...FESTIVALS,
  [/(?:大?年|春节)初([一二三四五六七八九十])/, ([day], today) => nextLunar(today, 1, number(day))],
  [
    /(?:过[罢完了]?年|年后|开年|正月里?|春节后)[^0-9一二三四五六七八九十]{0,6}初([一二三四五六七八九十])/,
    ([day], today) => nextLunar(today, 1, number(day)),
  ],
  [/初([一二三四五六七八九十])(?!中|级)/, ([day], today) => nextLunarDay(today, number(day))],
  [/([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})/, ([y, m, d]) => civil(number(y), number(m), number(d))],
  [new RegExp(`${YEAR}年${N}月${N}[日号]?`), ([y, m, d]) => civil(number(y), number(m), number(d))],
  [new RegExp(`明年${N}月${N}[日号]?`), ([m, d], today) => civil(yearOf(today) + 1, number(m), number(d))],
  [new RegExp(`${N}月${N}[日号]?`), ([m, d], today) => nextOn(number(m), number(d), today)],
  [/([0-9]{1,2})\/([0-9]{1,2})(?![0-9/])/, ([m, d], today) => nextOn(number(m), number(d), today)],
  [/(?:这个?月|本月?|这)?月[底末]/, (_, today) => lastOfMonth(today, 0)],
  [/下个?月初(?![一二三四五六七八九十])/, (_, today) => inMonth(today, 1, 1)],
  [/下个?月[底末]/, (_, today) => lastOfMonth(today, 1)],
  [new RegExp(`下个?月初?${N}[日号]${DAY_END}`), ([d], today) => inMonth(today, 1, number(d))],
  [new RegExp(`下个?月${N}[日号]?${DAY_END}`), ([d], today) => inMonth(today, 1, number(d))],
  [new RegExp(`(?:这个?月|本月)${N}[日号]?${DAY_END}`), ([d], today) => inMonth(today, 0, number(d))],
  [new RegExp(`(?:上+个?(?:${WEEKDAY}|月${N}[号日])|去年${N}月${N}[日号]?)`), () => null],
  [new RegExp(`(下+)个?${WEEKDAY}`), ([next = '', day = ''], today) => weekday(today, day, next.length)],
  [new RegExp(`(?:这个?|本)?${WEEKDAY}`), ([day = ''], today) => weekday(today, day, 0)],
  [
    new RegExp(`过?${COUNT}天(?:以?后|之后)|再过${COUNT}天`),
    ([days, more], today) => addDays(today, number(days ?? more)),
  ],
  [
    new RegExp(`(?:再?过)?${COUNT}个?(?:星期|礼拜|周)(?:以后|之后|后)`),
    ([weeks], today) => addDays(today, 7 * number(weeks)),
  ],
  [new RegExp(`(?:再?过)?${COUNT}个月(?:以后|之后|后)`), ([months], today) => addMonths(today, number(months))],
  [/大大后[天儿日]/, (_, today) => addDays(today, 4)],
  [/大后(?:天|儿个|儿|日|个(?!月|人))|外后[天儿日]/, (_, today) => addDays(today, 3)],
  [/后(?:天|儿个|儿|日|个(?!月|人))/, (_, today) => addDays(today, 2)],
  [/赶明儿?/, () => null],
  [/明后(?:两)?[天日]/, (_, today) => addDays(today, 1)],
  [/今明(?:两)?[天日]/, (_, today) => today],
  [/明(?:天|儿个|儿|日|个儿|个|(?=[早晚晌黑夜清午]|[上中下头前后][午晌]|傍晚))/, (_, today) => addDays(today, 1)],
  [/今(?:天|儿个|儿|日|个儿|个|(?=[早晚晌黑夜晨午]|[上中下头前后][午晌]|傍晚))/, (_, today) => today],
  [/大?前[天儿]|昨[天儿日晚]|夜儿个?|夜个儿?/, () => null],
  [new RegExp(`${N}[号日]${DAY_END}`), ([d], today) => dayOfMonth(today, number(d))],
]
/** One walk finds where any rule may fit; every part of it is bounded. */
const ANY = new RegExp(RULES.map(([pattern]) => `(?:${plain(pattern)})`).join('|'), 'g')
const STICKY = RULES.map(([pattern, read]) => ({ pattern: new RegExp(pattern.source, 'y'), read }))

/** Longer messages are searched no further. */
const LONGEST = 400
/** Nobody names more; without an end a long message of nothing but days would take long. */
const MOST = 30

export function dates(dense: string, today: CivilDate): readonly DateAt[] {
  const found: DateAt[] = []
  for (const match of dense.matchAll(ANY)) {
    if (found.length === MOST) break
    if (match.index < (found.at(-1)?.to ?? 0)) continue
    for (const { pattern, read } of STICKY) {
      pattern.lastIndex = match.index
      const groups = pattern.exec(dense)
      if (groups === null) continue
      found.push(
        beside(dense, { from: match.index, to: match.index + groups[0].length, date: read(groups.slice(1), today) }),
      )
      break
    }
  }
  return [...found, ...furtherDays(dense, found, today)]
}

const MONTH = new RegExp(`${LUNAR_MONTH}${LUNAR_DAY}`)
const BARE_DAY =
  /(?<![初月号一二三四五六七八九十第])([二三]?十[一二三四五六七八九]?|廿[一二三四五六七八九]?)(?=上午|下午|晚上|早上|早起|中午|晌午|后晌|清早|吧|那天|也行|就行|赶)/g

/** 腊月二十七，不中，二十八吧: of the month that was said. */
function furtherDays(dense: string, found: readonly DateAt[], today: CivilDate): readonly DateAt[] {
  const next = dayAfter(dense, found)
  if (next !== null) return [next]
  const month = MONTH.exec(dense)
  if (month === null || found.length >= MOST) return []
  return [...dense.slice(0, LONGEST).matchAll(BARE_DAY)].flatMap(({ 0: said, index }) => {
    const span = { from: index, to: index + said.length }
    const isKnown = found.some(({ from, to }) => from < span.to && to > span.from)
    return isKnown || index < month.index ? [] : [{ ...span, date: dayIn(month[1] ?? '', said, today) }]
  })
}

const DAY_AFTER = /(?:到|成|为|吧|是|换|挪|推|等)(隔天|第二天|次日|转天|后一天)/

/** 明天那份改到隔天: the day behind the one that was said. */
function dayAfter(dense: string, found: readonly DateAt[]): DateAt | null {
  const match = DAY_AFTER.exec(dense)
  const day = match === null ? undefined : found.findLast(({ to }) => to <= match.index)
  if (match === null || day === undefined || day.date === null) return null
  const to = match.index + match[0].length
  return { from: to - (match[1] ?? '').length, to, date: addDays(day.date, 1) }
}

function dayIn(month: string, day: string, today: CivilDate): CivilDate | null {
  return '正冬腊'.includes(month) ? lunar(['', month, day], today) : nextOn(number(month), number(day), today)
}

const BESIDE =
  /[节的]?(?:那天)?的?(?:(?:过?后|过罢|过完|之后|以后)的?(?:头|第)一[天日]|(?:前头|头里|前|头)(?:(一|两)天|天(?!晚))|前夜|前夕|前一晚|(?:后一天|后头一天|第二天|转天|隔天|次日|翌日))/y
/** 元旦后头一个礼拜一 */
const WEEKDAY_AFTER = new RegExp(`[节]?(?:过?后|过罢|过完|之后|以后)的?(?:头|第)一?个${WEEKDAY}`, 'y')

/** 除夕前一天, 周三的第二天 */
function beside(dense: string, day: DateAt): DateAt {
  WEEKDAY_AFTER.lastIndex = day.to
  const after = WEEKDAY_AFTER.exec(dense)
  if (after !== null && day.date !== null)
    return { from: day.from, to: day.to + after[0].length, date: weekday(addDays(day.date, 1), after[1] ?? '', 0) }
  BESIDE.lastIndex = day.to
  const match = BESIDE.exec(dense)
  if (match === null || day.date === null) return day
  const isBefore = /[前头]/.test(match[0]) && !/[后过]/.test(match[0])
  const days = isBefore ? (match[1] === '两' ? -2 : -1) : 1
  return { from: day.from, to: day.to + match[0].length, date: addDays(day.date, days) }
}

function lunar([leap = '', month = '', day = '']: readonly string[], today: CivilDate): CivilDate | null {
  const named: Readonly<Record<string, number>> = { 正: 1, 冬: 11, 腊: 12 }
  const said = day.replace('初', '').replace(/^廿/, '二十')
  return nextLunar(today, named[month] ?? number(month), number(said), leap !== '')
}

/** Groups would be numbered through all rules. */
function plain(pattern: RegExp): string {
  return pattern.source.replace(/\((?!\?)/g, '(?:')
}

function number(text = ''): number {
  return numberAt(text, 0)?.value ?? Number.NaN
}

function yearOf(date: CivilDate): number {
  return Number(date.slice(0, 4))
}

function civil(year: number, month: number, day: number): CivilDate | null {
  return parseCivilDate(`${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`)
}

function nextOn(month: number, day: number, today: CivilDate): CivilDate | null {
  // The next 29 February may be eight years ahead.
  for (let year = yearOf(today); year <= yearOf(today) + 8; year++) {
    const date = civil(year, month, day)
    if (date !== null && daysBetween(today, date) >= 0) return date
  }
  return null
}

function inMonth(today: CivilDate, after: number, day: number): CivilDate | null {
  const month = Number(today.slice(5, 7)) - 1 + after
  return civil(yearOf(today) + Math.floor(month / 12), (month % 12) + 1, day)
}

/** The next month that has such a day and has not passed it. */
function dayOfMonth(today: CivilDate, day: number): CivilDate | null {
  for (let after = 0; after < 3; after++) {
    const date = inMonth(today, after, day)
    if (date !== null && daysBetween(today, date) >= 0) return date
  }
  return null
}

function lastOfMonth(today: CivilDate, after: number): CivilDate | null {
  const first = inMonth(today, after + 1, 1)
  return first && addDays(first, -1)
}

/** Weeks start on Monday. A day of this week that is past means the coming one. */
function weekday(today: CivilDate, day: string, weeks: number): CivilDate {
  const wanted = '一二三四五六日'.indexOf(day) + 1 || (day === '天' ? 7 : day === '末' ? 6 : Number(day))
  const date = addDays(today, wanted - isoWeekday(today) + 7 * weeks)
  return daysBetween(today, date) < 0 ? addDays(date, 7) : date
}
