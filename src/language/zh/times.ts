import type { TimeAt } from '../pack.ts'
import { everyMatch } from '../text/every-match.ts'
import { numberAt } from './numbers.ts'

const HOUR = '([0-9]{1,2}|二十[一二三四]?|十[一二三四五六七八九]?|[一二两三四五六七八九零俩仨])'
const MINUTE =
  '(半|一刻|[两二]刻|三刻|过?([0-9]{1,2}|[二三四五]?十[一二三四五六七八九]?|零?[一二三四五六七八九])分(?!不|也|都)|([0-5][0-9]|[一二三四五]?十[一二三四五六七八九]?|[零〇][一二三四五六七八九])(?![一二两三四五六七八九十0-9份碗个只盘杯根条套点])|整|钟|办(?![理事了得完]))?'
const CLOCK = new RegExp(
  `${HOUR}点[差欠](一刻|[0-9]{1,2}|[二三]?十[五]?|[一二两三四五六七八九])分?|[差欠](一刻|[0-9]{1,2}|[二三]?十[五]?|[一二两三四五六七八九])分?钟?到?${HOUR}点|([0-9]{1,2}):([0-5][0-9])|${HOUR}(?:来)?(?:点(?![零一二三四五六七八九]{1,2}(?:斤|公斤|两|克|升|块|元|倍|个?小时|个?钟头))|时(?!候|间|半会|想))${MINUTE}`,
  'g',
)
/** Each hour is told with one of these. */
const MARK = /[点时:]/
/** 软一点 and 早一点 are no time of day. */
const LITTLE = /[稠稀酸苦软烂少多早晚快慢大小淡清热凉便好咸甜辣硬近远厚薄有差放搁加来弄给撒]/

/** 下午一点, 改到一点, 太晚，一点: what an hour stands behind; 叫一点 and 煮一点 ask for a little. */
const BEFORE_HOUR =
  /(?:^|[午晌上早晚夜里黑明后天日号儿个到在改是于约概莫就等前近对错不行哦啊哎呃吧间成为点定]|差不多|[错忘变]了)$/
const BEHIND_HOUR = /^(?:送|来|到|左右|前|以前|之前|过来|上门|开饭|吃饭|准时)/

/** 空腹七点二: a value of the blood. */
const DECIMAL = /^[0-9一二三四五六七八九](?!点)/
const MEASURED = /空腹|血糖|餐后|饭后血|血压/

/** 九点半 · 八点一刻 · 9:30 · 两点二十 */
export function times(dense: string): readonly TimeAt[] {
  if (!MARK.test(dense)) return []
  const found: TimeAt[] = []
  for (const match of everyMatch(CLOCK, dense)) {
    const [whole, lateHour, late, early, earlyHour, figures, minutes, hour, tail, said, bare] = match
    const [short, shortOf] = late === undefined ? [early, earlyHour] : [late, lateHour]
    const from = match.index
    if (hour === '一' && (isLittle(dense, from, whole) || whole === '一时')) continue
    if (
      MEASURED.test(dense.slice(Math.max(0, from - 6), from)) &&
      DECIMAL.test(dense.slice(from + whole.length, from + whole.length + 2))
    )
      continue
    if (short !== undefined) {
      const missing = short === '一刻' ? 15 : value(short)
      found.push({ from, to: from + whole.length, hour: value(shortOf) - 1, minute: 60 - missing, settled: false })
      continue
    }
    const at = {
      hour: figures === undefined ? value(hour) : Number(figures),
      minute: minutes === undefined ? minuteOf(tail, said ?? bare) : Number(minutes),
    }
    // 七八点 and 九到十一点: from the first on.
    if (isAbout(dense, from, hour)) at.hour--
    const first = SPAN.exec(dense.slice(Math.max(0, from - 4), from))?.[1]
    if (first !== undefined) at.hour = value(first)
    if (at.hour > 24 || at.minute > 59) continue
    found.push({ from, to: from + whole.length, ...at, settled: figures !== undefined && at.hour > 12 })
  }
  return found
}

/** Before the last hour of a span. */
const SPAN = /(?<![0-9零一二两三四五六七八九十月:])([0-9]{1,2}|十[一二]?|[一二两三四五六七八九])[到至-]$/

function isAbout(dense: string, from: number, hour: string | undefined): boolean {
  const before = '一二三四五六七八九'.indexOf(dense.charAt(from - 1).replace('两', '二'))
  return hour !== undefined && before >= 0 && '二三四五六七八九十'.indexOf(hour) === before
}

function isLittle(dense: string, from: number, whole: string): boolean {
  // 太晚，一点吧
  if (whole !== '一点' || /太[早晚]$/.test(dense.slice(Math.max(0, from - 2), from))) return false
  const to = from + whole.length
  if (LITTLE.test(dense.charAt(from - 1)) || /[儿不都也点没胃力劲用钱事心意]/.test(dense.charAt(to))) return true
  return !BEFORE_HOUR.test(dense.slice(Math.max(0, from - 3), from)) && !BEHIND_HOUR.test(dense.slice(to, to + 2))
}

function minuteOf(tail: string | undefined, said: string | undefined): number {
  if (tail === '半' || tail === '办' || tail === '两刻' || tail === '二刻') return 30
  if (tail === '一刻') return 15
  if (tail === '三刻') return 45
  return said === undefined ? 0 : value(said.replace(/^[零〇]/, ''))
}

function value(text = ''): number {
  return numberAt(text, 0)?.value ?? Number.NaN
}
