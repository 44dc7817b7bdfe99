import type { StepOf } from '../definition.ts'
import { goTo, type Run } from '../run.ts'
import type { Frame } from '../talk.ts'

export function runGoto(run: Run, _frame: Frame, step: StepOf<'goto'>): void {
  goTo(run, step.goto)
}
