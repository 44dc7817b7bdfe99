import type { ReadSlots } from '../core/reading.ts'
import { fillInPassing } from './fill.ts'
import type { Run } from './run.ts'
import { leave, takeNewWay } from './trail.ts'

/**
 * 改成周四 while a flow that was called asks something of its own: the nearest caller that was told a day before takes
 * the new one, and goes on where it is revised once the called flow has ended. What that one was told is kept.
 */
export function correctBelow(run: Run, said: ReadSlots, asked: string): boolean {
  const { frames } = run.talk
  for (let depth = frames.length - 2; depth >= 0; depth--) {
    const trial: Run = { ...run, talk: { ...run.talk, open: null, frames: frames.slice(0, depth + 1) }, effects: [] }
    const frame = frames[depth]
    if (!fillInPassing(trial, said, null).corrected) continue
    const corrected = trial.talk.frames[depth]
    if (!frame || !corrected) continue
    leave(run, frames, asked)
    run.talk.frames = frames.with(depth, { ...frame, slots: corrected.slots, revise: corrected.step })
    takeNewWay(run)
    return true
  }
  return false
}
