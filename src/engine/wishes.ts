import { LANGUAGES } from '../core/language.ts'
import type { Reading } from '../core/reading.ts'
import { truth } from './expression-values.ts'
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
  const found: Wish[] = []
  const whole = foldWords(reading.text)
  for (const flow of run.book.flows) {
    const sure = Math.max(0, ...flow.definition.triggers.map(trigger => surenessOf(run, flow, trigger, reading, whole)))
    if (sure >= OFFER) found.push({ flow, sure })
  }
  return found.sort((a, b) => b.sure - a.sure)
}

type Trigger = PreparedFlow['definition']['triggers'][number]

function surenessOf(run: Run, flow: PreparedFlow, trigger: Trigger, reading: Reading, whole: string): number {
  if ('words' in trigger) {
    return LANGUAGES.some(language => trigger.words[language]?.some(word => foldWords(word) === whole)) ? 1 : 0
  }
  if (!('intent' in trigger)) return 0
  const { when } = trigger
  if (when !== undefined && !truth(evaluateIn(run, flow, {}, when))) return 0
  return reading.intents.find(one => one.intent === trigger.intent)?.sure ?? 0
}

export function foldWords(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\p{P}]+/gu, '')
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
