import type { StepOf } from '../definition.ts'
import { cardOf, evaluateAll, flowText, goTo, type Run, say } from '../run.ts'
import type { Frame } from '../talk.ts'

export function runSay(run: Run, frame: Frame, step: StepOf<'say'>): void {
  const params = evaluateAll(run, frame, step.with)
  say(run, flowText(frame, step.say, params), cardOf(run, frame, step.card, params))
  goTo(run, step.next)
}
