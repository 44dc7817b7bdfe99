import { addDays, type CivilDate, isoWeekday } from './civil-time.ts'

/** One year of the State Council's notice. */
export interface CalendarYear {
  readonly year: number
  /** Holidays, whatever their weekday. */
  readonly offDays: readonly string[]
  /** Saturdays and Sundays that are worked (调休). */
  readonly extraWorkdays: readonly string[]
}

/** Days during which a legal clock stands still: the first one, and the first that counts again (absent: still stopped). */
export interface ClockStop {
  readonly from: CivilDate
  readonly until?: CivilDate
}

/** Working days, as far as the notices that are loaded reach: null means that nobody knows yet. Nothing is invented. */
export interface WorkCalendar {
  isWorkday(date: CivilDate): boolean | null
  /** A day of a public holiday, whatever its weekday. */
  isHoliday(date: CivilDate): boolean | null
  /** The `count`th working day after `start`; days inside a stop do not count. Null also while the clock stands still. */
  afterWorkdays(start: CivilDate, count: number, stops?: readonly ClockStop[]): CivilDate | null
  /** `count` calendar days after `start`; a last day off is moved to the next working day. */
  afterDays(start: CivilDate, count: number): CivilDate | null
  /** Working days after `from`, up to and with `to`; negative when `to` lies before. */
  workdaysBetween(from: CivilDate, to: CivilDate): number | null
}

export function workCalendar(years: readonly CalendarYear[]): WorkCalendar {
  const known = new Set(years.map(one => one.year))
  const off = new Set(years.flatMap(one => one.offDays))
  const extra = new Set(years.flatMap(one => one.extraWorkdays))

  const isWorkday = (date: CivilDate): boolean | null => {
    if (!known.has(Number(date.slice(0, 4)))) return null
    return extra.has(date) || (isoWeekday(date) <= 5 && !off.has(date))
  }

  const countFrom = (start: CivilDate, counts: (date: CivilDate) => boolean | null, count: number) => {
    let date = start
    for (let left = count; left > 0; ) {
      date = addDays(date, 1)
      const worked = counts(date)
      if (worked === null) return null
      if (worked) left--
    }
    return date
  }

  return {
    isWorkday,
    isHoliday: date => (known.has(Number(date.slice(0, 4))) ? off.has(date) : null),
    afterWorkdays(start, count, stops = []) {
      if (stops.some(stop => stop.until === undefined)) return null
      const stopped = (date: CivilDate) => stops.some(stop => date >= stop.from && date < (stop.until ?? date))
      return countFrom(start, date => (stopped(date) ? false : isWorkday(date)), count)
    },
    afterDays(start, count) {
      const last = addDays(start, count)
      const worked = isWorkday(last)
      return worked === false ? countFrom(last, isWorkday, 1) : worked && last
    },
    workdaysBetween(from, to) {
      if (to < from) {
        const back = this.workdaysBetween(to, from)
        return back === null ? null : -back
      }
      let count = 0
      for (let date = from; date < to; ) {
        date = addDays(date, 1)
        const worked = isWorkday(date)
        if (worked === null) return null
        if (worked) count++
      }
      return count
    },
  }
}
