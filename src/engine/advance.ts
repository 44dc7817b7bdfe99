import type { JsonObject } from '../core/operation.ts'
import { askAgain } from './ask-again.ts'
import { obeyAttachment } from './attachments.ts'
import { chooseOption } from './choose-option.ts'
import { undone } from './commands.ts'
import { answerDangerCheck } from './danger.ts'
import type { Advance } from './engine.ts'
import { equal } from './expression-values.ts'
import { goneVersion, hasNoPlace } from './gone-version.ts'
import { greet } from './greet.ts'
import { optionOfToken } from './option-token.ts'
import { isDangerChecked, settle } from './park.ts'
import { readMessage, setStaleAside } from './read-message.ts'
import { createRun, deskText, flowOf, goTo, type Run, say, stepOf, topFrame, updateTop } from './run.ts'
import { runStep } from './run-step.ts'
import { onDue } from './silence.ts'
import { startAfterwards, startFlow } from './start-flow.ts'
import type { TalkEvent } from './step.ts'
import { takeOutcome } from './take-outcome.ts'
import { takeNewWay } from './trail.ts'
import { awaitedSignal, wake } from './wake.ts'

/** Steps that one event may run; more is a flow that runs in a circle. */
const STEP_LIMIT = 200

export const advance: Advance = (book, talk, event, moment) => {
  const run = createRun(book, talk, moment)
  if (talk.pending && event.kind !== 'outcome') throw new Error(`${talk.pending.operation} is still to be answered`)
  const timers = talk.due.length
  meet(run, event)
  proceed(run)
  // Timers that fell due together are all served, one after another.
  for (let i = 0; event.kind === 'due' && i < timers && !run.talk.pending; i++) {
    onDue(run)
    proceed(run)
  }
  return { talk: run.talk, effects: run.effects, call: run.talk.pending }
}

function proceed(run: Run): void {
  for (let steps = 0; run.moving; steps++) {
    if (steps >= STEP_LIMIT) throw new Error(`flow ${topFrame(run)?.flow} ran ${STEP_LIMIT} steps without waiting`)
    const frame = topFrame(run)
    if (!frame) settle(run)
    else if (!goneVersion(run)) runStep(run, frame)
  }
}

function meet(run: Run, event: TalkEvent): void {
  switch (event.kind) {
    case 'message':
      readMessage(run, event.reading)
      return
    case 'choice':
      press(run, event.token)
      return
    case 'media':
    case 'location':
    case 'phone':
      if (run.talk.open?.asker.kind === 'danger_check') {
        answerDangerCheck(run, null, null)
        return
      }
      setStaleAside(run)
      if (!goneVersion(run)) obeyAttachment(run, event)
      return
    case 'joined':
      setStaleAside(run)
      if (!goneVersion(run)) greet(run)
      return
    case 'outcome':
      run.talk.pending?.purpose === 'undo' ? undone(run, event.outcome.name) : takeOutcome(run, event.outcome)
      return
    case 'due':
      onDue(run)
      return
    case 'signal':
      onSignal(run, event.name, event.data)
      return
    case 'returned':
      onReturned(run, event.slots, event.note)
      return
  }
}

/** A pressed button of an older question is answered kindly and does nothing. */
function press(run: Run, token: string): void {
  const option = optionOfToken(run.talk, token)
  const { open } = run.talk
  const stale = setStaleAside(run)
  if (open && option && !stale) {
    if (open.asker.kind === 'danger_check' || !goneVersion(run)) chooseOption(run, open, option)
    return
  }
  if (goneVersion(run)) return
  say(run, deskText('stale_choice'))
  if (run.talk.open || topFrame(run)) askAgain(run)
  else settle(run)
}

function onSignal(run: Run, name: string, data: JsonObject): void {
  const waiting = run.talk.parked.find(one => awaitedSignal(run, one) === name)
  if (waiting) {
    wake(run, waiting, data)
    return
  }
  const flow = run.book.flows.find(one =>
    one.definition.triggers.some(trigger => 'signal' in trigger && trigger.signal === name),
  )
  if (!flow) return
  if (isDangerChecked(run)) startAfterwards(run, flow, data)
  else startFlow(run, flow, data, {}, 'overtaken')
}

/** Staff closed the hand-off, or nobody served it: on from where it stood, with what staff changed. */
function onReturned(run: Run, slots: JsonObject, note: string): void {
  if (note !== '') say(run, deskText('returned', { note }))
  run.talk.open = null
  // Staff have dealt with what no longer has a place to go.
  if (hasNoPlace(run)) {
    run.talk.frames = []
    settle(run)
    return
  }
  const frame = topFrame(run)
  if (!frame) {
    settle(run)
    return
  }
  const known = flowOf(run, frame).definition.slots
  const changed = Object.entries(slots).filter(
    ([name, value]) => known[name] && !equal(value, frame.slots[name] ?? null),
  )
  updateTop(run, { slots: { ...frame.slots, ...Object.fromEntries(changed) } })
  const step = stepOf(run, frame)
  // As a correction by the resident would: what was reckoned from the old values is reckoned anew.
  const revise = changed.flatMap(([name]) => known[name]?.revise ?? [])[0]
  if (step.kind === 'handoff') goTo(run, step.next)
  else if (revise !== undefined) {
    takeNewWay(run)
    goTo(run, revise)
  } else run.moving = true
}
