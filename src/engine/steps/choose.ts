import type { StepOf } from '../definition.ts'
import { goTo, holds, type Run } from '../run.ts'
import type { Frame } from '../talk.ts'

export function runChoose(run: Run, frame: Frame, step: StepOf<'choose'>): void {
  const branch = step.choose.find(({ when }) => holds(run, frame, when))
  goTo(run, branch ? branch.next : step.otherwise)
}
