import type { ReadAmbiguity, Reading } from '../core/reading.ts'
import { slotsOf } from './ask-slot.ts'
import { answerYesNo } from './choose-option.ts'
import { obey } from './commands.ts'
import { correctBelow } from './correct-below.ts'
import type { SlotDefinition } from './definition.ts'
import { equal, isList } from './expression-values.ts'
import { answerSlot, fillInPassing } from './fill.ts'
import { givesUp } from './gives-up.ts'
import { ask, closeQuestion, type Offer, offer } from './question.ts'
import { deskText, flowOf, localised, type Run, stepOf, topFrame } from './run.ts'
import { slotValue } from './slot-value.ts'
import type { OpenQuestion } from './talk.ts'

const TEXT_LIMIT = 500

/** The open question's own answer, what else the sentence fills, and corrections of answers before. False: none. */
export function answerOpen(run: Run, open: OpenQuestion, reading: Reading): boolean {
  if (open.asker.kind === 'slot') return answerOpenSlot(run, open, open.asker.slot, reading)
  if (askAmbiguous(run, reading, null)) return true
  const { frames } = run.talk
  if (open.asker.kind === 'confirm' || frames.length > 0) {
    const passing = fillInPassing(run, reading.slots, null)
    if (passing.corrected || (open.asker.kind === 'confirm' && passing.filled)) {
      askAnew(run)
      return true
    }
  }
  const { yesNo } = reading.slots
  if (yesNo === undefined || !open.yesNo) return false
  if (givesUp(run, open, reading)) obey(run, 'cancel')
  else answerYesNo(run, open, yesNo === 'yes')
  return true
}

function answerOpenSlot(run: Run, open: OpenQuestion, slot: string, reading: Reading): boolean {
  const frame = topFrame(run)
  const known = frame ? flowOf(run, frame).definition.slots[slot] : undefined
  if (!frame || !known) throw new Error(`slot ${slot} is asked for and not known`)
  if (askAmbiguous(run, reading, slot)) return true
  const value = ownValue(known, reading, frame.slots[slot] ?? null, open)
  const isOwn = value !== null && !FREE_WORDS.includes(known.type)
  if (!isOwn && isChange(reading) && correctBelow(run, reading.slots, slot)) {
    askAnew(run)
    return true
  }
  if (value !== null) {
    if (typeof value === 'boolean') answerYesNo(run, open, value)
    else if (!answerSlot(run, slot, value)) return true
    fillInPassing(run, reading.slots, slot)
    return true
  }
  const { filled, corrected } = fillInPassing(run, reading.slots, slot)
  if (!filled && !corrected) return false
  askAnew(run)
  return true
}

/** Any words could be their answer, also those that change another. */
const FREE_WORDS: readonly SlotDefinition['type'][] = ['text', 'name']

const isChange = ({ intents: [best] }: Reading) => best?.intent === 'modify' && best.sure >= SURE
const SURE = 0.8

/** Something was of use, only not for this question: it is asked again without a word about it. */
function askAnew(run: Run): void {
  closeCounters(run)
  run.moving = true
}

function closeCounters(run: Run): void {
  run.talk.misses = 0
  run.talk.repeats = 0
}

function ownValue(
  known: SlotDefinition,
  reading: Reading,
  before: Parameters<typeof slotValue>[2],
  open: OpenQuestion,
) {
  if (known.type === 'text') return reading.text === '' ? null : reading.text.slice(0, TEXT_LIMIT)
  const value = slotValue(known, reading.slots, before)
  // Choices are closed for a type that has no values of its own beyond them.
  const closed = known.type === 'choice'
  if (value === null || !closed) return value
  return open.options.some(({ act }) => act.kind === 'fill' && equal(act.value, value)) ? value : null
}

/** A word that names several dishes or two streets of one name: asked, never guessed. */
function askAmbiguous(run: Run, reading: Reading, asked: string | null): boolean {
  const frame = topFrame(run)
  if (!frame) return false
  const { slots } = flowOf(run, frame).definition
  const step = stepOf(run, frame)
  const form = step.kind === 'ask' ? slotsOf(step.ask) : []
  const usable = Object.entries(slots).filter(
    ([name, known]) => name === asked || form.includes(name) || known.revise !== undefined,
  )
  for (const [slot, known] of usable) {
    const next = slot === asked || form.includes(slot) ? null : (known.revise ?? null)
    const ambiguous = reading.slots.ambiguous?.find(one => known.type === 'items' && one.list === known.list)
    const offers = ambiguous
      ? itemOffers(run, slot, known, reading, ambiguous, next)
      : known.type === 'area' && (reading.slots.areas?.length ?? 0) > 1
        ? areaOffers(run, slot, reading.slots.areas ?? [], next)
        : []
    if (offers.length === 0) continue
    fillInPassing(run, reading.slots, slot)
    closeQuestion(run)
    const text = ambiguous ? deskText('which_item', { term: ambiguous.term }) : deskText('which_area')
    ask(run, { asker: { kind: 'clarify' }, text, offers, person: true })
    return true
  }
  return false
}

const MOST_ASKED = 4

function itemOffers(
  run: Run,
  slot: string,
  known: SlotDefinition,
  reading: Reading,
  ambiguous: ReadAmbiguity,
  next: string | null,
): Offer[] {
  const before = topFrame(run)?.slots[slot] ?? null
  const { list, quantity } = ambiguous
  return ambiguous.candidates.slice(0, MOST_ASKED).flatMap(id => {
    const name = run.book.named(list, id)
    const items = [...(reading.slots.items ?? []), { list, id, quantity }]
    const value = slotValue(known, { ...reading.slots, items }, before)
    if (!name || !isList(value)) return []
    return [offer(deskText('name', { name: localised(name) }), { kind: 'fill', slot, value, next })]
  })
}

function areaOffers(run: Run, slot: string, areas: readonly string[], next: string | null): Offer[] {
  return areas.slice(0, MOST_ASKED).flatMap(code => {
    const name = run.book.named('areas', code)
    if (!name) return []
    return [offer(deskText('name', { name: localised(name) }), { kind: 'fill', slot, value: code, next })]
  })
}
