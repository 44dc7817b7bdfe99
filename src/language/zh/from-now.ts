import { type CivilTime, civilTime, HOUR, type Instant, later, MINUTE } from '../../core/civil-time.ts'
import type { Named } from '../pack.ts'
import { numberAt } from './numbers.ts'

const COUNT = '([半一二两俩三四五六七八]|[0-9]{1,2}|十[一二]?)'
const HOURS = `${COUNT}个?(半)?(?:小时|钟头|个钟|点钟)`
const MINUTES = '([0-9]{1,2}|[一二三四五]?十[五]?)分钟'
const LATER = '(?:以后|之后|过后|后)'
/** 饭后半个钟头以后, 疼了两个小时以后: counted from something else. */
const FROM_NOW = new RegExp(
  `(?<![饭餐觉药针疼睡了走吃完术汤坐站])(?:${HOURS}${LATER}|${MINUTES}${LATER})|再过(?:${HOURS}|${MINUTES})`,
)

/** 半个钟头以后 · 再过俩钟头: the hour that is then. */
export function timeFromNow(dense: string, now: Instant): Named<CivilTime> | null {
  const match = FROM_NOW.exec(dense)
  if (match === null) return null
  const [, hours, half, minutes, moreHours, moreHalf, moreMinutes] = match
  const count = hours ?? moreHours
  const halfAnHour = (half ?? moreHalf) === undefined ? 0 : HOUR / 2
  const wait = count === undefined ? number(minutes ?? moreMinutes) * MINUTE : number(count) * HOUR + halfAnHour
  if (!Number.isFinite(wait)) return null
  return { from: match.index, to: match.index + match[0].length, value: civilTime(later(now, wait)) }
}

function number(text = ''): number {
  return text === '半' ? 0.5 : (numberAt(text, 0)?.value ?? Number.NaN)
}
