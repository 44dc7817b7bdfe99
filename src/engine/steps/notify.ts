import type { StepOf } from '../definition.ts'
import { evaluateAll, flowText, goTo, type Run } from '../run.ts'
import type { Frame } from '../talk.ts'

export function runNotify(run: Run, frame: Frame, step: StepOf<'notify'>): void {
  const text = flowText(frame, step.say, evaluateAll(run, frame, step.with))
  run.effects.push({ kind: 'notify', to: step.notify, text })
  goTo(run, step.next)
}
