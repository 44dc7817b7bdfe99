import type { Outcome } from '../core/operation.ts'
import { goTo, type Run, stepOf, topFrame, updateTop } from './run.ts'
import { forgetTrail } from './trail.ts'

/** Acts kept for 撤销. */
const ACTS_KEPT = 10

/** An operation's outcome, into the call step that waits for it. */
export function takeOutcome(run: Run, outcome: Outcome): void {
  const frame = topFrame(run)
  const step = frame && stepOf(run, frame)
  if (!run.talk.pending || !frame || step?.kind !== 'call') throw new Error('an outcome came that no step waits for')
  run.talk.pending = null
  const next = step.outcomes[outcome.name]
  if (next === undefined) throw new Error(`flow ${frame.flow} step ${frame.step}: outcome ${outcome.name} is not wired`)
  if (step.keep !== undefined) updateTop(run, { slots: { ...frame.slots, [step.keep]: outcome.output } })
  if (outcome.act) {
    run.talk.acts = [...run.talk.acts, outcome.act].slice(-ACTS_KEPT)
    forgetTrail(run)
  }
  goTo(run, next)
}
