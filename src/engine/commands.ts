import { HOUR, later } from '../core/civil-time.ts'
import type { Command } from '../core/reading.ts'
import { askAgain, goBelow } from './ask-again.ts'
import { askMenu } from './menu.ts'
import { dropCurrent, settle } from './park.ts'
import { ask, offer, yesNoOffers } from './question.ts'
import { deskText, flowOf, flowText, handOff, type Run, say, titleOf, topFrame } from './run.ts'
import { startFlow } from './start-flow.ts'
import type { TextRef } from './talk.ts'
import { stepBack } from './trail.ts'

export function obey(run: Run, command: Command): void {
  if (command !== 'human' && takenByFlow(run, command)) return
  switch (command) {
    case 'human':
      handOff(run, 'asked')
      return
    case 'repeat':
      repeat(run)
      return
    case 'back':
      back(run)
      return
    case 'undo':
      undo(run)
      return
    case 'cancel':
      cancel(run)
      return
    case 'menu':
      askMenu(run, deskText('menu'))
      return
    case 'help':
      help(run)
      return
    case 'stop':
      stopNews(run)
      return
  }
}

/** A flow may take a command: within another one it looks aside and comes back; else only when nothing is going on. */
function takenByFlow(run: Run, command: Command): boolean {
  const top = topFrame(run)
  for (const flow of run.book.flows) {
    const takes = flow.definition.triggers.some(
      trigger =>
        'command' in trigger &&
        trigger.command === command &&
        (trigger.within === undefined ? !top : run.talk.frames.some(frame => frame.flow === trigger.within)),
    )
    if (!takes || run.talk.frames.some(frame => frame.flow === flow.definition.flow)) continue
    startFlow(run, flow, top?.slots ?? {}, {}, 'overtaken')
    return true
  }
  return false
}

const REPEATS_BEFORE_CALL = 3

/** The question without what led to it; the third time a call is offered. */
function repeat(run: Run): void {
  const repeats = run.talk.repeats + 1
  run.talk.repeats = repeats
  if (repeats >= REPEATS_BEFORE_CALL) {
    run.talk.repeats = 0
    askPerson(run, 'offer_call')
  } else if (run.talk.open || topFrame(run)) askAgain(run)
  else if (run.talk.last && isThere(run, run.talk.last)) say(run, run.talk.last)
  else askMenu(run, deskText('menu'))
}

function isThere(run: Run, text: TextRef): boolean {
  return text.flow === null || run.book.version(text.flow) !== null
}

/** A person instead? No goes on with what was open. */
function askPerson(run: Run, key: string, params: { readonly number: string } | undefined = undefined): void {
  ask(run, {
    asker: { kind: 'clarify' },
    text: deskText(key, params),
    offers: [offer(deskText('please'), { kind: 'person' }), offer(deskText('no_need'), { kind: 'refuse' })],
    yesNo: true,
  })
}

/** To the question before, as it stood, across sub-flows. Undoes nothing that was done. */
function back(run: Run): void {
  const { frames } = run.talk
  const asker = run.talk.open?.asker.kind
  // A question of the desk's own stands above the flow's: back from it is the flow's question.
  if (frames.length > 0 && asker !== undefined && asker !== 'slot' && asker !== 'confirm') {
    goBelow(run)
    return
  }
  if (!stepBack(run)) {
    say(run, deskText(frames.length > 0 ? 'first_question' : 'nothing_to_go_back'))
    askAgain(run)
    return
  }
  run.talk.open = null
  run.talk.misses = 0
  run.moving = true
}

/** How long after its window an act is still what somebody may mean by 撤销. */
const RECENT = 24 * HOUR

function undo(run: Run): void {
  const act = run.talk.acts.findLast(one => later(one.until, RECENT) > run.now)
  if (!act) {
    if (run.talk.trail.length > 0) {
      back(run)
      return
    }
    say(run, deskText('nothing_to_undo'))
    askAgain(run)
    return
  }
  if (act.until < run.now) {
    askPerson(run, 'undo_too_late', { number: act.number })
    return
  }
  run.talk.pending = { operation: act.undo, input: act.input, purpose: 'undo' }
  run.moving = false
}

/** The outcome of an undo: said, then back to what was open. */
export function undone(run: Run, outcome: string): void {
  const act = run.talk.acts.findLast(one => later(one.until, RECENT) > run.now)
  if (!act) throw new Error('there is no act that could have been undone')
  run.talk.pending = null
  if (outcome === 'too_late') {
    askPerson(run, 'undo_too_late', { number: act.number })
    return
  }
  if (outcome !== 'undone') throw new Error(`${act.undo} gave ${outcome}; an undo gives undone or too_late`)
  run.talk.acts = run.talk.acts.filter(one => one !== act)
  say(run, deskText('undone', { number: act.number }))
  if (run.talk.open) askAgain(run)
  else if (topFrame(run)) run.moving = true
  else settle(run)
}

function cancel(run: Run): void {
  const [root] = run.talk.frames
  if (!root) {
    say(run, deskText('nothing_to_cancel'))
    settle(run)
    return
  }
  say(run, deskText('dropped', { title: titleOf(flowOf(run, root)) }))
  dropCurrent(run)
}

function help(run: Run): void {
  const asker = run.talk.open?.asker
  const frame = topFrame(run)
  const slot = frame && asker?.kind === 'slot' ? flowOf(run, frame).definition.slots[asker.slot] : undefined
  if (frame && slot?.help !== undefined) say(run, flowText(frame, slot.help))
  else if (frame && slot) say(run, deskText(run.talk.open?.options.length ? 'help_choices' : 'help_words'))
  else say(run, deskText(frame ? 'help_choices' : 'help'))
  askAgain(run)
}

function stopNews(run: Run): void {
  if (run.talk.newsStopped) {
    say(run, deskText('news_stopped'))
    askAgain(run)
    return
  }
  ask(run, {
    asker: { kind: 'stop_news' },
    text: deskText('stop_news'),
    offers: yesNoOffers(),
    yesNo: true,
  })
}
