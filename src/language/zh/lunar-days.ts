import { addDays, type CivilDate, daysBetween } from '../../core/civil-time.ts'
import { nextLunar, nextLunarDay, nextNewYearsEve } from '../when/lunar.ts'
import { firstOfThird, nextOn } from './month-days.ts'
import { numberAt } from './numbers.ts'

const LUNAR_NAMES: Readonly<Record<string, number>> = { 正: 1, 冬: 11, 腊: 12 }
type Read = (groups: readonly string[], today: CivilDate) => CivilDate | null

export const LUNAR_MONTH = '(正|冬|腊|[一二三四五六七八九十]|十[一二]|1?[0-9])子?月'
export const LUNAR_DAY =
  '(初[一二三四五六七八九十]|廿[一二三四五六七八九]?|卅|[12]?[0-9]|30|[二三]?十(?!几)[一二三四五六七八九]?)'
/** Said before a day or behind it. */
const CALENDAR = '(?:农历|阴历|旧历|老历|古历|夏历)'
/** Fairs and memorial days keep the old calendar. */
const KEPT_LUNAR = `(?=[日号]?(?:那天)?[的是]?(?:庙会|古会|逢会|赶会|灯会|有会|起会)|[日号]?(?:(?!不是).){0,7}${CALENDAR}(?![的是]?(?:[0-9一二三四五六七八九十初廿正冬腊几多哪]|闰)))`
/** Called without 日 or 号 a day in its tens is one of the lunar month: 七月十九, but not 十二月三号. */
const CALLED_DAY = '(廿[一二三四五六七八九]?|[二三]?十[一二三四五六七八九]?)(?![日号0-9一二三四五六七八九十份个碗元块])'
const SPOKEN_DAY = '(初(?:[一二三四五六七八九十]|1?[0-9])|廿[一二三四五六七八九]?|卅)'
/** 腊月八: said without 初. */
const SHORT_DAY = '([一二三四五六七八九])(?![0-9零一二三四五六七八九十百月日号份个碗元块斤两盘只条人口家顿次天])'
/** 十六上午, 二十五那天: no month, no 日. */
const BARE_TENS =
  '(?<![0-9零一二三四五六七八九十百月初第周期拜号日点到至过前年])(二?十[一二三四五六七八九]|二十)(?=那天|当天|[上下]午|早上|早起|清早|晌午|中午|后晌|傍黑|晚上|黑来|黑喽)'
/** 十五俺去庙里烧香 */
const HOLY =
  '(?<![0-9零一二三四五六七八九十百月第周期拜点到前])(十五)(?=(?:那天|[我俺咱]们?|老伴|[要得该]|[去上到])*(?:庙|寺|烧香|上香|上供|进香|拜佛|拜神|吃斋|吃素|念经))'
const FIRST = '初([一二三四五六七八九十])'

/** Longer forms first. */
export const LUNAR_DAYS: readonly (readonly [RegExp, Read])[] = [
  [new RegExp(`${CALENDAR}[的是]?(闰?)${LUNAR_MONTH}里?的?${LUNAR_DAY}[日号]?`), dayOf],
  [new RegExp(`(闰?)${LUNAR_MONTH}${LUNAR_DAY}${KEPT_LUNAR}`), dayOf],
  [new RegExp(`(闰?)([正冬腊])子?月(?:里头|里|间)?的?${LUNAR_DAY}`), dayOf],
  [new RegExp(`(闰?)([正冬腊])月${SHORT_DAY}`), dayOf],
  [new RegExp(`(闰?)${LUNAR_MONTH}里?${SPOKEN_DAY}`), dayOf],
  [new RegExp(`(?<![十0-9年])(闰?)([二三四五六七八九十])月${CALLED_DAY}`), calledDay],
  [/([正二三四五六八九十冬腊])月半(?!个)/, ([month = ''], today) => lunarDay('', month, '十五', today)],
  [/腊月(?:[底末]|的?最后一[天日])/, (_, today) => nextNewYearsEve(today)],
  // The day before the next month begins, whichever length this one has.
  [
    /([正冬])月(?:[底末]|的?最后一[天日])/,
    ([month = ''], today) => dayBefore(nextLunar(addDays(today, 1), (LUNAR_NAMES[month] ?? 0) + 1, 1)),
  ],
  [/([正冬腊])月的?[头第]一[天日]/, ([month = ''], today) => lunarDay('', month, '初一', today)],
  [
    /([正冬腊])月([上中下])旬/,
    ([month = '', third = ''], today) => nextLunar(today, LUNAR_NAMES[month] ?? 1, firstOfThird(third)),
  ],
  [
    /(?<![0-9零一二三四五六七八九今明去每后前])年(?:前(?:腊月)?)?(二十[一二三四五六七八九]|廿[一二三四五六七八九])(?![岁年日号])/,
    ([day = ''], today) => lunarDay('', '腊', day, today),
  ],
  [new RegExp(`(?:大?年|春节)${FIRST}`), ([day], today) => nextLunar(today, 1, number(day))],
  [
    new RegExp(`(?:过[罢完了]?年|年后|开年|正月里?|春节后)[^0-9一二三四五六七八九十]{0,6}${FIRST}`),
    ([day], today) => nextLunar(today, 1, number(day)),
  ],
  [
    new RegExp(
      `([正冬腊])月(?:里头?|间|二?十几)?[^0-9一二三四五六七八九十初廿月改换]{1,6}${LUNAR_DAY}(?![0-9零百日号点份个碗元块斤两盘只条人口家顿次天岁])`,
    ),
    ([month = '', day = ''], today) => lunarDay('', month, day, today),
  ],
  [
    new RegExp(`${CALENDAR}[的是]?(?:这个?月|本月)?${LUNAR_DAY}(?![0-9份个碗])`),
    ([day = ''], today) => inAnyMonth(day, today),
  ],
  [
    new RegExp(`(?:${CALENDAR}[的是]?)?下个?月${SPOKEN_DAY}(?![日号])`),
    ([day = ''], today) => inMonthAfter(day, today),
  ],
  [new RegExp(`${CALENDAR}[的是]?下个?月${LUNAR_DAY}(?![0-9份个碗])`), ([day = ''], today) => inMonthAfter(day, today)],
  // 下个月十五，农历的
  [new RegExp(`下个?月${LUNAR_DAY}[日号]?(?=的?${CALENDAR})`), ([day = ''], today) => inMonthAfter(day, today)],
  [new RegExp(`(?:这个?月|本月)${LUNAR_DAY}[日号]?(?=的?${CALENDAR})`), ([day = ''], today) => inAnyMonth(day, today)],
  // 十五号 农历的
  [
    new RegExp(
      `(?<![月0-9零一二三四五六七八九十])([12]?[0-9]|[二三]?十[一二三四五六七八九]?)[日号]?(?=的?${CALENDAR}的?(?![0-9一二三四五六七八九十初廿正冬腊]))`,
    ),
    ([day = ''], today) => inAnyMonth(day, today),
  ],
  // 初一十五吃素，这个十五来一份
  [/(?:这个?|下个?)(十五)(?![日号个份碗斤块元])/, ([day = ''], today) => inAnyMonth(day, today)],
  [new RegExp(HOLY), ([day = ''], today) => inAnyMonth(day, today)],
  [new RegExp(BARE_TENS), ([day = ''], today) => inAnyMonth(day, today)],
  [new RegExp(`${SPOKEN_DAY}(?!中(?![不啊吧呗嘞])|级)`), ([day = ''], today) => inAnyMonth(day, today)],
]

function dayOf([leap = '', month = '', day = '']: readonly string[], today: CivilDate): CivilDate | null {
  return lunarDay(leap, month, day, today)
}

/** Behind 号 left out there may be a day of the solar month, where that comes soon and the lunar one long after. */
const SOON = 21

function calledDay([leap = '', month = '', day = '']: readonly string[], today: CivilDate): CivilDate | null {
  const lunar = lunarDay(leap, month, day, today)
  const solar = nextOn(number(month), number(day), today)
  const isKeptLunar = leap !== '' || day === '十五' || day.startsWith('廿')
  if (isKeptLunar || lunar === null || solar === null) return lunar
  return daysBetween(today, solar) <= SOON && daysBetween(solar, lunar) > 0 ? solar : lunar
}

/** 腊月二十三, 冬月廿二, 闰六月初六: the next one. */
export function lunarDay(leap: string, month: string, day: string, today: CivilDate): CivilDate | null {
  // The last day of the year goes by this name even where the month has 29.
  const lunarMonth = LUNAR_NAMES[month] ?? number(month)
  if (lunarMonth === 12 && dayNumber(day) === 30) return nextNewYearsEve(today)
  return nextLunar(today, lunarMonth, dayNumber(day), leap !== '')
}

function dayBefore(date: CivilDate | null): CivilDate | null {
  return date && addDays(date, -1)
}

/** 下月初五: of the month after the one that is now. */
function inMonthAfter(day: string, today: CivilDate): CivilDate | null {
  const next = nextLunarDay(addDays(today, 1), 1)
  return next && nextLunarDay(next, dayNumber(day))
}

/** The next such day, of whatever lunar month. */
export function inAnyMonth(day: string, today: CivilDate): CivilDate | null {
  return nextLunarDay(today, dayNumber(day))
}

/** 廿三 is called the 23rd of a lunar month. */
export function isLunarDay(date: CivilDate, day: string): boolean {
  return nextLunarDay(date, dayNumber(day)) === date
}

function dayNumber(day: string): number {
  return number(day.replace('初', '').replace(/^廿/, '二十').replace('卅', '三十'))
}

function number(text = ''): number {
  return numberAt(text, 0)?.value ?? Number.NaN
}
