import { addDays, type CivilDate, daysBetween, isoWeekday, parseCivilDate } from '../../core/civil-time.ts'
import type { DateAt } from '../pack.ts'
import { number } from './month-days.ts'

const OF_NEXT_WEEK = /^再?下+一?个?(?:周|星期|礼拜)/
const BARE_WEEKDAY = /^(?:周|星期|礼拜)[一二三四五六日天1-7]$/
const OF_MONTH = /^(?:[0-9一二三四五六七八九十]{1,3}|元|下个?)月[0-9一二三四五六七八九十]{1,3}[号日]$/
const BARE_DAY = /^([0-9一二三四五六七八九十]{1,3})[号日]$/

/** 下周三，不对，周四 · 一月八号，不，九号: of the week or month that was said. */
export function ofOneWeekOrMonth(dense: string, found: readonly DateAt[], today: CivilDate): readonly DateAt[] {
  let monday: CivilDate | null = null
  let month: string | null = null
  return found.map(day => {
    const said = dense.slice(day.from, day.to)
    if (day.date === null) return day
    if (BARE_WEEKDAY.test(said))
      return monday === null ? day : { ...day, date: addDays(monday, isoWeekday(day.date) - 1) }
    const figure = BARE_DAY.exec(said)?.[1]
    if (figure !== undefined) return month === null ? day : { ...day, date: dayIn(month, figure, today) ?? day.date }
    monday = OF_NEXT_WEEK.test(said) ? addDays(day.date, 1 - isoWeekday(day.date)) : null
    month = OF_MONTH.test(said) ? day.date.slice(0, 8) : null
    return day
  })
}

function dayIn(month: string, figure: string, today: CivilDate): CivilDate | null {
  const date = parseCivilDate(month + String(number(figure)).padStart(2, '0'))
  return date !== null && daysBetween(today, date) >= 0 ? date : null
}
