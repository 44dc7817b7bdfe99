import * as z from 'zod'
import type { Tx } from '../../../../db/database.ts'
import { calendarYear, visitOffer, visitWord } from '../../../../db/schema/index.ts'
import { type CivilTime, parseCivilTime } from '../../../core/civil-time.ts'
import type { Localised } from '../../../core/language.ts'
import { type WorkCalendar, workCalendar } from '../../../core/work-calendar.ts'

export type VisitOffer = typeof visitOffer.$inferSelect

interface HalfDay {
  readonly code: string
  readonly from: CivilTime
  readonly to: CivilTime
}

/** What all visits share: kinds, half-days, words, working days. */
export interface VisitBook {
  /** In the order in which they are shown. */
  readonly offers: ReadonlyMap<string, VisitOffer>
  readonly halfDays: ReadonlyMap<string, HalfDay>
  readonly calendar: WorkCalendar
  hasWord(kind: WordKind, code: string): boolean
  nameOf(kind: WordKind, code: string): Localised
}
type WordKind = 'half_day' | 'visitor' | 'status' | 'decline_reason' | 'cancel_reason'

const timeOfDay = z.string().transform((text, context): CivilTime => {
  const time = parseCivilTime(text)
  if (time) return time
  context.addIssue({ code: 'custom', message: 'not a time of day' })
  return z.NEVER
})
const halfDayData = z.object({ from: timeOfDay, to: timeOfDay })

export async function loadVisitBook(tx: Tx): Promise<VisitBook> {
  const offers = await tx.select().from(visitOffer).orderBy(visitOffer.place)
  const words = await tx.select().from(visitWord)
  const years = await tx.select().from(calendarYear)
  const names = new Map(words.map(word => [`${word.kind}/${word.code}`, word.name]))
  const halfDays = words
    .filter(word => word.kind === 'half_day')
    .map(({ code, data }): [string, HalfDay] => [code, { code, ...halfDayData.parse(data) }])
  return {
    offers: new Map(offers.map(offer => [offer.code, offer])),
    halfDays: new Map(halfDays),
    calendar: workCalendar(years),
    hasWord: (kind, code) => names.has(`${kind}/${code}`),
    nameOf: (kind, code) => names.get(`${kind}/${code}`) ?? { 'zh-CN': code },
  }
}

export function offerOf(book: VisitBook, code: string): VisitOffer {
  const offer = book.offers.get(code)
  if (!offer) throw new Error(`there is no kind of visit ${code}`)
  return offer
}

export function halfDayOf(book: VisitBook, code: string): HalfDay {
  const halfDay = book.halfDays.get(code)
  if (!halfDay) throw new Error(`there is no half-day ${code}`)
  return halfDay
}
