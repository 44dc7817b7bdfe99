import { askMenu } from './menu.ts'
import { settle } from './park.ts'
import { ask, closeQuestion, isOfFlow } from './question.ts'
import { deskText, type Run, topFrame } from './run.ts'

/** Asks the open question once more, or what the talk stands at when none is open. */
export function askAgain(run: Run): void {
  const { open } = run.talk
  if (!open || isOfFlow(open.asker)) {
    if (topFrame(run)) run.moving = true
    else askMenu(run, deskText('menu'))
    return
  }
  if (open.asker.kind === 'menu') {
    askMenu(run, open.text, open.page)
    return
  }
  const offers = open.options.filter(({ act }) => act.kind !== 'person')
  ask(run, { asker: open.asker, text: open.text, offers, yesNo: open.yesNo, expects: open.expects })
}

/** The desk's own question is done with: back to what stands below it, never into silence. */
export function goBelow(run: Run): void {
  closeQuestion(run)
  if (topFrame(run)) run.moving = true
  else settle(run)
  const isAnswered = run.moving || run.talk.open !== null || run.effects.some(({ kind }) => kind === 'say')
  if (!isAnswered) askMenu(run, deskText('menu'))
}
