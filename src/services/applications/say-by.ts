import type { Instant } from '../../core/civil-time.ts'
import type { Language } from '../../core/language.ts'
import { phrase } from '../phrase.ts'
import { sayDay, sayMoment } from '../say-when.ts'
import type { Deadline } from './rules/deadline.ts'
import type { Limit } from './rules/process.ts'

/** By when, as a part of a sentence: a day only where one is certain, else the limit of the law. */
export function sayBy(deadline: Deadline, now: Instant, language: Language): string {
  switch (deadline.kind) {
    case 'day':
      return phrase(language, 'application_by_date', { date: sayDay(deadline.date, now, language) })
    case 'moment':
      return phrase(language, 'application_by_date', { date: sayMoment(deadline.at, now, language) })
    case 'stopped':
      return sayLimit(deadline.limit, language)
    case 'beyond':
      return phrase(language, 'application_beyond', { limit: sayLimit(deadline.limit, language) })
    default:
      return phrase(language, 'application_by_rule')
  }
}

function sayLimit({ n, unit }: Limit, language: Language): string {
  return phrase(language, `application_${unit}`, { n })
}
