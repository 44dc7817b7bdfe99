import { goBelow } from './ask-again.ts'
import { askSlot } from './ask-slot.ts'
import { answerCanSpeak, answerDangerCheck } from './danger.ts'
import { answerSlot } from './fill.ts'
import { askMenu } from './menu.ts'
import { letGo, newestResumable, settle, unpark } from './park.ts'
import { closeQuestion } from './question.ts'
import { deskText, goTo, handOff, type Run, say, stepOf, topFrame } from './run.ts'
import { startFlow, startWish } from './start-flow.ts'
import type { OpenQuestion, Option } from './talk.ts'
import { leave, takeNewWay } from './trail.ts'

/** The exact option of the open question: pressed, its number, or its very words. */
export function chooseOption(run: Run, open: OpenQuestion, option: Option): void {
  const { act } = option
  if (open.asker.kind === 'danger_check') {
    answerDangerCheck(run, option, null)
    return
  }
  switch (act.kind) {
    case 'person':
      handOff(run, 'asked')
      return
    case 'more':
      turnPage(run, open)
      return
    case 'fill':
      // A clarified word fills the flow's slot from above its question.
      answerSlot(run, act.slot, act.value, act.next)
      return
    case 'step':
      leadElsewhere(run, open, act.step)
      return
    case 'start':
      startChosen(run, act.flow, act.slots)
      return
    case 'agree':
      answerYesNo(run, open, true)
      return
    case 'refuse':
      answerYesNo(run, open, false)
      return
  }
}

function turnPage(run: Run, open: OpenQuestion): void {
  const shown = open.options.filter(({ act }) => act.kind !== 'more' && act.kind !== 'person').length
  const last = open.options.some(({ act, label }) => act.kind === 'more' && label.key === 'first_page')
  const page = last ? 0 : open.page + shown
  const frame = topFrame(run)
  if (open.asker.kind === 'slot' && frame) askSlot(run, frame, open.asker.slot, page)
  else askMenu(run, open.text, page)
}

/** A choice that leads to another step instead of filling its slot; 上一步 comes back to it. */
function leadElsewhere(run: Run, open: OpenQuestion, step: string): void {
  const frame = topFrame(run)
  if (!frame) throw new Error('no flow is going on')
  closeQuestion(run)
  if (open.asker.kind === 'slot') leave(run, run.talk.frames, open.asker.slot)
  takeNewWay(run)
  goTo(run, step)
}

function startChosen(run: Run, name: string, slots: Parameters<typeof startWish>[2]): void {
  const flow = run.book.current(name)
  if (!flow) {
    // Taken out since it was offered.
    say(run, deskText('stale_choice'))
    askMenu(run, deskText('menu'))
    return
  }
  closeQuestion(run)
  startWish(run, flow, slots)
}

/** Yes or no to the open question, whoever asked it. */
export function answerYesNo(run: Run, open: OpenQuestion, yes: boolean): void {
  switch (open.asker.kind) {
    case 'confirm':
      answerConfirm(run, yes)
      return
    case 'slot':
      answerYesNoSlot(run, open, open.asker.slot, yes)
      return
    case 'resume':
      answerResume(run, open.asker.otherwise, yes)
      return
    case 'can_speak':
      answerCanSpeak(run, yes)
      return
    case 'unwell':
      yes ? handOff(run, 'unwell') : goBelow(run)
      return
    case 'stop_news':
      if (yes) run.talk.newsStopped = true
      say(run, deskText(yes ? 'news_stopped' : 'news_go_on'))
      goBelow(run)
      return
    case 'clarify':
      yes ? handOff(run, 'asked') : turnDown(run)
      return
    case 'menu':
    case 'danger_check':
      throw new Error(`${open.asker.kind} is not answered here`)
  }
}

/** It was none of what we offered: still not understood. */
function turnDown(run: Run): void {
  const { misses } = run.talk
  goBelow(run)
  run.talk.misses = misses
}

function answerConfirm(run: Run, yes: boolean): void {
  const frame = topFrame(run)
  const step = frame && stepOf(run, frame)
  if (step?.kind !== 'confirm') throw new Error('no read-back is open')
  closeQuestion(run)
  leave(run, run.talk.frames, null)
  if (!yes) takeNewWay(run)
  run.refused = !yes
  goTo(run, yes ? step.agreed : step.refused)
}

/** Where the definition has its own choices for yes and no, the one of that value counts, with where it leads. */
function answerYesNoSlot(run: Run, open: OpenQuestion, slot: string, yes: boolean): void {
  const option = open.options.find(({ act }) => act.kind === 'fill' && act.value === yes)
  if (option) chooseOption(run, open, option)
  else answerSlot(run, slot, yes)
}

function answerResume(
  run: Run,
  otherwise: { flow: string; slots: Parameters<typeof startFlow>[2] } | null,
  yes: boolean,
): void {
  closeQuestion(run)
  const parked = newestResumable(run)
  if (!parked) {
    settle(run)
    return
  }
  if (yes) {
    unpark(run, parked)
    return
  }
  letGo(run, parked)
  const flow = otherwise && run.book.current(otherwise.flow)
  if (flow) {
    startFlow(run, flow, otherwise.slots)
    return
  }
  say(run, deskText('let_go'))
  settle(run)
}
