import type { StepOf } from '../definition.ts'
import { evaluateAll, type Run } from '../run.ts'
import { newFrame } from '../start-flow.ts'
import type { Frame } from '../talk.ts'

const DEPTH_LIMIT = 8

/** Begins a flow on top of this one, in its current version. */
export function runSub(run: Run, frame: Frame, step: StepOf<'sub'>): void {
  if (run.talk.frames.length >= DEPTH_LIMIT) throw new Error(`flows call each other more than ${DEPTH_LIMIT} deep`)
  const flow = run.book.current(step.sub)
  if (!flow) throw new Error(`flow ${frame.flow} step ${frame.step}: there is no flow ${step.sub}`)
  run.talk.frames = [...run.talk.frames, newFrame(flow, evaluateAll(run, frame, step.with))]
  run.moving = true
}
