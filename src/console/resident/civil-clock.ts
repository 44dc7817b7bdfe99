import type { Language } from '../../core/language.ts'

const ZONE = 'Asia/Shanghai'
const LOCALE: Record<Language, string> = { 'zh-CN': 'zh-CN', 'zh-TW': 'zh-TW', en: 'en-GB' }

/** Days and times of the city, wherever the reader is. */
export function timeText(at: number, language: Language): string {
  const options = { timeZone: ZONE, hour: 'numeric', minute: '2-digit', hour12: language !== 'en' } as const
  return new Intl.DateTimeFormat(LOCALE[language], options).format(at)
}

export function dayText(at: number, language: Language): string {
  const options = { timeZone: ZONE, month: 'long', day: 'numeric', weekday: 'long' } as const
  return new Intl.DateTimeFormat(LOCALE[language], options).format(at)
}
