import { addDays, civilDate, civilTime, HOUR, type Instant, instantAt, parseCivilTime } from '../core/civil-time.ts'

const time = (text: string) => {
  const parsed = parseCivilTime(text)
  if (!parsed) throw new Error(`not a civil time: ${text}`)
  return parsed
}
/** When people answer the phone at the desk. */
const OPENS = time('08:00')
const CLOSES = time('19:00')
const FIRST_CALL = time('09:00')
const HALF_HOUR = 30 * 60_000

/** By when a call is promised to somebody whom nobody could serve: within the hour, or by nine on the next morning. */
export function promisedTime(now: Instant): Instant {
  const at = civilTime(now)
  if (at < OPENS) return instantAt(civilDate(now), FIRST_CALL)
  if (at >= CLOSES) return instantAt(addDays(civilDate(now), 1), FIRST_CALL)
  return (Math.ceil((now + HOUR) / HALF_HOUR) * HALF_HOUR) as Instant // whole half hours are whole milliseconds
}
