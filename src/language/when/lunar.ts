import { addDays, type CivilDate, daysBetween, parseCivilDate } from '../../core/civil-time.ts'
import calendar from './lunar.json' with { type: 'json' }

interface LunarMonth {
  readonly month: number
  readonly leap: boolean
  readonly first: CivilDate
  readonly days: number
}

/**
 * Months of the lunar years of the table. A table, because ICU's Chinese calendar (Intl) is a day late for the new year
 * of 2027: the new moon falls at 23:56 Beijing time.
 */
const months: readonly LunarMonth[] = Object.values(calendar.years).flatMap(({ first, leap, long }) =>
  monthsOf(first, leap, long),
)

function monthsOf(newYear: string, leap: number, long: string): readonly LunarMonth[] {
  let first = known(newYear)
  return [...long].map((isLong, at) => {
    const days = isLong === '1' ? 30 : 29
    const isLeap = leap > 0 && at === leap
    const month = { month: leap > 0 && at >= leap ? at : at + 1, leap: isLeap, first, days }
    first = addDays(first, days)
    return month
  })
}

function known(text: string): CivilDate {
  const date = parseCivilDate(text)
  if (date === null) throw new Error(`the lunar table holds ${text}`)
  return date
}

/** The next such day, today included; a leap month only where it is said. null: no such day in the table. */
export function nextLunar(today: CivilDate, month: number, day: number, leap = false): CivilDate | null {
  return nextOf(
    today,
    months.filter(one => one.month === month && one.leap === leap),
    day,
  )
}

/** The next 初三, of whatever month. */
export function nextLunarDay(today: CivilDate, day: number): CivilDate | null {
  return nextOf(today, months, day)
}

function nextOf(today: CivilDate, candidates: readonly LunarMonth[], day: number): CivilDate | null {
  for (const { first, days } of candidates) {
    if (day < 1 || day > days) continue
    const date = addDays(first, day - 1)
    if (daysBetween(today, date) >= 0) return date
  }
  return null
}

/** 除夕, also where the twelfth month has 29 days. */
export function nextNewYearsEve(today: CivilDate): CivilDate | null {
  const newYear = months.find(({ month, first }) => month === 1 && daysBetween(today, first) > 0)
  return newYear === undefined ? null : addDays(newYear.first, -1)
}

/** `index`: 0 for 小寒 to 23 for 冬至. */
export function nextSolarTerm(today: CivilDate, index: number): CivilDate | null {
  for (const [year, days] of Object.entries(calendar.terms)) {
    const month = String(Math.floor(index / 2) + 1).padStart(2, '0')
    const date = known(`${year}-${month}-${String(days[index]).padStart(2, '0')}`)
    if (daysBetween(today, date) >= 0) return date
  }
  return null
}
