import { addDays, type CivilTime, civilDate, civilTime, type Instant, instantAt } from './civil-time.ts'

interface Quiet {
  readonly from: CivilTime
  readonly until: CivilTime
}
const time = (text: string) => text as CivilTime // written here as HH:MM
const NIGHT: Quiet = { from: time('20:30'), until: time('07:00') }
const MIDDAY: Quiet = { from: time('12:30'), until: time('14:30') }

/** When news that nobody asked for may be told: now, or when the night or the midday rest is over. */
export function outOfQuiet(now: Instant): Instant {
  const [date, clock] = [civilDate(now), civilTime(now)]
  if (clock >= NIGHT.from) return instantAt(addDays(date, 1), NIGHT.until)
  if (clock < NIGHT.until) return instantAt(date, NIGHT.until)
  return clock >= MIDDAY.from && clock < MIDDAY.until ? instantAt(date, MIDDAY.until) : now
}
