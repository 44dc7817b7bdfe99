import {
  type Command,
  INTENTS,
  type Intent,
  type OpenForReading,
  type ReadIntent,
  type ReadSlots,
  type SlotType,
} from '../../core/reading.ts'
import type { ItemIndex } from '../items/item-index.ts'
import type { Sign } from '../pack.ts'
import type { VocabularyHit } from '../text/vocabulary.ts'
import { findFrames, PLAN } from './frames.ts'

const BY_COMMAND: Readonly<Record<Command, Intent>> = {
  human: 'human',
  repeat: 'repeat',
  back: 'undo',
  undo: 'undo',
  cancel: 'cancel',
  menu: 'help',
  help: 'help',
  stop: 'unknown',
}
/** How sure a wish is by its words alone, where nothing else decides. */
const SURE = 0.85
/** A wish that stands beside an answer to what was asked, or behind another wish. */
const BESIDE = 0.5
const WEAK = 0.6
const ORDERS: ReadonlySet<Intent> = new Set(['order_meal', 'order_service'])
/** These keep their own name also while something is asked. */
const KEPT: ReadonlySet<Intent> = new Set([
  'cancel',
  'modify',
  'undo',
  'repeat',
  'help',
  'human',
  'complaint',
  'check_application',
  'apply_assistance',
  'request_visit',
])
const MEALS: ReadonlySet<string> = new Set(['breakfast', 'lunch', 'dinner'])

/** Whatever is said to a question is likelier an answer than anything else; too unsure to act on. */
const GUESS: ReadIntent = { intent: 'answer', sure: 0.5 }
const IN_NEED: ReadIntent = { intent: 'order_service', sure: 0.8 }

export function commandIntents(command: Command): readonly ReadIntent[] {
  return [{ intent: BY_COMMAND[command], sure: 0.95 }]
}

/** Best first. `words`: those not used up by a value. */
export function readIntents(
  words: readonly VocabularyHit[],
  slots: ReadSlots,
  open: OpenForReading | null,
  index: ItemIndex,
  inNeed: boolean,
  isTalk: boolean,
): readonly ReadIntent[] {
  const said = wishes(words, slots, open !== null, inNeed)
  const ordered = orderIntent(slots, index) ?? (inNeed ? IN_NEED : null)
  const ranked = ordered === null ? said : withOrder(said, ordered, slots)
  const answer = open === null ? null : answerSureness(words, slots, open)
  if (open === null) return ranked
  const first = ranked[0]
  if (
    open.yesNo &&
    addsToPlan(slots, open) &&
    (first === undefined || !KEPT.has(first.intent) || takesAway(first, slots))
  ) {
    return [{ intent: 'modify', sure: SURE }, { intent: 'answer', sure: BESIDE }, ...ranked.map(second)]
  }
  // A household’s trouble told in between is a wish of its own.
  if (inNeed && first !== undefined && !open.expects.includes('text')) return ranked
  if (answer === null) return ranked.length === 0 && isTalk ? [GUESS] : ranked
  const another = first !== undefined && KEPT.has(first.intent) && !open.expects.includes('text')
  if (another && changesAnswer(first.intent, slots, open))
    return [first, { intent: 'answer', sure: BESIDE }, ...ranked.slice(1)]
  const rest = ranked.map(({ intent, sure }) => ({ intent, sure: Math.min(sure, BESIDE) }))
  return [{ intent: 'answer', sure: answer }, ...rest]
}

/** 馍不要了 or 少一份 to a whole order. */
function takesAway({ intent }: ReadIntent, slots: ReadSlots): boolean {
  return intent === 'complaint' || (intent === 'cancel' && slots.removeItems !== undefined)
}

/** 中，再加碗汤: what is to be confirmed is told anew. */
export function addsToPlan(slots: ReadSlots, open: OpenForReading): boolean {
  return (
    PLAN.some(slot => slots[slot] !== undefined) &&
    !open.expects.some(type => FILLED_BY[type]?.some(slot => slot !== 'yesNo' && slots[slot] !== undefined))
  )
}

/** A bare no at a question is its answer (不中，改天); a change or another wish is itself. */
function changesAnswer(intent: Intent, slots: ReadSlots, open: OpenForReading): boolean {
  if (!open.yesNo || slots.yesNo === undefined) return true
  return intent !== 'cancel' && !(intent === 'modify' && Object.keys(slots).length === 1)
}

/** The strongest first; polite ones last. */
function wishes(words: readonly VocabularyHit[], slots: ReadSlots, asked: boolean, inNeed: boolean): ReadIntent[] {
  const signs = new Set(words.flatMap(word => (word.kind === 'sign' ? [word.value] : [])))
  const found = findFrames(signs, slots, asked, inNeed)
  // Asking how 低保 is going names 低保, which alone would ask for it.
  const following = found.some(({ intent }) => intent === 'check_application')
  return found
    .filter(({ intent }) => !(following && intent === 'apply_assistance'))
    .map(({ intent, sure }, i) => ({ intent, sure: i === 0 ? sure : BESIDE }))
}

function orderIntent(slots: ReadSlots, index: ItemIndex): ReadIntent | null {
  const list = slots.items?.[0]?.list ?? slots.ambiguous?.[0]?.list
  if (list !== undefined) {
    const intent = INTENTS.find(name => name === index.intentOf(list)) ?? 'unknown'
    return { intent, sure: slots.items === undefined ? 0.8 : 0.9 }
  }
  if (slots.removeItems !== undefined) return { intent: 'cancel', sure: WEAK }
  if (slots.usual === true) return { intent: 'order_meal', sure: SURE }
  if (slots.quantity === undefined && slots.period !== undefined && MEALS.has(slots.period)) {
    return { intent: 'order_meal', sure: BESIDE }
  }
  return null
}

/** A named dish makes a wish of a sentence; a complaint, a change or a question about it stays one. */
function withOrder(said: readonly ReadIntent[], ordered: ReadIntent, slots: ReadSlots): readonly ReadIntent[] {
  const first = said[0]
  if (first === undefined) return [ordered]
  const named = slots.items !== undefined || slots.ambiguous !== undefined
  const others = said.filter(
    ({ intent }) => !ORDERS.has(intent) && intent !== 'smalltalk' && !(named && intent === 'help'),
  )
  const sociable =
    others.length === 0 ||
    (named && (others[0]?.intent === 'apply_assistance' || others[0]?.intent === 'request_visit'))
  if (ordered.intent === 'cancel' && (ORDERS.has(first.intent) || first.intent === 'smalltalk'))
    return [ordered, ...said.map(second)]
  if ((ORDERS.has(first.intent) && !named) || (first.intent === 'smalltalk' && ordered.sure <= BESIDE)) return said
  if (sociable || (ORDERS.has(first.intent) && named)) {
    return [
      { ...ordered, sure: Math.max(ordered.sure, WEAK) },
      ...said.filter(({ intent }) => intent !== ordered.intent).map(second),
    ]
  }
  return [...others, ...(named ? [second(ordered)] : [])]
}

function second({ intent, sure }: ReadIntent): ReadIntent {
  return { intent, sure: Math.min(sure, BESIDE) }
}

const FILLED_BY: Readonly<Partial<Record<SlotType, readonly (keyof ReadSlots)[]>>> = {
  number: ['quantity'],
  money: ['money'],
  date: ['date'],
  time: ['time', 'period'],
  period: ['period', 'time'],
  items: ['items', 'ambiguous', 'removeItems', 'quantity', 'usual', 'dietary'],
  address: ['address', 'areas'],
  area: ['areas', 'address'],
  phone: ['phone'],
  id_number: ['idNumber'],
  application_number: ['applicationNumber', 'idNumber', 'phone'],
  yesno: ['yesNo'],
  year: ['year'],
  dietary: ['dietary'],
}

const NO_VALUE: ReadonlySet<Sign> = new Set(['allSame', 'unknownValue'])

function answerSureness(words: readonly VocabularyHit[], slots: ReadSlots, open: OpenForReading): number | null {
  if (open.yesNo && slots.yesNo !== undefined) return 0.9
  const filled = open.expects.some(type => FILLED_BY[type]?.some(slot => slots[slot] !== undefined))
  if (filled) return 0.9
  if (open.expects.includes('text')) return 0.8
  return words.some(word => word.kind === 'sign' && NO_VALUE.has(word.value)) || slots.usual === true ? 0.8 : null
}
