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
  return new Date(at + OFFSET_MS).toISOString().slice(0, 10) as CivilDate // ISO dates are civil dates once shifted
}

export function civilTime(at: Instant): CivilTime {
  return new Date(at + OFFSET_MS).toISOString().slice(11, 16) as CivilTime // as above
}

export function instantAt(date: CivilDate, time: CivilTime): Instant {
  const ms = Date.parse(`${date}T${time}:00.000Z`)
  if (Number.isNaN(ms)) throw new Error(`not a civil time: ${date} ${time}`)
  return instant(ms - OFFSET_MS)
}

/** When the day begins. */
export function midnight(date: CivilDate): Instant {
  return instant(Date.parse(`${date}T00:00:00Z`) - OFFSET_MS)
}

export function addDays(date: CivilDate, days: number): CivilDate {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10) as CivilDate // stays ISO
}

/** The same day of a later month, or that month's last one. */
export function addMonths(date: CivilDate, months: number): CivilDate {
  const [year = 0, month = 0, day = 0] = date.split('-').map(Number)
  const last = new Date(Date.UTC(year, month + months, 0))
  last.setUTCDate(Math.min(day, last.getUTCDate()))
  return last.toISOString().slice(0, 10) as CivilDate // stays ISO
}

export function daysBetween(from: CivilDate, to: CivilDate): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MS)
}

/** 1 Monday … 7 Sunday. */
export function isoWeekday(date: CivilDate): number {
  return new Date(`${date}T00:00:00Z`).getUTCDay() || 7
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
