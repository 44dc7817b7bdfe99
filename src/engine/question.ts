import type { Json } from '../core/operation.ts'
import type { SlotType } from '../core/reading.ts'
import { afterDuration } from './duration.ts'
import { equal } from './expression-values.ts'
import { deskText, flowOf, type Run } from './run.ts'
import type { CardRef } from './step.ts'
import type { Asker, OpenQuestion, Option, OptionAct, TextRef } from './talk.ts'
import { pace } from './trail.ts'

/** Choices on a page; beyond them 5 看下一页. */
const PAGE = 4

/** An option before it has its number. */
export interface Offer {
  readonly label: TextRef
  readonly also: readonly string[]
  readonly act: OptionAct
}

export interface Asking {
  readonly asker: Asker
  readonly text: TextRef
  readonly offers: readonly Offer[]
  readonly card?: CardRef | null
  readonly expects?: readonly SlotType[]
  readonly yesNo?: boolean
  /** 0 找人 whatever the number of choices. */
  readonly person?: boolean
  readonly page?: number
}

export function offer(label: TextRef, act: OptionAct, also: readonly string[] = []): Offer {
  return { label, act, also }
}

/** 是 / 不是 in the words given, else in the desk's. */
export function yesNoOffers(yes = deskText('yes'), no = deskText('no')): Offer[] {
  return [offer(yes, { kind: 'agree' }), offer(no, { kind: 'refuse' })]
}

/** A question of the top frame's own, not one that the desk asks above it. */
export function isOfFlow(asker: Asker): boolean {
  return asker.kind === 'slot' || asker.kind === 'confirm'
}

/** Opens a question: one at a time, the newest counts. */
export function ask(run: Run, asking: Asking): void {
  const { asker, text, expects = [], yesNo = false, page = 0, card = null } = asking
  const options = shown(run, asking)
  if (isOfFlow(asker)) pace(run)
  run.narrow = false
  const { open } = run.talk
  // The same question again keeps its serial: an elder may press either of the two bubbles.
  const again = open !== null && sameQuestion(open, asker, text, options)
  const serial = again ? open.serial : run.talk.serial + 1
  run.talk.serial = serial
  run.talk.open = { serial, asker, text, options, page, expects, yesNo, askedAt: run.now }
  run.talk.due = duesOf(run, asker)
  run.effects.push({ kind: 'say', text, card, options, serial, urgent: false })
  run.moving = false
}

const NARROW = 2

function shown(run: Run, asking: Asking): Option[] {
  const offers = run.narrow ? asking.offers.slice(0, NARROW) : asking.offers
  const page = run.narrow ? 0 : (asking.page ?? 0)
  const onPage = offers.slice(page, page + PAGE).map((one, i): Option => ({ number: i + 1, ...one }))
  if (offers.length > PAGE) {
    const last = page + PAGE >= offers.length
    const label = deskText(last ? 'first_page' : 'next_page')
    onPage.push({ number: onPage.length + 1, label, also: [], act: { kind: 'more' } })
  }
  const person = asking.person || run.refused || run.talk.misses > 0 || onPage.length >= 3
  if (person) onPage.push({ number: 0, label: deskText('person'), also: [], act: { kind: 'person' } })
  return onPage
}

function sameQuestion(open: OpenQuestion, asker: Asker, text: TextRef, options: readonly Option[]): boolean {
  const now: Json = { asker: { ...asker }, text: plainText(text), options: options.map(plainOption) }
  const then: Json = { asker: { ...open.asker }, text: plainText(open.text), options: open.options.map(plainOption) }
  return equal(now, then)
}

const plainText = (text: TextRef): Json => ({ ...text })
const plainOption = (option: Option): Json => ({
  number: option.number,
  label: plainText(option.label),
  act: { ...option.act },
})

/** Silence: a reminder, then the draft is set aside; a doubtful danger word waits five minutes. */
function duesOf(run: Run, asker: Asker): Run['talk']['due'] {
  const waits = run.talk.due.filter(due => due.kind === 'wait')
  if (asker.kind === 'danger_check')
    return [...waits, { kind: 'danger_check', at: afterDuration(run.book, run.now, '5m') }]
  const [root] = run.talk.frames
  if (!root) return waits
  const { remind, keep } = flowOf(run, root).definition.silence
  return [
    ...waits,
    { kind: 'remind', at: afterDuration(run.book, run.now, remind) },
    { kind: 'expire', at: afterDuration(run.book, run.now, keep) },
  ]
}

/** The open question was answered: its counters and timers end with it. */
export function closeQuestion(run: Run): void {
  run.talk.open = null
  run.talk.misses = 0
  run.talk.repeats = 0
  run.talk.due = run.talk.due.filter(due => due.kind === 'wait')
}
