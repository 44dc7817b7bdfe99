import type { StepOf } from '../definition.ts'
import { finish } from '../finish.ts'
import { cardOf, evaluateAll, flowText, type Run, say } from '../run.ts'
import type { Frame } from '../talk.ts'

export function runEnd(run: Run, frame: Frame, step: StepOf<'end'>): void {
  const params = evaluateAll(run, frame, step.with)
  if (step.say !== undefined) say(run, flowText(frame, step.say, params), cardOf(run, frame, step.card, params))
  finish(run, step.end, evaluateAll(run, frame, step.give))
}
