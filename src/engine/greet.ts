import type { Reading } from '../core/reading.ts'
import { askAgain } from './ask-again.ts'
import { askMenu } from './menu.ts'
import { newestResumable, offerResume } from './park.ts'
import { deskText, type Run, say, topFrame } from './run.ts'
import { startFlow } from './start-flow.ts'
import { clearWish, wishesOf } from './wishes.ts'

/** The chat was opened. */
export function greet(run: Run): void {
  const { form } = run.person
  if (!run.talk.greeted) {
    welcome(run)
    return
  }
  if (run.talk.open || topFrame(run)) {
    askAgain(run)
    return
  }
  const aside = newestResumable(run)
  if (aside) {
    offerResume(run, aside, null)
    return
  }
  askMenu(run, form === null ? deskText('hello') : deskText('hello_form', { form }))
}

/** The very first message: a wish is served at once, anything else is a greeting. True: the greeting was the answer. */
export function greetFirst(run: Run, reading: Reading): boolean {
  if (run.talk.greeted) return false
  const wish = clearWish(wishesOf(run, reading))
  if (reading.command === null && wish === null) {
    welcome(run)
    return true
  }
  run.talk.greeted = true
  // A wish about safety is answered in full anyway.
  introduce(run, wish?.flow.definition.marks.includes('safety'))
  return false
}

function welcome(run: Run): void {
  run.talk.greeted = true
  const first = run.book.flows.find(flow => flow.definition.triggers.some(trigger => 'first' in trigger))
  if (first) {
    startFlow(run, first, {})
    return
  }
  introduce(run)
  askMenu(run, deskText('menu'))
}

/** Who we are and what we can't replace; what we never ask for and how to check it. */
function introduce(run: Run, short = false): void {
  say(run, deskText('welcome'))
  if (!short) say(run, deskText('welcome_safe'))
}
