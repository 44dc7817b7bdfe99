import type { Json, JsonObject } from '../core/operation.ts'
import { equal } from './expression-values.ts'
import { type Run, topFrame, updateTop } from './run.ts'
import type { Answered, Frame, FrameBefore } from './talk.ts'

/** Answers that 上一步 can take back, one by one; the oldest beyond it is settled. */
export const TRAIL_LIMIT = 20

/**
 * The open question is left by an answer, a choice or a correction: kept as it stood, until the next one opens. `frames`
 * are those from before the answer; what one message answers and corrects is one step.
 */
export function leave(run: Run, frames: readonly Frame[], slot: string | null, answer: Json = null): void {
  run.talk.left ??= { slot, answer, frames: frames.map(frame => ({ ...frame, kept: false })) }
}

/** The next question of a flow opens: of the one that was left stays only what has changed since. */
export function pace(run: Run): void {
  const { left, frames, trail } = run.talk
  if (!left) return
  const changed = left.frames.map((before, depth) => onlyChanged(before, frames[depth]))
  run.talk.trail = [...trail, { ...left, frames: changed }].slice(-TRAIL_LIMIT)
  run.talk.left = null
}

function onlyChanged(before: FrameBefore, after: Frame | undefined): FrameBefore {
  if (after?.version !== before.version) return before
  const names = new Set([...Object.keys(before.slots), ...Object.keys(after.slots)])
  const slots: Record<string, Json> = {}
  for (const name of names) {
    const value = before.slots[name] ?? null
    if (!equal(value, after.slots[name] ?? null)) slots[name] = value
  }
  return { ...before, slots, kept: true }
}

/** Back to the question before, as it stood; what was answered then is offered again. False: there is none. */
export function stepBack(run: Run): boolean {
  const entry = run.talk.trail.at(-1)
  if (!entry) return false
  const { frames } = run.talk
  run.talk.frames = entry.frames.map((before, depth) => restored(before, frames[depth]))
  run.talk.trail = run.talk.trail.slice(0, -1)
  offerAgain(run, entry)
  return true
}

function restored({ kept, ...before }: FrameBefore, now: Frame | undefined): Frame {
  if (!kept || !now) return before
  return { ...before, slots: { ...now.slots, ...before.slots }, was: now.was }
}

function offerAgain(run: Run, { slot, answer }: Answered): void {
  const top = topFrame(run)
  if (!top || slot === null) return
  const { [slot]: _later, ...was } = top.was
  updateTop(run, { was: answer === null ? was : { ...was, [slot]: answer } })
}

/** Answered: the same way again keeps what was answered further on as a suggestion, any other forgets it. */
export function walkOn(run: Run, slot: string, answer: Json): void {
  const top = topFrame(run)
  if (!top) return
  const { [slot]: before = null, ...was } = top.was
  if (equal(before, answer)) updateTop(run, { was })
  else takeNewWay(run)
}

export function takeNewWay(run: Run): void {
  run.talk.frames = run.talk.frames.map(frame => ({ ...frame, was: NOTHING }))
}

/** What an act or a wait has settled is not walked back over by 上一步. */
export function forgetTrail(run: Run): void {
  run.talk.trail = []
  run.talk.left = null
  takeNewWay(run)
}

const NOTHING: JsonObject = {}
