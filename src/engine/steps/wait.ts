import { type Instant, instant, instantAt, parseCivilDate, parseCivilTime } from '../../core/civil-time.ts'
import type { Json } from '../../core/operation.ts'
import type { StepOf } from '../definition.ts'
import { afterDuration } from '../duration.ts'
import { park } from '../park.ts'
import { evaluate, goTo, type Run } from '../run.ts'
import type { Frame } from '../talk.ts'

/** Sets the whole talk aside until its time or event; meanwhile the resident is free for anything else. */
export function runWait(run: Run, frame: Frame, step: StepOf<'wait'>): void {
  const { wait } = step
  const until = 'until' in wait ? untilOf(evaluate(run, frame, wait.until)) : afterDuration(run.book, run.now, wait.for)
  if (until === null) throw new Error(`flow ${frame.flow} step ${frame.step}: ${JSON.stringify(wait)} gives no time`)
  if (until <= run.now) goTo(run, step.next)
  else {
    park(run, 'waiting', until)
    run.moving = true
  }
}

/** Epoch milliseconds, `2026-11-25` or `2026-11-25 09:30`. */
function untilOf(value: Json): Instant | null {
  if (typeof value === 'number') return instant(value)
  if (typeof value !== 'string') return null
  const [day = '', clock = '00:00'] = value.split(' ')
  const date = parseCivilDate(day)
  const time = parseCivilTime(clock)
  return date && time ? instantAt(date, time) : null
}
