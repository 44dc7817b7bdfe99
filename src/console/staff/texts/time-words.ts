import type { Words } from './words.tsx'

const ZONE = 'Asia/Shanghai'
const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** A length of time in words: 32 秒, 4 分钟, 1 小时 5 分, 2 天. */
export function lengthInWords({ t }: Words, ms: number): string {
  const length = Math.max(0, ms)
  if (length < MINUTE) return t('time.seconds', { n: Math.floor(length / 1_000) })
  if (length < HOUR) return t('time.minutes', { n: Math.floor(length / MINUTE) })
  if (length >= DAY) return t('time.days', { n: Math.floor(length / DAY) })
  const minutes = Math.floor((length % HOUR) / MINUTE)
  const hours = Math.floor(length / HOUR)
  return minutes === 0 ? t('time.hours', { n: hours }) : t('time.hoursMinutes', { n: hours, m: minutes })
}

const format = (words: Words, at: number | string, options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat(words.language, { timeZone: ZONE, hourCycle: 'h23', ...options }).format(new Date(at))

/** 14:05 */
export function clockTime(words: Words, at: number | string): string {
  return format(words, at, { hour: '2-digit', minute: '2-digit' })
}

/** The whole of it, for whoever hovers: 2026年11月24日周二 14:05:09. */
export function exactTime(words: Words, at: number | string): string {
  return format(words, at, {
    year: 'numeric',
    month: 'long',
    day: 'numeric',
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  })
}

/** 今天, 昨天, 明天, 后天, or 11月20日周五. */
export function dayName(words: Words, at: number | string, now: number): string {
  const day = civilDay(Date.parse(new Date(at).toISOString()))
  if (day === civilDay(now)) return words.t('talk.today')
  if (day === civilDay(now - DAY)) return words.t('talk.yesterday')
  if (day === civilDay(now + DAY)) return words.t('talk.tomorrow')
  if (day === civilDay(now + 2 * DAY)) return words.t('talk.dayAfterTomorrow')
  return format(words, at, { month: 'long', day: 'numeric', weekday: 'short' })
}

/** The civil date in the desk's zone, 2026-11-24. */
export function civilDay(at: number): string {
  return new Date(at + 8 * HOUR).toISOString().slice(0, 10)
}
