import type { CivilDate } from '../../core/civil-time.ts'
import type { DateAt } from '../pack.ts'
import { everyMatch } from '../text/every-match.ts'
import { beside } from './beside-day.ts'
import { ofOneWeekOrMonth } from './carried-days.ts'
import { countedFrom } from './counted-from.ts'
import { DAYS_FROM_TODAY } from './days-from-today.ts'
import { FESTIVALS } from './festivals.ts'
import { firstUnits } from './first-units.ts'
import { inAnyMonth, isLunarDay, LUNAR_DAY, LUNAR_DAYS, LUNAR_MONTH, lunarDay } from './lunar-days.ts'
import { civil, dayOfMonth, inMonth, lastOfMonth, nextOn, number, WEEKDAY, weekday, yearOf } from './month-days.ts'
import { SOLAR_DAYS } from './solar-days.ts'

type Rule = readonly [pattern: RegExp, read: (groups: readonly string[], today: CivilDate) => CivilDate | null]

const N = '([0-9]{1,2}|[零〇一二三四五六七八九十]{1,3})'
const YEAR = '([0-9]{4}|[零〇一二三四五六七八九]{4})'
const DAY_END = '(?![0-9]|号?[院楼栋幢座]|号?(?:病房|住院|宿舍|门诊|教学)楼|单元|[院楼线桌床室门])'

/** 平安里12号, 六排三号 */
const NO_HOUSE =
  '(?<![路街巷排弄坊胡同段组]|旁边|对面|隔壁|(?<![这那家屋月哪城村])里)(?<!了(?=[一二三四五六七八九十]{1,2}日)|[已罢工](?=[一二三四五六七八九十]{1,2}日)|[0-9](?=[0-9])|(?<![周期拜])[一二三四五六七八九十](?=[一二三四五六七八九十]))'

/** Fasting on the first and the fifteenth: which days of a month, not which one. */
const HABITS: readonly Rule[] = [[/初一[和跟]?(?:初?十五)/, () => null]]

/** Longer forms first: at one place the first that fits is taken. */
const RULES: readonly Rule[] = [
  ...SOLAR_DAYS,
  ...HABITS,
  ...LUNAR_DAYS,
  ...FESTIVALS,
  [/([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})/, ([y, m, d]) => civil(number(y), number(m), number(d))],
  [
    new RegExp(`${YEAR}年${N}月${N}[日号]?(?:(?:周|星期|礼拜)[一二三四五六日天1-7])?`),
    ([y, m, d]) => civil(number(y), number(m), number(d)),
  ],
  [new RegExp(`明年${N}月${N}[日号]?`), ([m, d], today) => civil(yearOf(today) + 1, number(m), number(d))],
  [
    new RegExp(`${N}月${N}[日号]?(?:(?:周|星期|礼拜)[一二三四五六日天1-7])?`),
    ([m, d], today) => nextOn(number(m), number(d), today),
  ],
  [/([0-9]{1,2})-([0-9]{1,2})-(20[0-9]{2})(?![0-9])/, ([d, m, y]) => civil(number(y), number(m), number(d))],
  [/([0-9]{1,2})\/([0-9]{1,2})(?![0-9/])/, ([m, d], today) => nextOn(number(m), number(d), today)],
  [
    /(?<![0-9.])(1[0-2]|[1-9])\.([12][0-9]|3[01]|0[1-9])(?![0-9.斤公两块元克升]|个|小时)/,
    ([m, d], today) => nextOn(number(m), number(d), today),
  ],
  [
    /(?:这个?|本)?月[底末]([23][0-9]|[二三]十[一二三四五六七八九]?)[日号]?(?![份碗个斤])/,
    ([d], today) => dayOfMonth(today, number(d)),
  ],
  [/(?:这个?月|本月?|这)?月[底末](?!一块|一起|结|算|再|发|领|统一)/, (_, today) => lastOfMonth(today, 0)],
  [
    new RegExp(`(?<![0-9零〇一二三四五六七八九十])${N}月[底末]`),
    ([m], today) => lastOfMonth(nextOn(number(m), 28, today) ?? today, 0),
  ],
  [
    new RegExp(`(?<![0-9零〇一二三四五六七八九十])${N}月[初头](?![0-9一二三四五六七八九十])`),
    ([m], today) => nextOn(number(m), 1, today),
  ],
  [
    new RegExp(`(?<![0-9零〇一二三四五六七八九十])${N}月中(?![午秋不吧吗么嘛啊呀]|$)`),
    ([m], today) => nextOn(number(m), 15, today),
  ],
  [/下个?月[初头](?![一二三四五六七八九十])/, (_, today) => inMonth(today, 1, 1)],
  [/下个?月中(?!午)/, (_, today) => inMonth(today, 1, 15)],
  [/(?<![个几二三四五六七八九十])月[初头](?![一二三四五六七八九十])/, (_, today) => dayOfMonth(today, 1)],
  [/年底/, (_, today) => nextOn(12, 31, today)],
  [/下个?月[底末]/, (_, today) => lastOfMonth(today, 1)],
  [new RegExp(`(?:这个?|本)?月初${N}[日号]${DAY_END}`), ([d], today) => dayOfMonth(today, number(d))],
  [new RegExp(`下个?月初?${N}[日号]${DAY_END}`), ([d], today) => inMonth(today, 1, number(d))],
  [new RegExp(`下个?月${N}[日号]?${DAY_END}`), ([d], today) => inMonth(today, 1, number(d))],
  [new RegExp(`(?:这个?月|本月)${N}[日号]?${DAY_END}`), ([d], today) => inMonth(today, 0, number(d))],
  [new RegExp(`(?:上+个?(?:${WEEKDAY}|月${N}[号日])|去年${N}月${N}[日号]?)`), () => null],
  [
    new RegExp(`(?<!(?<![周期拜])一)(再?下+)一?个?(?:周|星期|礼拜)的?(?:(?:那个?)?${WEEKDAY}|[头第]一天)`),
    ([next = '', day = '一'], today) => weekday(today, day, next.length),
  ],
  [
    new RegExp(`(?<!(?<![周期拜])一)(再?下+)个?${WEEKDAY}`),
    ([next = '', day = ''], today) => weekday(today, day, next.length),
  ],
  // 周四，下周的
  [
    new RegExp(`${WEEKDAY}[^0-9一二三四五六七八九十]{0,7}下个?(?:周|星期|礼拜)的`),
    ([day = ''], today) => weekday(today, day, 1),
  ],
  // 小周一碗 is for somebody.
  [new RegExp(`(?<![老小](?=周))(?:这个?|本)?${WEEKDAY}`), ([day = ''], today) => weekday(today, day, 0)],
  ...DAYS_FROM_TODAY,
  [/大?前[天儿]|昨[天儿日晚]|夜儿个?|夜个儿?/, () => null],
  [
    new RegExp(`${NO_HOUSE}${N}[号日]${DAY_END}(?:(?:周|星期|礼拜)[一二三四五六日天1-7])?`),
    ([d], today) => dayOfMonth(today, number(d)),
  ],
]
/** Behind the days of a solar month stand those of the lunar calendar and those with a name. */
const FIRST_FESTIVAL = SOLAR_DAYS.length + HABITS.length + LUNAR_DAYS.length
const LAST_FESTIVAL = FIRST_FESTIVAL + FESTIVALS.length - 1
interface Sticky {
  readonly pattern: RegExp
  readonly read: Rule[1]
  readonly isNamed: boolean
  readonly isFestival: boolean
}

/** By the character that they may begin with, in the order of the rules, so that few are tried at each place. */
const BY_FIRST: ReadonlyMap<string, readonly Sticky[]> = byFirst()

/** By unit, 1 for those characters. */
const BEGINS = new Uint8Array(0x10000)
for (const char of BY_FIRST.keys()) BEGINS[char.charCodeAt(0)] = 1

function byFirst(): Map<string, Sticky[]> {
  const found = new Map<string, Sticky[]>()
  for (const [index, [pattern, read]] of RULES.entries()) {
    const isNamed = index >= SOLAR_DAYS.length && index <= LAST_FESTIVAL
    const isFestival = isNamed && index >= FIRST_FESTIVAL
    const rule = { pattern: new RegExp(pattern.source, 'y'), read, isNamed, isFestival }
    const units = firstUnits(pattern)
    if (units === null) throw new Error(`a day may begin with anything: ${pattern.source}`)
    for (const unit of units) found.set(unit, [...(found.get(unit) ?? []), rule])
  }
  return found
}

/** Longer messages are searched no further. */
const LONGEST = 400
/** Nobody names more; without an end a long message of nothing but days would take long. */
const MOST = 30

export function dates(dense: string, today: CivilDate): readonly DateAt[] {
  const found: DateAt[] = []
  let lunarMonth = ''
  for (let at = 0; at < dense.length && found.length < MOST; ) {
    const day = BEGINS[dense.charCodeAt(at)] === 1 ? dayAt(dense, at, lunarMonth, today) : null
    if (day === null) {
      at++
      continue
    }
    const said = dense.slice(at, day.to)
    const month = day.isNamed ? NAMED_MONTH.exec(said)?.[1] : undefined
    if (month !== undefined) lunarMonth = month
    found.push(beside(dense, { from: at, to: day.to, date: day.date, isFestival: day.isFestival }))
    at = Math.max(at + 1, found.at(-1)?.to ?? 0)
  }
  const days = ofOneWeekOrMonth(dense, sameDays(dense, found), today)
  return countedFrom(dense, days) ?? [...days, ...furtherDays(dense, days, lunarMonth, today)]
}

/** 初五破五 and 二十三祭灶 are one day each: without its month it is that of the name beside it. */
function sameDays(dense: string, found: readonly DateAt[]): readonly DateAt[] {
  return found.map((day, i) => {
    if (!BARE_LUNAR.test(dense.slice(day.from, day.to))) return day
    const named = [found[i - 1], found[i + 1]].find(
      other =>
        other?.isFestival &&
        other.date !== null &&
        isNear(day, other) &&
        isLunarDay(other.date, dense.slice(day.from, day.to)),
    )
    return named === undefined ? day : { ...day, date: named.date }
  })
}

const NEAR = 3

function isNear(day: DateAt, other: DateAt): boolean {
  return other.from - day.to <= NEAR && day.from - other.to <= NEAR
}

/** The first rule that fits here. */
function dayAt(dense: string, at: number, lunarMonth: string, today: CivilDate) {
  for (const { pattern, read, isNamed, isFestival } of BY_FIRST.get(dense.charAt(at)) ?? []) {
    pattern.lastIndex = at
    const groups = pattern.exec(dense)
    if (groups === null) continue
    // 正月初二改初八吧: of the month that was said.
    const isBare = lunarMonth !== '' && BARE_LUNAR.test(groups[0])
    const date = isBare ? lunarDay('', lunarMonth, groups[0], today) : read(groups.slice(1), today)
    return { to: at + groups[0].length, date, isNamed, isFestival }
  }
  return null
}

const NAMED_MONTH = /(正|冬|腊|十[一二]|[一二三四五六七八九十])月/
const BARE_LUNAR = /^(?:初[一二三四五六七八九十]|廿[一二三四五六七八九]?)$/
const DAY_OF_MONTH = /^[0-9一二三四五六七八九十]{1,3}[号日]$/
const MONTH = new RegExp(`${LUNAR_MONTH}${LUNAR_DAY}`)
const BARE_DAY =
  /(?<![初月号点时一二三四五六七八九十百第过前后着])(?<!(?<![改挪换推延提调移])到)([二三]?十[一二三四五六七八九]?|廿[一二三四五六七八九]?)(?![0-9一二三四五六七八九百份碗个斤两块元点岁盘杯根条套只张袋盒笼人口位次回里分号楼栋单院室路多来几天年层把节])/g

/** 腊月二十七，不中，二十八吧: of the month that was said. */
function furtherDays(dense: string, found: readonly DateAt[], lunarMonth: string, today: CivilDate): readonly DateAt[] {
  if (found.length === 0 || found.length >= MOST) return []
  const month = MONTH.exec(dense)
  const first = found.find(({ from, to }) => DAY_OF_MONTH.test(dense.slice(from, to)))
  const called = month === null && first === undefined ? found.find(isBareLunar(dense)) : undefined
  if (month === null && first === undefined && called === undefined) return []
  return everyMatch(BARE_DAY, dense.slice(0, LONGEST)).flatMap(({ 0: said, index }) => {
    const span = { from: index, to: index + said.length }
    const isKnown = found.some(({ from, to }) => from < span.to && to > span.from)
    if (isKnown || index < (month?.index ?? first?.from ?? called?.from ?? 0)) return []
    // 初八，不对，十八: elsewhere it counts something.
    if (called !== undefined && !INSTEAD.test(dense.charAt(index - 1))) return []
    const inSolar = () => (called === undefined ? dayOfMonth(today, number(said)) : inAnyMonth(said, today))
    return [{ ...span, date: month === null ? inSolar() : dayIn(month[1] ?? '', said, lunarMonth, today) }]
  })
}

const INSTEAD = /[对不是改吧了就哦啊者成为到]/

function isBareLunar(dense: string): (day: DateAt) => boolean {
  return ({ from, to }) => BARE_LUNAR.test(dense.slice(from, to))
}

function dayIn(month: string, day: string, lunarMonth: string, today: CivilDate): CivilDate | null {
  return '正冬腊'.includes(month) || month === lunarMonth
    ? lunarDay('', month, day, today)
    : nextOn(number(month), number(day), today)
}
