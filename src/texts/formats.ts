import { civilDate, civilTime, instant, isoWeekday, parseCivilDate, parseCivilTime } from '../core/civil-time.ts'
import type { Language } from '../core/language.ts'
import { yuan } from '../core/money.ts'
import type { Json } from '../core/operation.ts'

type Format = (value: Json, language: Language) => string

/** `{total, money}` and the like in texts. What cannot be formatted is shown as it is. */
export const FORMATS: Readonly<Record<string, Format>> = {
  /** fen → 12.5 */
  money: value => (typeof value === 'number' ? yuan(value) : plain(value)),
  /** 2026-11-25 or an instant → 11月25日（周三） */
  day: (value, language) => {
    const date =
      typeof value === 'number' ? civilDate(instant(value)) : typeof value === 'string' && parseCivilDate(value)
    return date ? dayIn(language, date) : plain(value)
  },
  /** 09:30 or an instant → 上午9点半 */
  clock: (value, language) => {
    const time =
      typeof value === 'number' ? civilTime(instant(value)) : typeof value === 'string' && parseCivilTime(value)
    return time ? clockIn(language, Number(time.slice(0, 2)), Number(time.slice(3))) : plain(value)
  },
  /** 13800000000 → 138 0000 0000 */
  phone: value => plain(value).replace(/^(\d{3})(\d{4})(\d{4})$/, '$1 $2 $3'),
  count: value => plain(value),
}

const plain = (value: Json): string => (value === null ? '' : String(value))

const WEEKDAYS = '一二三四五六日'
const EN_DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']
const EN_MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

function dayIn(language: Language, date: Parameters<typeof isoWeekday>[0]): string {
  const [month, day] = [Number(date.slice(5, 7)), Number(date.slice(8))]
  const weekday = isoWeekday(date) - 1
  if (language === 'en') return `${EN_DAYS[weekday]} ${day} ${EN_MONTHS[month - 1]}`
  return `${month}月${day}日（${language === 'zh-TW' ? '週' : '周'}${WEEKDAYS[weekday]}）`
}

function clockIn(language: Language, hour: number, minute: number): string {
  const hour12 = hour % 12 === 0 ? 12 : hour % 12
  if (language === 'en') return `${hour12}:${String(minute).padStart(2, '0')} ${hour < 12 ? 'am' : 'pm'}`
  const point = language === 'zh-TW' ? '點' : '点'
  const minutes = minute === 0 ? '' : minute === 30 ? '半' : String(minute).padStart(2, '0')
  return `${partOfDay(hour)}${hour === 0 ? 0 : hour12}${point}${minutes}`
}

function partOfDay(hour: number): string {
  if (hour < 6) return '凌晨'
  if (hour < 12) return '上午'
  if (hour < 13) return '中午'
  return hour < 18 ? '下午' : '晚上'
}
