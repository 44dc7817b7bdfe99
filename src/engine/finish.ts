import type { JsonObject } from '../core/operation.ts'
import { waitDues } from './park.ts'
import { goTo, type Run, stepOf, topFrame, updateTop } from './run.ts'
import { forgetTrail } from './trail.ts'

/** The top flow ended: its caller goes on with what it gives, or the talk is free. */
export function finish(run: Run, how: 'done' | 'dropped', give: JsonObject): void {
  const frame = topFrame(run)
  if (!frame) throw new Error('no flow is going on')
  run.effects.push({ kind: 'ended', flow: frame.flow, how })
  run.talk.frames = run.talk.frames.slice(0, -1)
  run.talk.due = waitDues(run)
  run.moving = true
  const calling = topFrame(run)
  if (!calling) {
    forgetTrail(run)
    return
  }
  const { revise, ...caller } = calling
  run.talk.frames = [...run.talk.frames.slice(0, -1), caller]
  const step = stepOf(run, caller)
  if (step.kind !== 'sub') throw new Error(`step ${caller.step} of flow ${caller.flow} called no flow`)
  if (how === 'dropped') {
    if (step.dropped === undefined) finish(run, 'dropped', {})
    else goTo(run, step.dropped)
    return
  }
  const kept = Object.entries(step.keep ?? {}).map(([slot, given]) => [slot, give[given] ?? null] as const)
  updateTop(run, { slots: { ...caller.slots, ...Object.fromEntries(kept) } })
  goTo(run, revise ?? step.next)
}
