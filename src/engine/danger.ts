import type { AlarmClass, Danger } from '../core/alarm.ts'
import { later, MINUTE } from '../core/civil-time.ts'
import type { Reading } from '../core/reading.ts'
import { goBelow } from './ask-again.ts'
import { park } from './park.ts'
import { ask, offer, yesNoOffers } from './question.ts'
import { deskText, type Run, say } from './run.ts'
import type { Option } from './talk.ts'

type Classes = Danger['classes']

/** One card a class in this time. */
const CARD_EVERY = 10 * MINUTE

/** Words of danger, before anything else is looked at. False: none, or a denial that answers our own question. */
export function heedDanger(run: Run, reading: Reading): boolean {
  const { danger } = reading
  if (!danger) return false
  if (danger.level === 'alarm') {
    takeCover(run, danger.classes, danger.silent)
    return true
  }
  if (run.talk.open?.asker.kind === 'danger_check') return false
  const { classes, silent } = danger
  const [yes, no] = silent ? (['not_well', 'well'] as const) : (['hurting', 'fine'] as const)
  ask(run, {
    asker: { kind: 'danger_check', classes, silent },
    text: deskText(silent ? 'danger_check_silent' : 'danger_check'),
    offers: yesNoOffers(deskText(yes), deskText(no)),
    yesNo: true,
  })
  return true
}

/** Anything but a clear no, silence included, raises the alarm. */
export function answerDangerCheck(run: Run, option: Option | null, reading: Reading | null): void {
  const asker = run.talk.open?.asker
  if (asker?.kind !== 'danger_check') throw new Error('no danger check is open')
  const clearNo = option ? option.act.kind === 'refuse' : reading?.slots.yesNo === 'no' && !reading.unwell
  if (clearNo) {
    say(run, deskText('danger_cleared'))
    goBelow(run)
    return
  }
  run.effects.push({ kind: 'alarm', classes: asker.classes })
  takeCover(run, asker.classes, asker.silent)
}

/** The alarm stands: everything waits, the emergency line goes out, a person takes over. */
function takeCover(run: Run, classes: Classes, silent: boolean): void {
  park(run, 'danger')
  const [first] = classes
  const shown = run.talk.cards.some(card => card.class === first && later(card.at, CARD_EVERY) > run.now)
  run.talk.cards = [
    ...run.talk.cards.filter(card => later(card.at, CARD_EVERY) > run.now),
    ...(shown ? [] : [{ class: first, at: run.now }]),
  ]
  run.effects.push({ kind: 'handoff', reason: 'danger' })
  // Somebody may be watching the screen: no number, no alarm, nothing to press.
  if (silent) say(run, deskText('danger_silent'))
  else if (shown) say(run, deskText('danger_again'))
  else askCanSpeak(run, first)
}

/** The first line, at most 40 characters, with the one question that helps those who come. */
function askCanSpeak(run: Run, alarm: AlarmClass): void {
  const before = run.effects.length
  ask(run, {
    asker: { kind: 'can_speak' },
    text: deskText(`danger_${alarm}`),
    offers: [offer(deskText('can'), { kind: 'agree' }), offer(deskText('cannot'), { kind: 'refuse' })],
    yesNo: true,
  })
  const card = run.effects[before]
  if (card?.kind === 'say') run.effects[before] = { ...card, urgent: true }
}

export function answerCanSpeak(run: Run, can: boolean): void {
  run.talk.open = null
  say(run, deskText(can ? 'can_speak' : 'cannot_speak'))
}
