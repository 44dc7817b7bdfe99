import { addDays, addMonths, type CivilDate } from '../../core/civil-time.ts'
import type { DateAt } from '../pack.ts'
import { everyMatch } from '../text/every-match.ts'
import { countedFrom } from './counted-from.ts'
import { FESTIVALS } from './festivals.ts'
import { firstUnits } from './first-units.ts'
import { LUNAR_DAY, LUNAR_DAYS, LUNAR_MONTH, lunarDay } from './lunar-days.ts'
import { civil, dayOfMonth, inMonth, lastOfMonth, nextOn, number, weekday, yearOf } from './month-days.ts'
import { SOLAR_DAYS } from './solar-days.ts'

type Rule = readonly [pattern: RegExp, read: (groups: readonly string[], today: CivilDate) => CivilDate | null]

const N = '([0-9]{1,2}|[零〇一二三四五六七八九十]{1,3})'
const COUNT = '([0-9]{1,2}|[一二两俩三四五六七八九十]{1,3})'
const YEAR = '([0-9]{4}|[零〇一二三四五六七八九]{4})'
const WEEKDAY = '(?:周|星期|礼拜)([一二三四五六日天1-7末])'
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
  [new RegExp(`(?<!等一)(再?下+)个?${WEEKDAY}`), ([next = '', day = ''], today) => weekday(today, day, next.length)],
  // 周四，下周的
  [
    new RegExp(`${WEEKDAY}[^0-9一二三四五六七八九十]{0,7}下个?(?:周|星期|礼拜)的`),
    ([day = ''], today) => weekday(today, day, 1),
  ],
  [new RegExp(`(?:这个?|本)?${WEEKDAY}`), ([day = ''], today) => weekday(today, day, 0)],
  [
    new RegExp(`(?:再?过|隔)?个?${COUNT}天(?:以?后|之后|头上)|(?:再过|(?<![经度])过)个?${COUNT}天`),
    ([days, more], today) => addDays(today, number(days ?? more)),
  ],
  [
    new RegExp(`从?今[天儿日]个?(?:往后|起|开始)(?:再)?(?:数|算|过)?${COUNT}天`),
    ([days], today) => addDays(today, number(days)),
  ],
  [/隔一?天(?!一)|隔日/, (_, today) => addDays(today, 2)],
  [/(?:再?过)?半个?月(?:以后|之后|后)/, (_, today) => addDays(today, 15)],
  [/(?:下个?|一个?)(?:周|星期|礼拜)(?:以后|之后|后)?的?今[天儿]/, (_, today) => addDays(today, 7)],
  [
    /(下+)个?(?:周|星期|礼拜)(?![一二三四五六日天末1-7]|[^0-9]{0,2}[一二三四五六日天](?:上午|下午))/,
    ([next = ''], today) => weekday(today, '一', next.length),
  ],
  [
    new RegExp(`(?:再?过)?${COUNT}个?(?:星期|礼拜|周)(?:以后|之后|后)`),
    ([weeks], today) => addDays(today, 7 * number(weeks)),
  ],
  [new RegExp(`(?:再?过)?${COUNT}个月(?:以后|之后|后)`), ([months], today) => addMonths(today, number(months))],
  [/大大后[天儿日]/, (_, today) => addDays(today, 4)],
  [/大后(?:天|儿个|儿|日|个(?!月|人))|外后[天儿日]/, (_, today) => addDays(today, 3)],
  [/后(?:天|儿个|儿|日|个(?!月|人)|(?=[早晚](?!晌)))/, (_, today) => addDays(today, 2)],
  [/赶明儿?(?=[上下]午|早|晚|[晌清])/, (_, today) => addDays(today, 1)],
  [/赶明儿?/, () => null],
  [/明后(?:两)?[天日]/, (_, today) => addDays(today, 1)],
  [/今明(?:两)?[天日]/, (_, today) => today],
  [/听(?:日|晚|朝)/, (_, today) => addDays(today, 1)],
  [
    /明(?:仔[载在]|天|儿个|儿|日|个儿|个|(?=[早晚晌黑夜清午]|[上中下头前后][午晌]|傍晚))/,
    (_, today) => addDays(today, 1),
  ],
  [/今(?:天|儿个|儿|日|个儿|个|(?=[早晚晌黑夜晨午]|[上中下头前后][午晌]|傍晚))/, (_, today) => today],
  [/大?前[天儿]|昨[天儿日晚]|夜儿个?|夜个儿?/, () => null],
  [
    new RegExp(`${NO_HOUSE}${N}[号日]${DAY_END}(?:(?:周|星期|礼拜)[一二三四五六日天1-7])?`),
    ([d], today) => dayOfMonth(today, number(d)),
  ],
]
/** Behind the days of a solar month stand those of the lunar calendar and those with a name. */
const isNamedDay = (index: number) =>
  index >= SOLAR_DAYS.length && index < SOLAR_DAYS.length + HABITS.length + LUNAR_DAYS.length + FESTIVALS.length
interface Sticky {
  readonly pattern: RegExp
  readonly read: Rule[1]
  readonly isNamed: boolean
}

/** By the character that they may begin with, in the order of the rules, so that few are tried at each place. */
const BY_FIRST: ReadonlyMap<string, readonly Sticky[]> = byFirst()

/** By unit, 1 for those characters. */
const BEGINS = new Uint8Array(0x10000)
for (const char of BY_FIRST.keys()) BEGINS[char.charCodeAt(0)] = 1

function byFirst(): Map<string, Sticky[]> {
  const found = new Map<string, Sticky[]>()
  for (const [index, [pattern, read]] of RULES.entries()) {
    const rule = { pattern: new RegExp(pattern.source, 'y'), read, isNamed: isNamedDay(index) }
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
    found.push(beside(dense, { from: at, to: day.to, date: day.date }))
    at = Math.max(at + 1, found.at(-1)?.to ?? 0)
  }
  return countedFrom(dense, found) ?? [...found, ...furtherDays(dense, found, lunarMonth, today)]
}

/** The first rule that fits here. */
function dayAt(dense: string, at: number, lunarMonth: string, today: CivilDate) {
  for (const { pattern, read, isNamed } of BY_FIRST.get(dense.charAt(at)) ?? []) {
    pattern.lastIndex = at
    const groups = pattern.exec(dense)
    if (groups === null) continue
    // 正月初二改初八吧: of the month that was said.
    const isBare = lunarMonth !== '' && BARE_LUNAR.test(groups[0])
    const date = isBare ? lunarDay('', lunarMonth, groups[0], today) : read(groups.slice(1), today)
    return { to: at + groups[0].length, date, isNamed }
  }
  return null
}

const NAMED_MONTH = /(正|冬|腊|十[一二]|[一二三四五六七八九十])月/
const BARE_LUNAR = /^(?:初[一二三四五六七八九十]|廿[一二三四五六七八九]?)$/
const DAY_OF_MONTH = /^[0-9一二三四五六七八九十]{1,3}[号日]$/
const MONTH = new RegExp(`${LUNAR_MONTH}${LUNAR_DAY}`)
const BARE_DAY =
  /(?<![初月号一二三四五六七八九十百第过前后到着])([二三]?十[一二三四五六七八九]?|廿[一二三四五六七八九]?)(?![0-9一二三四五六七八九百份碗个斤两块元点岁盘杯根条套只张袋盒笼人口位次回里分号楼栋单院室路多来几天年层把节])/g

/** 腊月二十七，不中，二十八吧: of the month that was said. */
function furtherDays(dense: string, found: readonly DateAt[], lunarMonth: string, today: CivilDate): readonly DateAt[] {
  if (found.length === 0 || found.length >= MOST) return []
  const month = MONTH.exec(dense)
  const first = found.find(({ from, to }) => DAY_OF_MONTH.test(dense.slice(from, to)))
  if (month === null && first === undefined) return []
  return everyMatch(BARE_DAY, dense.slice(0, LONGEST)).flatMap(({ 0: said, index }) => {
    const span = { from: index, to: index + said.length }
    const isKnown = found.some(({ from, to }) => from < span.to && to > span.from)
    if (isKnown || index < (month?.index ?? first?.from ?? 0)) return []
    return [
      {
        ...span,
        date: month === null ? dayOfMonth(today, number(said)) : dayIn(month[1] ?? '', said, lunarMonth, today),
      },
    ]
  })
}

function dayIn(month: string, day: string, lunarMonth: string, today: CivilDate): CivilDate | null {
  return '正冬腊'.includes(month) || month === lunarMonth
    ? lunarDay('', month, day, today)
    : nextOn(number(month), number(day), today)
}

const BESIDE = new RegExp(
  `[节的]?(?:那天)?的?(?:(?:过?后|过罢|过完|之后|以后)的?(?:头|第)一[天日]|(?:后|过后|之后|以后)的?第?${COUNT}天|(?:前头|头里|前|头)(?:${COUNT}天|天(?!晚))|前夜|前夕|前一晚|前一[天日]|(?:后一天|后头一天|第二天|转天|隔天|次日|翌日)|(?<=的)后天)`,
  'y',
)
/** 元旦后头一个礼拜一 */
const WEEKDAY_AFTER = new RegExp(`[节]?(?:过?后|过罢|过完|之后|以后)的?(?:头|第)一?个${WEEKDAY}`, 'y')

/** 清明前头那个礼拜六 */
const WEEKDAY_BEFORE = new RegExp(`[节]?(?:之前|以前|前头|前)的?(?:那个?|头一?个|最后一?个)${WEEKDAY}`, 'y')
/** 国庆长假第二天, 元旦放假头一天 */
const OFF = new RegExp(`[节]?(?:长假|小长假|放假|假期)的?(?:第${COUNT}|(头一?))天`, 'y')

/** 除夕前一天, 周三的第二天 */
function beside(dense: string, day: DateAt): DateAt {
  WEEKDAY_AFTER.lastIndex = day.to
  const after = WEEKDAY_AFTER.exec(dense)
  if (after !== null && day.date !== null)
    return { from: day.from, to: day.to + after[0].length, date: weekday(addDays(day.date, 1), after[1] ?? '', 0) }
  WEEKDAY_BEFORE.lastIndex = day.to
  const last = WEEKDAY_BEFORE.exec(dense)
  if (last !== null && day.date !== null)
    return { from: day.from, to: day.to + last[0].length, date: weekday(addDays(day.date, -7), last[1] ?? '', 0) }
  OFF.lastIndex = day.to
  const off = OFF.exec(dense)
  if (off !== null && day.date !== null)
    return {
      from: day.from,
      to: day.to + off[0].length,
      date: addDays(day.date, off[1] === undefined ? 0 : number(off[1]) - 1),
    }
  BESIDE.lastIndex = day.to
  const match = BESIDE.exec(dense)
  if (match === null || day.date === null) return day
  return { from: day.from, to: day.to + match[0].length, date: addDays(day.date, daysBeside(match)) }
}

function daysBeside([said, after, before]: readonly string[]): number {
  if (after !== undefined) return number(after)
  if (before !== undefined) return -number(before)
  if (said?.endsWith('后天')) return 2
  return /[前头]/.test(said ?? '') && !/[后过]/.test(said ?? '') ? -1 : 1
}
