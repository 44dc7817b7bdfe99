import { LANGUAGES } from '../core/language.ts'
import type { Json } from '../core/operation.ts'
import type { ChoiceDefinition, SlotDefinition } from './definition.ts'
import { equal, isList } from './expression-values.ts'
import { ask, type Offer, offer } from './question.ts'
import { deskText, evaluate, evaluateAll, flowOf, flowText, holds, type Run, stepOf } from './run.ts'
import { suggestedOffers } from './suggested-offers.ts'
import type { Frame, TextRef } from './talk.ts'

/** Asks for a slot of the top frame: the step's own words where it has some, else the slot's. */
export function askSlot(run: Run, frame: Frame, slot: string, page = 0): void {
  const { definition } = flowOf(run, frame)
  const known = definition.slots[slot]
  if (!known) throw new Error(`flow ${frame.flow} has no slot ${slot}`)
  ask(run, {
    asker: { kind: 'slot', slot },
    text: questionText(run, frame, slot, known),
    offers: slotOffers(run, frame, slot, known),
    expects: expectedTypes(frame, definition.slots, slot, run),
    yesNo: known.type === 'yesno',
    person: known.person ?? false,
    page,
  })
}

function questionText(run: Run, frame: Frame, slot: string, known: SlotDefinition): TextRef {
  const step = stepOf(run, frame)
  if (step.kind === 'ask' && step.say !== undefined && slotsOf(step.ask).length === 1) {
    return flowText(frame, step.say, evaluateAll(run, frame, step.with))
  }
  if (known.ask === undefined) throw new Error(`slot ${slot} of flow ${frame.flow} has no question`)
  const params = {
    ...evaluateAll(run, frame, known.with),
    ...(step.kind === 'ask' ? evaluateAll(run, frame, step.with) : {}),
  }
  return flowText(frame, known.ask, params)
}

export function slotsOf(asked: string | readonly string[]): readonly string[] {
  return typeof asked === 'string' ? [asked] : asked
}

/** The slot asked for first: the reader looks harder for it; then the rest of a form. */
function expectedTypes(frame: Frame, slots: Readonly<Record<string, SlotDefinition>>, slot: string, run: Run) {
  const step = stepOf(run, frame)
  const rest = step.kind === 'ask' ? slotsOf(step.ask).filter(name => name !== slot && isEmpty(frame, name)) : []
  return [...new Set([slot, ...rest].flatMap(name => slots[name]?.type ?? []))]
}

export const isEmpty = (frame: Frame, slot: string): boolean => (frame.slots[slot] ?? null) === null

/** What can be chosen, all pages: the definition's choices, or what the type suggests; an answer taken back comes first. */
function slotOffers(run: Run, frame: Frame, slot: string, known: SlotDefinition): Offer[] {
  const offers = known.choices
    ? known.choices.flatMap(choice => choiceOffers(run, frame, slot, choice))
    : suggestedOffers(run, slot, known)
  const was = frame.was[slot] ?? null
  const offered = offers.some(({ act }) => act.kind === 'fill' && equal(act.value, was))
  if (was === null || offered) return offers
  return [offer(deskText('same_as_before'), { kind: 'fill', slot, value: was, next: null }), ...offers]
}

function choiceOffers(run: Run, frame: Frame, slot: string, choice: ChoiceDefinition): Offer[] {
  if ('each' in choice) {
    const list = evaluate(run, frame, choice.each)
    if (list === null) return []
    if (!isList(list)) throw new Error(`${choice.each} of flow ${frame.flow} is no list`)
    return list.flatMap(item => {
      const scope = { item }
      if (!holds(run, frame, choice.when, scope)) return []
      const also = choice.also === undefined ? [] : words(evaluate(run, frame, choice.also, scope))
      const label = flowText(frame, choice.label, evaluateAll(run, frame, choice.with, scope))
      const value = evaluate(run, frame, choice.value, scope)
      return [offer(label, { kind: 'fill', slot, value, next: null }, also)]
    })
  }
  if (!holds(run, frame, choice.when)) return []
  const label = flowText(frame, choice.label, evaluateAll(run, frame, choice.with))
  return [offer(label, fixedAct(run, frame, slot, choice), alsoWords(choice.also))]
}

function fixedAct(
  run: Run,
  frame: Frame,
  slot: string,
  choice: Exclude<ChoiceDefinition, { each: string }>,
): Offer['act'] {
  if (choice.value !== undefined) {
    return { kind: 'fill', slot, value: evaluate(run, frame, choice.value), next: choice.next ?? null }
  }
  if (choice.next === undefined) throw new Error(`a choice of slot ${slot} in flow ${frame.flow} does nothing`)
  return { kind: 'step', step: choice.next }
}

/** All languages: people mix them, and a word of another language misleads nobody here. */
function alsoWords(also: Readonly<Partial<Record<string, readonly string[]>>> | undefined): string[] {
  return also ? LANGUAGES.flatMap(language => also[language] ?? []) : []
}

function words(value: Json): string[] {
  return isList(value) ? value.filter(word => typeof word === 'string') : []
}
