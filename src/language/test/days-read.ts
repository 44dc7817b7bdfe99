import { type CivilDate, parseCivilDate } from '../../core/civil-time.ts'
import { fold } from '../text/fold.ts'
import { dates } from '../zh/dates.ts'

export function day(text: string): CivilDate {
  const date = parseCivilDate(text)
  if (date === null) throw new Error(`not a date: ${text}`)
  return date
}

/** A Tuesday. */
const TODAY = day('2026-11-24')

/** The days of a sentence in Chinese, in order; null: what names none that is to come. */
export const daysRead = (text: string, from = TODAY) => dates(fold(text).dense, from).map(({ date }) => date)
