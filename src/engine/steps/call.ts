import type { StepOf } from '../definition.ts'
import { evaluateAll, type Run } from '../run.ts'
import type { Frame } from '../talk.ts'

/** Stops here: the turn runs the operation and steps again with its outcome. */
export function runCall(run: Run, frame: Frame, step: StepOf<'call'>): void {
  run.talk.pending = { operation: step.call, input: evaluateAll(run, frame, step.with), purpose: 'step' }
  run.talk.open = null
  run.moving = false
}
