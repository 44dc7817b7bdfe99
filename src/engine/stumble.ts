import { askAgain } from './ask-again.ts'
import { deskText, handOff, type Run, say, topFrame } from './run.ts'
import type { TextRef } from './talk.ts'

/** Times in a row that an answer may fail before a person takes over. */
export const PATIENCE = 3

/**
 * Not understood, or an answer that cannot be taken: first the reason and the question with its choices, then narrower
 * choices, then a person. Never a reproach.
 */
export function stumble(run: Run, reason: TextRef): void {
  run.talk.misses++
  if (run.talk.misses >= PATIENCE) {
    say(run, deskText('unclear_person'))
    handOff(run, 'not_understood')
    return
  }
  say(run, reason)
  run.narrow = run.talk.misses === PATIENCE - 1
  askAgain(run)
}

/** Nothing in the message could be used. */
export function notUnderstood(run: Run, reason: TextRef | null = null): void {
  keepUnknown(run)
  stumbleOver(run, reason)
}

/** For administrators, who teach the reader. */
export function keepUnknown(run: Run): void {
  const asker = run.talk.open?.asker
  const slot = asker?.kind === 'slot' ? asker.slot : null
  run.effects.push({ kind: 'not_understood', flow: topFrame(run)?.flow ?? null, slot })
}

export function stumbleOver(run: Run, reason: TextRef | null): void {
  const general = deskText(run.talk.misses === 0 ? 'unclear' : 'unclear_again')
  stumble(run, run.talk.misses === 0 ? (reason ?? general) : general)
}
