import type { CardDefinition, ChoiceDefinition, FlowDefinition, SlotDefinition, Step } from '../definition.ts'

/** A place where a definition says a text. */
export interface TextSaid {
  /** null: of the head, or of a slot. */
  readonly step: string | null
  readonly key: string
  /** Placeholders that are given there. */
  readonly gives: readonly string[]
  /** Sent as a bubble of its own; false: a label, a title, a line of a card. */
  readonly bubble: boolean
}

export function* textsSaid(definition: FlowDefinition): Generator<TextSaid> {
  yield { step: null, key: definition.title, gives: [], bubble: false }
  if (definition.menu) yield { step: null, key: definition.menu.label, gives: [], bubble: false }
  for (const slot of Object.values(definition.slots)) yield* ofSlot(slot)
  for (const [id, step] of Object.entries(definition.steps)) yield* ofStep(definition, id, step)
}

const names = (named: Readonly<Record<string, string>> | undefined): string[] => Object.keys(named ?? {})

function* ofSlot(slot: SlotDefinition): Generator<TextSaid> {
  for (const key of [slot.unclear, slot.help]) if (key) yield { step: null, key, gives: [], bubble: true }
  if (slot.check) yield { step: null, key: slot.check.otherwise, gives: [...names(slot.with), 'value'], bubble: true }
  for (const choice of slot.choices ?? []) yield ofChoice(choice)
}

const ofChoice = ({ label, with: given }: ChoiceDefinition): TextSaid => ({
  step: null,
  key: label,
  gives: names(given),
  bubble: false,
})

function* ofStep(definition: FlowDefinition, id: string, step: Step): Generator<TextSaid> {
  if (step.kind === 'goto' || step.kind === 'set' || step.kind === 'choose' || step.kind === 'wait') return
  const gives = names(step.with)
  const use = (key: string, bubble: boolean): TextSaid => ({ step: id, key, gives, bubble })
  if (step.kind === 'ask') yield* ofAsk(definition, id, step)
  else if ('say' in step && step.say) yield use(step.say, step.kind !== 'notify')
  if (step.kind === 'confirm') {
    yield use(step.confirm, true)
    for (const key of [step.agree_label, step.refuse_label]) if (key) yield use(key, false)
  }
  if ('card' in step) for (const key of ofCard(step.card)) yield use(key, false)
}

function* ofAsk(definition: FlowDefinition, id: string, step: Extract<Step, { kind: 'ask' }>): Generator<TextSaid> {
  const gives = names(step.with)
  if (typeof step.ask === 'string' && step.say !== undefined) {
    yield { step: id, key: step.say, gives, bubble: true }
    return
  }
  for (const name of typeof step.ask === 'string' ? [step.ask] : step.ask) {
    const slot = definition.slots[name]
    if (slot?.ask) yield { step: id, key: slot.ask, gives: [...names(slot.with), ...gives], bubble: true }
  }
}

function ofCard(card: CardDefinition | undefined): string[] {
  return card ? [card.title, ...card.lines.flatMap(line => [line.name, line.value])] : []
}
