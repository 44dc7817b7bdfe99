import { addDays, type CivilDate, daysBetween, isoWeekday, parseCivilDate } from '../../core/civil-time.ts'
import { nextLunar, nextNewYearsEve, nextSolarTerm } from '../when/lunar.ts'

const TERMS =
  '小寒 大寒 立春 雨水 惊蛰 春分 清明 谷雨 立夏 小满 芒种 夏至 小暑 大暑 立秋 处暑 白露 秋分 寒露 霜降 立冬 小雪 大雪 冬至'.split(
    ' ',
  )
/** Also weather or other things: a day only where it is said to be one. */
const ALSO_WEATHER = new Set(['小寒', '大寒', '雨水', '小满', '小暑', '大暑', '小雪', '大雪'])

type Next = (today: CivilDate) => CivilDate | null

const lunar =
  (month: number, day: number): Next =>
  today =>
    nextLunar(today, month, day)
const solar =
  (monthAndDay: string): Next =>
  today =>
    yearsFrom(today, year => parseCivilDate(`${year}-${monthAndDay}`))
/** The n-th such weekday of a month. */
const nth =
  (month: number, weekday: number, n: number): Next =>
  today =>
    yearsFrom(today, year => {
      const first = parseCivilDate(`${year}-${String(month).padStart(2, '0')}-01`)
      return first && addDays(first, ((weekday - isoWeekday(first) + 7) % 7) + 7 * (n - 1))
    })

function yearsFrom(today: CivilDate, dayIn: (year: number) => CivilDate | null): CivilDate | null {
  const year = Number(today.slice(0, 4))
  const date = dayIn(year)
  return date !== null && daysBetween(today, date) >= 0 ? date : dayIn(year + 1)
}

function dayBefore(date: CivilDate | null): CivilDate | null {
  return date && addDays(date, -1)
}

/** 五一 and 十一 are counts, too: a day where somebody comes or is off then. */
const HOME = '孩子|娃|闺女|儿子|孙|一家|全家|家里|放假|休|长假|小长假|[都要]?回来|那[天日]|当[天日]|前一天'

/** 五一路, 六一二, 五一个: a street, figures or a count. */
const COUNTS = '[0-9零一二两三四五六七八九十百份个碗斤点路街村巷里广新大小公幼]'

/** A day that was a 庚 day, of which every tenth is one. */
const STEM = parseCivilDate('2026-07-15')
const CYCLE = 10

/** The n-th 庚 day from a solar term on: 初伏 is the third from 夏至. */
function dogDays(today: CivilDate, term: string, n: number): CivilDate | null {
  // The term of this year may be over while its days are still to come.
  for (let back = 60; back >= 0 && STEM !== null; back -= 60) {
    const start = nextSolarTerm(addDays(today, -back), TERMS.indexOf(term))
    if (start === null) return null
    const first = addDays(start, ((daysBetween(start, STEM) % CYCLE) + CYCLE) % CYCLE)
    const date = addDays(first, CYCLE * (n - 1))
    if (daysBetween(today, date) >= 0) return date
  }
  return null
}

const DAYS: readonly (readonly [words: string, next: Next])[] = [
  [
    '除夕夜|除夕|大年三十|年三十|年三十儿|大年夜|年夜|年尽|腊月根儿?|三十儿(?!子|女|媳|童)|三十(?=晚上|夜里|黑来|黑儿?|下午|后晌)',
    nextNewYearsEve,
  ],
  ['大年初一|春节(?!(?:过|以)?后(?!第?[一二三四五六七八九]天))|正月初一|年初一', lunar(1, 1)],
  ['农历新年|农历年|过年(?=[那当][天日])|过年(?=[之以]?前[一二两三四五六七八九十0-9]{1,2}天)', lunar(1, 1)],
  ['破五', lunar(1, 5)],
  ['(?<![一二两三四五六七八九十个])人日(?![子常后暮落])|人胜节', lunar(1, 7)],
  ['元宵节|元宵(?!节|[一二两三四五六七八九十0-9])|灯节|上元节', lunar(1, 15)],
  ['龙抬头|二月二(?![十日号0-9])', lunar(2, 2)],
  ['三月三(?![十日号0-9])|上巳节?', lunar(3, 3)],
  ['(?:五月)?端[午五吾]节?|端阳节?|五月[五单当]五|五月五(?![十日号0-9])', lunar(5, 5)],
  ['六月六(?![十日号0-9])', lunar(6, 6)],
  ['七夕节?|乞巧节?|七月七(?![十日号0-9])', lunar(7, 7)],
  ['天公生', lunar(1, 9)],
  ['填仓节', lunar(1, 25)],
  ['头牙', lunar(2, 2)],
  ['花朝节', lunar(2, 15)],
  ['浴佛节|佛诞日?', lunar(4, 8)],
  ['寒衣节|十月一(?=送寒衣|烧纸|上坟)', lunar(10, 1)],
  ['下元节', lunar(10, 15)],
  ['中元节?|鬼节|七月半|七月十五(?![日号0-9])', lunar(7, 15)],
  ['[中仲]秋节?|八月节|八月十五(?![日号0-9])|团圆节', lunar(8, 15)],
  ['重阳节?|(?:老[人年]|敬老)[节日](?!目)|九月九(?![十日号0-9])', lunar(9, 9)],
  ['腊八节?', lunar(12, 8)],
  ['尾牙', lunar(12, 16)],
  ['小年夜?(?![轻纪龄])|[祭送]灶节?', lunar(12, 23)],
  ['元旦节?|阳历年', solar('01-01')],
  ['情人节', solar('02-14')],
  ['妇女节|三八节|三八妇女节|女神节', solar('03-08')],
  ['植树节', solar('03-12')],
  [`(?<!.)五一(?!${COUNTS})`, solar('05-01')],
  [`(?<!.)六一(?!${COUNTS})`, solar('06-01')],
  [`(?<![0-9一二三四五六七八九十百周期拜])五一(?=节|劳动|假|上午|中午|下午|晚上|前|${HOME})|劳动节`, solar('05-01')],
  ['青年节', solar('05-04')],
  ['母亲节', nth(5, 7, 2)],
  ['儿童节|六一(?=节|那天|当天|儿童)', solar('06-01')],
  ['父亲节', nth(6, 7, 3)],
  ['建党节|七一(?=节|那天|当天|建党)', solar('07-01')],
  ['建军节|八一(?=节|那天|当天|建军)', solar('08-01')],
  ['教师节', solar('09-10')],
  ['国庆节?|(?<![0-9一二三四五六七八九百])十一(?=国庆|假|放假|长假|黄金周|孩子|闺女|儿子|那天|当天)', solar('10-01')],
  ['愚人节', solar('04-01')],
  ['万圣节', solar('10-31')],
  ['双十一|光棍节', solar('11-11')],
  ['双十二', solar('12-12')],
  ['感恩节', nth(11, 4, 4)],
  ['平安夜', solar('12-24')],
  ['圣诞节?', solar('12-25')],
  ['寒食节?', today => dayBefore(nextSolarTerm(today, TERMS.indexOf('清明')))],
  ['入伏|[头初]伏|三伏(?=[头第]一天)', today => dogDays(today, '夏至', 3)],
  ['[中二]伏', today => dogDays(today, '夏至', 4)],
  ['[末]伏', today => dogDays(today, '立秋', 1)],
  [
    '交九|数九(?=头一天|那天|第一天)|[头一]九(?=那天|头一天|第一天)',
    today => nextSolarTerm(today, TERMS.indexOf('冬至')),
  ],
  ['打春(?=那|当|[早晌晚上下中]|$)', today => nextSolarTerm(today, TERMS.indexOf('立春'))],
  ['冬节(?!目)', today => nextSolarTerm(today, TERMS.indexOf('冬至'))],
  ...TERMS.map((term, index): [string, Next] => [
    ALSO_WEATHER.has(term)
      ? `${term}(?=那天|当天|这天|节气|那日|前[一二两三]|头一?天|过后)|(?<!.)${term}(?!.)`
      : `${term}(?:节(?!气))?(?!上河)`,
    today => nextSolarTerm(today, index),
  ]),
]

/** Days that have a name: 除夕, 清明, 国庆, 母亲节. */
export const FESTIVALS: readonly (readonly [
  RegExp,
  (groups: readonly string[], today: CivilDate) => CivilDate | null,
])[] = DAYS.map(([words, next]) => [new RegExp(`(?:${words})`), (_, today) => next(today)])
