import type { Brand } from './ids.ts'

/** Milliseconds since the epoch. */
export type Instant = Brand<number, 'Instant'>
/** `2026-11-25`, a day in the civil zone. */
export type CivilDate = Brand<string, 'CivilDate'>
/** `09:30`, a wall-clock time in the civil zone. */
export type CivilTime = Brand<string, 'CivilTime'>

/** Asia/Shanghai has had no daylight saving since 1991: a fixed offset is exact for every date the desk handles. */
const OFFSET_MS = 8 * 3_600_000
const DAY_MS = 86_400_000
export const MINUTE = 60_000
export const HOUR = 3_600_000

export const instant = (ms: number): Instant => ms as Instant // any finite number is an instant
export const instantOfDate = (date: Date): Instant => instant(date.getTime())
export const later = (at: Instant, ms: number): Instant => instant(at + ms)

export function civilDate(at: Instant): CivilDate {
  return dateOfDay(Math.floor((at + OFFSET_MS) / DAY_MS))
}

export function civilTime(at: Instant): CivilTime {
  return new Date(at + OFFSET_MS).toISOString().slice(11, 16) as CivilTime // as above
}

/** A menu of 24 kitchens asks for hundreds of the same few days: text is made and read once each. */
const MOST_DAYS = 4_000
const numberOf = new Map<CivilDate, number>()
const dateOf = new Map<number, CivilDate>()

/** Days since the epoch. */
function dayNumber(date: CivilDate): number {
  const known = numberOf.get(date)
  if (known !== undefined) return known
  const number = Date.parse(`${date}T00:00:00Z`) / DAY_MS
  if (Number.isNaN(number)) throw new Error(`not a civil date: ${date}`)
  if (numberOf.size >= MOST_DAYS) numberOf.clear()
  numberOf.set(date, number)
  return number
}

function dateOfDay(number: number): CivilDate {
  const known = dateOf.get(number)
  if (known !== undefined) return known
  const date = new Date(number * DAY_MS).toISOString().slice(0, 10) as CivilDate // an ISO date is one
  if (dateOf.size >= MOST_DAYS) dateOf.clear()
  dateOf.set(number, date)
  return date
}

export function instantAt(date: CivilDate, time: CivilTime): Instant {
  const minutes = Number(time.slice(0, 2)) * 60 + Number(time.slice(3))
  if (Number.isNaN(minutes)) throw new Error(`not a civil time: ${date} ${time}`)
  return instant(dayNumber(date) * DAY_MS + minutes * MINUTE - OFFSET_MS)
}

/** When the day begins. */
export function midnight(date: CivilDate): Instant {
  return instant(dayNumber(date) * DAY_MS - OFFSET_MS)
}

export function addDays(date: CivilDate, days: number): CivilDate {
  return dateOfDay(dayNumber(date) + days)
}

/** The same day of a later month, or that month's last one. */
export function addMonths(date: CivilDate, months: number): CivilDate {
  const [year = 0, month = 0, day = 0] = date.split('-').map(Number)
  const last = new Date(Date.UTC(year, month + months, 0))
  last.setUTCDate(Math.min(day, last.getUTCDate()))
  return last.toISOString().slice(0, 10) as CivilDate // stays ISO
}

export function daysBetween(from: CivilDate, to: CivilDate): number {
  return dayNumber(to) - dayNumber(from)
}

/** 1 Monday … 7 Sunday. */
export function isoWeekday(date: CivilDate): number {
  // The epoch was a Thursday.
  return ((((dayNumber(date) + 3) % 7) + 7) % 7) + 1
}

/** Refuses 2026-02-30 as well as other shapes. */
export function parseCivilDate(text: string): CivilDate | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return null
  const ms = Date.parse(`${text}T00:00:00Z`)
  if (Number.isNaN(ms) || new Date(ms).toISOString().slice(0, 10) !== text) return null
  return text as CivilDate // shape and calendar checked
}

export function parseCivilTime(text: string): CivilTime | null {
  return /^([01]\d|2[0-3]):[0-5]\d$/.test(text) ? (text as CivilTime) : null // shape checked
}
