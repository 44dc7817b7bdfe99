import type { Reading } from '../core/reading.ts'
import { truth } from './expression-values.ts'
import { foldWords } from './fold-words.ts'
import { ask, type Offer, offer } from './question.ts'
import { deskText, evaluateIn, flowTextOf, type Run } from './run.ts'
import { saidSlots, startWish } from './start-flow.ts'
import type { PreparedFlow } from './step.ts'

/** Sure enough to act on; worth offering; as near as makes no difference. */
const ACT = 0.8
const OFFER = 0.5
const CLOSE = 0.1
const MOST_OFFERED = 3

export interface Wish {
  readonly flow: PreparedFlow
  readonly sure: number
}

/** Flows that the message may mean, the surest first. */
export function wishesOf(run: Run, reading: Reading): Wish[] {
  const { byWords, byIntent } = run.book.wishes
  const found = new Map<number, Wish>()
  const mean = (flow: PreparedFlow, place: number, sure: number) => {
    if (sure >= OFFER && sure > (found.get(place)?.sure ?? 0)) found.set(place, { flow, sure })
  }
  for (const { flow, place } of byWords.get(foldWords(reading.text)) ?? []) mean(flow, place, 1)
  for (const { intent, sure } of reading.intents) {
    for (const { flow, place, when } of byIntent.get(intent) ?? []) {
      if (when === undefined || truth(evaluateIn(run, flow, {}, when))) mean(flow, place, sure)
    }
  }
  return [...found].sort(([a, one], [b, other]) => other.sure - one.sure || a - b).map(([, wish]) => wish)
}

/** One that is clearly the wish; null: none, or two that are too close to tell. */
export function clearWish(wishes: readonly Wish[]): Wish | null {
  const [best, second] = wishes
  if (!best || best.sure < ACT) return null
  return second && best.sure - second.sure < CLOSE ? null : best
}

/** Serves the wish, or asks which of several was meant. False: the message holds none. */
export function serveWish(run: Run, reading: Reading): boolean {
  const wishes = wishesOf(run, reading)
  const clear = clearWish(wishes)
  if (clear) {
    startWish(run, clear.flow, {}, reading.slots)
    return true
  }
  const [best] = wishes
  // A weak guess is worth a question only where it interrupts nothing.
  if (!best || (best.sure < ACT && run.talk.frames.length > 0)) return false
  askWhich(run, wishes, reading)
  return true
}

function askWhich(run: Run, wishes: readonly Wish[], reading: Reading): void {
  const offers = wishes.slice(0, MOST_OFFERED).map(({ flow }): Offer => {
    const { menu, title, flow: name } = flow.definition
    return offer(flowTextOf(flow, menu?.label ?? title), {
      kind: 'start',
      flow: name,
      slots: saidSlots(run, flow, reading.slots),
    })
  })
  ask(run, {
    asker: { kind: 'clarify' },
    text: deskText('which'),
    offers: [...offers, offer(deskText('neither'), { kind: 'refuse' })],
    person: true,
  })
}
