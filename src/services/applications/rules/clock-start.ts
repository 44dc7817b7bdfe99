import { type Instant, midnight } from '../../../core/civil-time.ts'
import type { WorkCalendar } from '../../../core/work-calendar.ts'
import { deadlineOf } from './deadline.ts'
import { limitOf, type Process } from './process.ts'

export interface PastStep {
  readonly status: string
  readonly at: Instant
}

const DECIDED = ['approved', 'rejected']

/** When the clock that counts from a status or a clock event began; null: not yet, or nobody writes that down. */
export function clockStart(
  countsFrom: string,
  steps: readonly PastStep[],
  process: Process,
  calendar: WorkCalendar,
): Instant | null {
  const last = (...statuses: readonly string[]) => steps.findLast(step => statuses.includes(step.status))?.at ?? null
  switch (countsFrom) {
    case 'decision':
      return last(...DECIDED)
    case 'materials_received':
      return last('confirming')
    case 'publicizing_end': {
      const notice = limitOf(process, 'public')
      const end = notice && deadlineOf(notice, last('publicizing'), calendar)
      return end?.kind === 'day' ? midnight(end.date) : null
    }
    default:
      return last(countsFrom)
  }
}
