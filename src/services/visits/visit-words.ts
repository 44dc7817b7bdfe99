import { civilTime, type Instant, instantOfDate } from '../../core/civil-time.ts'
import { inLanguage, type Language } from '../../core/language.ts'
import { phrase } from '../phrase.ts'
import { sayDay, sayFullDay, sayTime } from '../say-when.ts'
import { halfDayOf, offerOf, type VisitBook } from './data/visit-book.ts'
import { slotOf, type Visit } from './data/visits.ts'
import type { Slot } from './rules/bookable.ts'
import type { Visitor } from './visit-details.ts'
import type { Visited } from './visited.ts'

const PHONE = /^(\d{3})(\d{4})(\d{4})$/

export interface Saying {
  readonly book: VisitBook
  readonly now: Instant
  readonly language: Language
}

export function whatWords({ book, language }: Saying, offer: string): string {
  return inLanguage(offerOf(book, offer).name, language)
}

export function halfDayWords({ book, language }: Saying, halfDay: string): string {
  return inLanguage(book.nameOf('half_day', halfDayOf(book, halfDay).code), language)
}

/** Short, for options: 明天上午. */
export function slotLabel(saying: Saying, slot: Slot): string {
  const day = sayDay(slot.date, saying.now, saying.language)
  return phrase(saying.language, 'half_day', { day, half: halfDayWords(saying, slot.halfDay) })
}

/** In full: 明天（11月25日，周三）上午. */
export function slotWords(saying: Saying, slot: Slot): string {
  const day = sayFullDay(slot.date, saying.now, saying.language)
  return phrase(saying.language, 'half_day', { day, half: halfDayWords(saying, slot.halfDay) })
}

/** With the exact time where one is agreed or offered. */
export function whenWords(saying: Saying, visit: Visit): string {
  const slot = slotOf(visit)
  if (!visit.startsAt) return slotWords(saying, slot)
  const { language, now } = saying
  const time = sayTime(civilTime(instantOfDate(visit.startsAt)), language)
  return phrase(language, 'moment', { day: sayFullDay(slot.date, now, language), time })
}

/** 社区护士王敏（工号 0315）; the kind of visitor alone while nobody is named. */
export function visitorWords({ book, language }: Saying, offer: string, visitor: Visitor | null): string {
  const role = inLanguage(book.nameOf('visitor', offerOf(book, offer).whoComes), language)
  return visitor ? phrase(language, 'visitor', { role, ...visitor }) : role
}

/** 到您家, 到陈奶奶家. Of somebody who is only named, all that was said is read back. */
export function placeWords({ language }: Saying, visited: Visited): string {
  if (visited.self) return phrase(language, 'visit_you')
  const name = inLanguage(visited.name, language)
  if (visited.id !== null) return phrase(language, 'visit_other', { name })
  const { address, phone } = visited
  return phone === null
    ? phrase(language, 'visit_named_no_phone', { name, address })
    : phrase(language, 'visit_named', { name, address, phone: phone.replace(PHONE, '$1 $2 $3') })
}
