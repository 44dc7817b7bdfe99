import type { Instant } from '../../core/civil-time.ts'
import type { ApplicationBook } from './data/application-book.ts'
import type { CaseFile } from './data/case-files.ts'
import { clockStart } from './rules/clock-start.ts'
import { type Deadline, deadlineOf, isLate } from './rules/deadline.ts'
import { type Limit, limitOf } from './rules/process.ts'

export function deadlineBy(book: ApplicationBook, file: CaseFile, limit: Limit): Deadline {
  const start = clockStart(limit.counts_from, file.steps, book.process(file.type), book.calendar)
  return deadlineOf(limit, start, book.calendar, file.stops)
}

/** By when whoever acts next must have acted. */
export function nextDeadline(book: ApplicationBook, file: CaseFile): Deadline {
  const limit = file.next && limitOf(book.process(file.type), file.next.limit)
  return limit ? deadlineBy(book, file, limit) : { kind: 'open' }
}

/** An office has let its limit pass; an applicant who takes long is never told so. */
export function isOverdue(book: ApplicationBook, file: CaseFile, now: Instant): boolean {
  return file.next !== null && file.next.who !== 'applicant' && isLate(nextDeadline(book, file), now)
}
