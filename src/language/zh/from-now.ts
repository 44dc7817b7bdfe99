import { type CivilTime, civilTime, HOUR, type Instant, later, MINUTE } from '../../core/civil-time.ts'
import type { Named } from '../pack.ts'
import { numberAt } from './numbers.ts'

const COUNT = '([半一二两俩仨三四五六七八]|[0-9]{1,2}|十[一二]?)'
const HOURS = `${COUNT}个?(半)?(?:小时|钟头|个钟|点钟)`
const MINUTES = '([0-9]{1,2}|[一二三四五]?十[五]?)分钟'
/** 一刻钟, 三刻钟 */
const QUARTERS = '([一两三])刻钟?'
const LATER = '(?:以后|之后|过后|后)'
/** In minutes. */
const QUARTER = 15
/** 饭后半个钟头以后, 疼了两个小时以后: counted from something else. */
const FROM_NOW = new RegExp(
  `(?<![饭餐觉药针疼睡了走吃完术汤坐站])(?:${HOURS}${LATER}|${MINUTES}${LATER}|${QUARTERS}${LATER})|(?:再[过等]|(?<![经度渡超])过|(?<![我俺在])等)(?:${HOURS}|${MINUTES}|${QUARTERS})(?!了)`,
)

/** 半个钟头以后 · 再过俩钟头: the hour that is then. */
export function timeFromNow(dense: string, now: Instant): Named<CivilTime> | null {
  const match = FROM_NOW.exec(dense)
  if (match === null) return null
  const [, hours, half, minutes, quarters, moreHours, moreHalf, moreMinutes, moreQuarters] = match
  const count = hours ?? moreHours
  const halfAnHour = (half ?? moreHalf) === undefined ? 0 : HOUR / 2
  const short = minutes ?? moreMinutes
  const inMinutes = short === undefined ? QUARTER * number(quarters ?? moreQuarters) : number(short)
  const wait = count === undefined ? inMinutes * MINUTE : number(count) * HOUR + halfAnHour
  if (!Number.isFinite(wait)) return null
  return { from: match.index, to: match.index + match[0].length, value: civilTime(later(now, wait)) }
}

function number(text = ''): number {
  return text === '半' ? 0.5 : (numberAt(text, 0)?.value ?? Number.NaN)
}
