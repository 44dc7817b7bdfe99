import type { StepOf } from '../definition.ts'
import { evaluateAll, flowText, handOff, type Run, say } from '../run.ts'
import type { Frame } from '../talk.ts'

/** Stays at this step until staff give the talk back. */
export function runHandoff(run: Run, frame: Frame, step: StepOf<'handoff'>): void {
  if (step.say !== undefined) say(run, flowText(frame, step.say, evaluateAll(run, frame, step.with)))
  handOff(run, step.handoff)
}
