import { addDays, type CivilDate, daysBetween, isoWeekday, parseCivilDate } from '../../core/civil-time.ts'
import { numberAt } from './numbers.ts'

export const COUNT = '([0-9]{1,2}|[一二两俩三四五六七八九十]{1,3})'
export const WEEKDAY = '(?:周|星期|礼拜)([一二三四五六日天1-7末])'

export function number(text = ''): number {
  return numberAt(text, 0)?.value ?? Number.NaN
}

export function yearOf(date: CivilDate): number {
  return Number(date.slice(0, 4))
}

export function civil(year: number, month: number, day: number): CivilDate | null {
  return parseCivilDate(`${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`)
}

export function nextOn(month: number, day: number, today: CivilDate): CivilDate | null {
  // The next 29 February may be eight years ahead.
  for (let year = yearOf(today); year <= yearOf(today) + 8; year++) {
    const date = civil(year, month, day)
    if (date !== null && daysBetween(today, date) >= 0) return date
  }
  return null
}

export function inMonth(today: CivilDate, after: number, day: number): CivilDate | null {
  const month = Number(today.slice(5, 7)) - 1 + after
  return civil(yearOf(today) + Math.floor(month / 12), (month % 12) + 1, day)
}

/** The next month that has such a day and has not passed it. */
export function dayOfMonth(today: CivilDate, day: number): CivilDate | null {
  for (let after = 0; after < 3; after++) {
    const date = inMonth(today, after, day)
    if (date !== null && daysBetween(today, date) >= 0) return date
  }
  return null
}

export function lastOfMonth(today: CivilDate, after: number): CivilDate | null {
  const first = inMonth(today, after + 1, 1)
  return first && addDays(first, -1)
}

/** Weeks start on Monday. A day of this week that is past means the coming one. */
export function weekday(today: CivilDate, day: string, weeks: number): CivilDate {
  const wanted = '一二三四五六日'.indexOf(day) + 1 || (day === '天' ? 7 : day === '末' ? 6 : Number(day))
  const date = addDays(today, wanted - isoWeekday(today) + 7 * weeks)
  return daysBetween(today, date) < 0 ? addDays(date, 7) : date
}

/** The day that 上旬, 中旬 or 下旬 begins with. */
export function firstOfThird(third: string): number {
  return 1 + 10 * '上中下'.indexOf(third)
}
