import { HOUR, later } from '../core/civil-time.ts'
import type { Reading, SlotType } from '../core/reading.ts'
import { answerOpen } from './answer-open.ts'
import { askAgain } from './ask-again.ts'
import { chooseOption } from './choose-option.ts'
import { obey } from './commands.ts'
import { answerDangerCheck, heedDanger } from './danger.ts'
import { goneVersion } from './gone-version.ts'
import { greetFirst } from './greet.ts'
import { askGuess } from './guess.ts'
import { askMenu } from './menu.ts'
import { newestResumable, offerResume, park } from './park.ts'
import { ask, yesNoOffers } from './question.ts'
import { deskText, flowOf, handOff, type Run, say, topFrame } from './run.ts'
import { keepUnknown, stumbleOver } from './stumble.ts'
import type { TextRef } from './talk.ts'
import { clearWish, serveWish, wishesOf } from './wishes.ts'

/** An answer to a question older than this never acts. */
const GOOD_FOR = 24 * HOUR

/** Words of danger first, then the open question's options, commands, its answer, another wish, and only then a miss. */
export function readMessage(run: Run, reading: Reading): void {
  if (heedDanger(run, reading)) return
  const { open } = run.talk
  const option = reading.option === null ? null : (open?.options.filter(one => one.number > 0)[reading.option] ?? null)
  if (open?.asker.kind === 'danger_check') {
    answerDangerCheck(run, option, reading)
    return
  }
  const stale = setStaleAside(run)
  if (reading.command === 'human') {
    handOff(run, 'asked')
    return
  }
  if (goneVersion(run)) return
  if (greetFirst(run, reading)) return
  if (option && open && !stale) {
    chooseOption(run, open, option)
    return
  }
  if (reading.command && !isRefusal(run, reading)) {
    obey(run, reading.command)
    return
  }
  if (askIfUnwell(run, reading)) return
  understand(run, isRefusal(run, reading) ? { ...reading, slots: { ...reading.slots, yesNo: 'no' } } : reading)
}

/** 不要了 to a yes-or-no question is its no, not the command. */
function isRefusal(run: Run, reading: Reading): boolean {
  return reading.command === 'cancel' && run.talk.open?.yesNo === true
}

function understand(run: Run, reading: Reading): void {
  const { open } = run.talk
  if (open && !isOtherWish(run, reading) && answerOpen(run, open, reading)) return
  if (serveWish(run, reading)) return
  if (obeyIntent(run, reading)) return
  if (open || topFrame(run)) {
    miss(run, reading, unclearText(run))
    return
  }
  const aside = newestResumable(run)
  if (aside) {
    offerResume(run, aside, null)
    return
  }
  if (isBareNumber(reading.text)) {
    askMenu(run, deskText('number_for_what', { number: reading.text }))
    return
  }
  miss(run, reading, null)
}

/** Not understood; what another guessed is read back first. */
function miss(run: Run, { guess }: Reading, reason: TextRef | null): void {
  keepUnknown(run)
  if (!guess || !askGuess(run, guess)) stumbleOver(run, reason)
}

const FREE_WORDS: readonly (SlotType | undefined)[] = ['text', 'name', 'address']

/** A sentence that is plainly about something else is not taken for an answer only because it holds a date. */
function isOtherWish(run: Run, reading: Reading): boolean {
  const best = reading.intents[0]
  if (!best || best.intent === 'answer' || best.intent === 'modify') return false
  const { open, frames } = run.talk
  if (FREE_WORDS.includes(open?.expects[0])) return false
  const wish = clearWish(wishesOf(run, reading))
  return wish !== null && !frames.some(frame => frame.flow === wish.flow.definition.flow)
}

const SURE = 0.8

/** Intents that no flow took, said inside a longer sentence. */
function obeyIntent(run: Run, reading: Reading): boolean {
  const [best] = reading.intents
  if (!best || best.sure < SURE) return false
  switch (best.intent) {
    case 'human':
    case 'undo':
    case 'repeat':
    case 'help':
      obey(run, best.intent)
      return true
    case 'cancel':
      if (!topFrame(run)) return false
      obey(run, 'cancel')
      return true
    case 'complaint':
      handOff(run, 'complaint')
      return true
    case 'emergency':
      return heedDanger(run, { ...reading, danger: { classes: ['medical'], level: 'check', silent: false } })
    case 'smalltalk':
      say(run, deskText('smalltalk'))
      takeUp(run)
      return true
    default:
      return false
  }
}

/** What is open is asked again; after a silence, what was set aside is offered. */
function takeUp(run: Run): void {
  const aside = run.talk.open || topFrame(run) ? null : newestResumable(run)
  if (aside) offerResume(run, aside, null)
  else askAgain(run)
}

/** 不得劲 is never a "no": asked once a talk whether somebody should come. */
function askIfUnwell(run: Run, reading: Reading): boolean {
  const { open } = run.talk
  if (!reading.unwell) return false
  if (open?.asker.kind === 'unwell') {
    handOff(run, 'unwell')
    return true
  }
  if (run.talk.unwellAsked) return false
  run.talk.unwellAsked = true
  ask(run, { asker: { kind: 'unwell' }, text: deskText('unwell'), offers: yesNoOffers(), yesNo: true })
  return true
}

/** What was open for longer than a day is set aside: nothing said now may be taken for its answer. */
export function setStaleAside(run: Run): boolean {
  const { open } = run.talk
  if (!open || later(open.askedAt, GOOD_FOR) > run.now) return false
  if (topFrame(run)) park(run, 'silence')
  else run.talk.open = null
  return true
}

function unclearText(run: Run) {
  const { open } = run.talk
  const frame = topFrame(run)
  if (!frame || open?.asker.kind !== 'slot') return null
  const known = flowOf(run, frame).definition.slots[open.asker.slot]
  if (known?.unclear !== undefined) return { flow: frame.version, key: known.unclear, params: {} }
  return known && UNCLEAR_TYPES.has(known.type) ? deskText(`unclear_${known.type}`) : null
}

const UNCLEAR_TYPES: ReadonlySet<string> = new Set([
  'number',
  'money',
  'date',
  'time',
  'period',
  'name',
  'address',
  'area',
  'phone',
  'id_number',
  'application_number',
  'year',
  'photo',
  'location',
])

function isBareNumber(text: string): boolean {
  return /^[\d０-９一二两三四五六七八九十]{1,4}[号份个]?[。.!！]?$/u.test(text.trim())
}
