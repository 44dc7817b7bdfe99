import {
  type CivilDate,
  type CivilTime,
  civilDate,
  civilTime,
  daysBetween,
  type Instant,
  isoWeekday,
} from '../core/civil-time.ts'
import type { Language } from '../core/language.ts'
import { type PhraseKey, phrase } from './phrase.ts'

const NEAR = ['today', 'tomorrow', 'after_tomorrow'] as const
const WEEKDAYS: readonly PhraseKey[] = [
  'weekday_1',
  'weekday_2',
  'weekday_3',
  'weekday_4',
  'weekday_5',
  'weekday_6',
  'weekday_7',
]
const MEALS: Readonly<Record<string, PhraseKey>> = { breakfast: 'breakfast', lunch: 'lunch', dinner: 'dinner' }

/** Short, for options: 明天, or 11月28日（周六）. */
export function sayDay(date: CivilDate, now: Instant, language: Language): string {
  const near = NEAR[daysBetween(civilDate(now), date)]
  return near ? phrase(language, near) : phrase(language, 'date', parts(date, language))
}

/** In full, for read-backs and receipts: 明天（11月25日，周三）. */
export function sayFullDay(date: CivilDate, now: Instant, language: Language): string {
  const near = NEAR[daysBetween(civilDate(now), date)]
  const of = parts(date, language)
  return near ? phrase(language, 'near_date', { ...of, near: phrase(language, near) }) : phrase(language, 'date', of)
}

export function sayPeriod(period: string, language: Language): string {
  const key = MEALS[period]
  return key ? phrase(language, key) : period
}

export function sayMeal(date: CivilDate, period: string, now: Instant, language: Language): string {
  return phrase(language, 'meal', { day: sayDay(date, now, language), meal: sayPeriod(period, language) })
}

export function sayMealInFull(date: CivilDate, period: string, now: Instant, language: Language): string {
  return phrase(language, 'meal', { day: sayFullDay(date, now, language), meal: sayPeriod(period, language) })
}

/** 上午9点半, 下午3点, 晚上7点. */
export function sayTime(time: CivilTime, language: Language): string {
  const hour = Number(time.slice(0, 2))
  const minute = time.slice(3)
  const key = minute === '00' ? 'clock_full' : minute === '30' ? 'clock_half' : 'clock'
  const clock = phrase(language, key, { hour: hour > 12 ? hour - 12 : hour, minute })
  return phrase(language, partOfDay(hour), { clock })
}

function partOfDay(hour: number): PhraseKey {
  if (hour < 12) return 'before_noon'
  if (hour === 12) return 'noon'
  return hour < 18 ? 'after_noon' : 'evening'
}

/** The time alone today, with its day otherwise. */
export function sayMoment(at: Instant, now: Instant, language: Language): string {
  const time = sayTime(civilTime(at), language)
  const date = civilDate(at)
  return date === civilDate(now) ? time : phrase(language, 'moment', { day: sayDay(date, now, language), time })
}

function parts(date: CivilDate, language: Language) {
  const weekday = WEEKDAYS[isoWeekday(date) - 1] ?? 'weekday_1'
  return { month: Number(date.slice(5, 7)), day: Number(date.slice(8)), weekday: phrase(language, weekday) }
}
