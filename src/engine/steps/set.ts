import type { StepOf } from '../definition.ts'
import { evaluateAll, goTo, type Run, updateTop } from '../run.ts'
import type { Frame } from '../talk.ts'

/** All values are taken from before the step. */
export function runSet(run: Run, frame: Frame, step: StepOf<'set'>): void {
  updateTop(run, { slots: { ...frame.slots, ...evaluateAll(run, frame, step.set) } })
  goTo(run, step.next)
}
