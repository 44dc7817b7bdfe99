import { addDays, civilDate, civilTime, HOUR, type Instant, instantAt, later, MINUTE } from '../core/civil-time.ts'
import type { FlowBook } from './step.ts'

const UNIT_MS: Readonly<Record<string, number>> = { s: 1_000, m: MINUTE, h: HOUR, d: 24 * HOUR }

/** `10m`, `24h`, `3d`, or `5w`: the same time of the fifth working day after. */
export function afterDuration(book: FlowBook, from: Instant, duration: string): Instant {
  const count = Number(duration.slice(0, -1))
  const unit = duration.slice(-1)
  if (unit === 'w') return afterWorkdays(book, from, count)
  const ms = UNIT_MS[unit]
  if (ms === undefined || !Number.isSafeInteger(count)) throw new Error(`not a duration: ${duration}`)
  return later(from, count * ms)
}

function afterWorkdays(book: FlowBook, from: Instant, count: number): Instant {
  let date = civilDate(from)
  // A calendar without any working day must not hang the turn.
  for (let left = count, days = 0; left > 0 && days < count * 30 + 30; days++) {
    date = addDays(date, 1)
    if (book.workday(date)) left--
  }
  return instantAt(date, civilTime(from))
}
