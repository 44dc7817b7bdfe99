import { LANGUAGES, type Localised } from '../core/language.ts'
import type { Guess, ReadItem } from '../core/reading.ts'
import { isList } from './expression-values.ts'
import { ask, type Offer, offer } from './question.ts'
import { deskText, flowOf, flowTextOf, localised, type Run, topFrame } from './run.ts'
import { slotValue } from './slot-value.ts'
import { saidSlots } from './start-flow.ts'
import { PATIENCE } from './stumble.ts'

const MOST_OFFERED = 2
const MOST_ITEMS = 3

/**
 * What was guessed is read back as a question, whatever it is, and counts as a miss until it is agreed to. False: it is
 * of no use here, or a person's turn.
 */
export function askGuess(run: Run, guess: Guess): boolean {
  if (run.talk.misses + 1 >= PATIENCE) return false
  const offers = [...itemOffer(run, guess), ...wishOffers(run, guess)].slice(0, MOST_OFFERED)
  if (offers.length === 0) return false
  const refusal = offer(deskText(offers.length === 1 ? 'no' : 'neither'), { kind: 'refuse' })
  ask(run, { asker: { kind: 'clarify' }, text: deskText('did_you_mean'), offers: [...offers, refusal], person: true })
  run.talk.misses++
  return true
}

/** As the answer to what is asked, where that is such items. */
function itemOffer(run: Run, { items }: Guess): Offer[] {
  const frame = topFrame(run)
  const asker = run.talk.open?.asker
  const slot = frame && asker?.kind === 'slot' ? asker.slot : null
  const known = frame && slot !== null ? flowOf(run, frame).definition.slots[slot] : undefined
  const fitting = items.filter(item => known?.type === 'items' && known.list === item.list)
  if (!frame || slot === null || !known || fitting.length === 0 || fitting.length > MOST_ITEMS) return []
  const value = slotValue(known, { items: fitting }, frame.slots[slot] ?? null)
  const names = namesOf(run, fitting)
  if (!names || !isList(value)) return []
  return [offer(deskText('name', { name: localised(names) }), { kind: 'fill', slot, value, next: null })]
}

/** 馒头2、烩面; null: one of them has no name. */
function namesOf(run: Run, items: readonly ReadItem[]): Localised | null {
  const named = items.map(({ list, id, quantity }) => ({ name: run.book.named(list, id), quantity }))
  const inOne = (language: keyof Localised) =>
    named
      .map(({ name, quantity }) => `${name?.[language] ?? name?.['zh-CN']}${quantity === null ? '' : ` × ${quantity}`}`)
      .join(language === 'en' ? ', ' : '、')
  if (named.some(({ name }) => name === null)) return null
  const [base, ...others] = LANGUAGES
  return { [base]: inOne(base), ...Object.fromEntries(others.map(language => [language, inOne(language)])) }
}

/** Flows that take such a wish, but the one that is going on. */
function wishOffers(run: Run, { intent, items }: Guess): Offer[] {
  const flows = run.book.flows.filter(
    ({ definition }) =>
      definition.triggers.some(
        trigger => 'intent' in trigger && trigger.intent === intent && trigger.when === undefined,
      ) && !run.talk.frames.some(frame => frame.flow === definition.flow),
  )
  return flows.map(flow => {
    const { menu, title, flow: name } = flow.definition
    const slots = saidSlots(run, flow, items.length > 0 ? { items } : {})
    return offer(flowTextOf(flow, menu?.label ?? title), { kind: 'start', flow: name, slots })
  })
}
