import { addDays, type CivilDate, daysBetween, isoWeekday, parseCivilDate } from '../../core/civil-time.ts'
import type { DateAt } from '../pack.ts'

const DAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const MONTH =
  '(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)'
const DAY = '([0-9]{1,2})(?:st|nd|rd|th)?'
const ANY = new RegExp(
  [
    '\\b(day after tomorrow|tomorrow|today|tonight|yesterday)\\b',
    '\\b(?:(next|this|last) )?(mon|tues?|wed|thu|thurs|fri|sat|sun|monday|tuesday|wednesday|thursday|friday|saturday|sunday)\\b',
    `\\b${MONTH} ${DAY}\\b`,
    `\\b${DAY} (?:of )?${MONTH}\\b`,
    '\\bin ([0-9]|two|three|four|five) days\\b',
  ].join('|'),
  'g',
)
const OFFSETS: Readonly<Record<string, number>> = { today: 0, tonight: 0, tomorrow: 1, 'day after tomorrow': 2 }

/** tomorrow · next Wednesday · Nov 25 · 25th of November */
export function dates(dense: string, today: CivilDate): readonly DateAt[] {
  const found: DateAt[] = []
  for (const match of dense.matchAll(ANY)) {
    const [whole, named, which, day, monthFirst, dayBehind, dayFirst, monthBehind, inDays] = match
    const from = match.index
    let date: CivilDate | null = null
    if (named !== undefined) date = offset(OFFSETS[named], today)
    else if (day !== undefined) date = which === 'last' ? null : weekday(today, day, which === 'next')
    else if (inDays !== undefined) date = offset(Number(inDays) || COUNTS.indexOf(inDays) + 2, today)
    else date = nextOn(monthFirst ?? monthBehind ?? '', Number(dayBehind ?? dayFirst), today)
    // "sat" and "sun" alone are also a verb and a star.
    if (day !== undefined && which === undefined && (day === 'sat' || day === 'sun' || day === 'wed')) continue
    found.push({ from, to: from + whole.length, date })
  }
  return found
}

const COUNTS = ['two', 'three', 'four', 'five']

function offset(days: number | undefined, today: CivilDate): CivilDate | null {
  return days === undefined ? null : addDays(today, days)
}

function weekday(today: CivilDate, name: string, next: boolean): CivilDate {
  const wanted = DAYS.findIndex(day => day.startsWith(name.slice(0, 3))) + 1
  const date = addDays(today, wanted - isoWeekday(today) + (next ? 7 : 0))
  return daysBetween(today, date) < 0 ? addDays(date, 7) : date
}

function nextOn(month: string, day: number, today: CivilDate): CivilDate | null {
  const monthNumber = String(MONTHS.indexOf(month.slice(0, 3)) + 1).padStart(2, '0')
  const year = Number(today.slice(0, 4))
  const date = parseCivilDate(`${year}-${monthNumber}-${String(day).padStart(2, '0')}`)
  if (date !== null && daysBetween(today, date) >= 0) return date
  return parseCivilDate(`${year + 1}-${monthNumber}-${String(day).padStart(2, '0')}`)
}
