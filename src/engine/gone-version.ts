import { deskText, handOff, type Run, say, stepOf, topFrame } from './run.ts'
import type { Frame } from './talk.ts'

/** A draft that has no place to go any more goes to a person, kept as it is. True: it did. */
export function goneVersion(run: Run): boolean {
  if (!hasNoPlace(run)) return false
  say(run, deskText('version_gone'))
  handOff(run, 'version_gone')
  return true
}

/** Its version is no longer there, or the flow that its step begins was taken out. */
export function hasNoPlace(run: Run): boolean {
  const top = topFrame(run)
  if (!top) return false
  if (areGone(run, run.talk.frames)) return true
  const step = stepOf(run, top)
  return step.kind === 'sub' && run.book.current(step.sub) === null
}

export function areGone(run: Run, frames: readonly Frame[]): boolean {
  return frames.some(frame => run.book.version(frame.version) === null)
}
