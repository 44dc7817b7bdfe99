import type { JsonObject } from '../core/operation.ts'
import { areGone } from './gone-version.ts'
import { isDangerChecked, park, unpark } from './park.ts'
import { type Run, stepOf } from './run.ts'
import type { Frame, Parked } from './talk.ts'

/** A waiting talk goes on: its time came (`data` null) or its event. What is open is overtaken and asked again later. */
export function wake(run: Run, parked: Parked, data: JsonObject | null): void {
  if (areGone(run, parked.frames)) {
    // A person goes on, now or after what they are in the middle of.
    if (isFree(run)) {
      unpark(run, parked)
      return
    }
    run.talk.parked = run.talk.parked.map(one =>
      one === parked ? { ...one, why: 'interrupted' as const, until: null } : one,
    )
    return
  }
  const woken: Parked = { ...parked, frames: wokenFrames(run, parked, data), why: 'overtaken', until: null }
  run.talk.parked = run.talk.parked.map(one => (one === parked ? woken : one))
  // 您没事吧？ is answered first; then what was overtaken goes on.
  if (isDangerChecked(run)) return
  park(run, 'overtaken')
  unpark(run, woken)
}

function wokenFrames(run: Run, parked: Parked, data: JsonObject | null): readonly Frame[] {
  const frame = parked.frames.at(-1)
  const step = frame && stepOf(run, frame)
  if (!frame || step?.kind !== 'wait') throw new Error('what was woken was not waiting')
  const { wait, late, next } = step
  const keep = data && 'signal' in wait ? wait.keep : undefined
  const slots = keep === undefined ? frame.slots : { ...frame.slots, [keep]: data }
  return [
    ...parked.frames.slice(0, -1),
    { ...frame, slots, step: data === null && 'signal' in wait ? (late ?? next) : next },
  ]
}

function isFree({ talk }: Run): boolean {
  return talk.frames.length === 0 && (talk.open === null || talk.open.asker.kind === 'menu')
}

/** The name of the event that a parked talk waits for. */
export function awaitedSignal(run: Run, parked: Parked): string | null {
  const frame = parked.frames.at(-1)
  const step = frame && run.book.version(frame.version)?.definition.steps[frame.step]
  return parked.why === 'waiting' && step?.kind === 'wait' && 'signal' in step.wait ? step.wait.signal : null
}
