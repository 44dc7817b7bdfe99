import type { CardDefinition, ChoiceDefinition, FlowDefinition, SlotDefinition, Step } from './definition.ts'

export interface PlacedExpression {
  readonly source: string
  /** null: of a slot or a trigger. */
  readonly step: string | null
  /** Names beyond slots, person and now that are known there. */
  readonly also: readonly ('item' | 'value')[]
}

/** Every expression of a definition, with its place. */
export function expressionsOf(definition: FlowDefinition): PlacedExpression[] {
  const found: PlacedExpression[] = []
  for (const trigger of definition.triggers) {
    if ('intent' in trigger && trigger.when !== undefined) found.push({ source: trigger.when, step: null, also: [] })
  }
  for (const slot of Object.values(definition.slots)) found.push(...ofSlot(slot))
  for (const [step, body] of Object.entries(definition.steps)) {
    for (const source of ofStep(body)) found.push({ source, step, also: [] })
  }
  return found
}

function ofSlot(slot: SlotDefinition): PlacedExpression[] {
  const own = ofNamed(slot.with).map((source): PlacedExpression => ({ source, step: null, also: [] }))
  const choices = (slot.choices ?? []).flatMap(ofChoice)
  const check: PlacedExpression[] = slot.check ? [{ source: slot.check.holds, step: null, also: ['value'] }] : []
  return [...own, ...choices, ...check]
}

function ofChoice(choice: ChoiceDefinition): PlacedExpression[] {
  const listed = 'each' in choice
  const sources = [...ofNamed(choice.with), ...ofOptional(choice.when), ...ofOptional(choice.value)]
  if (listed) sources.push(...ofOptional(choice.also))
  const inside = sources.map((source): PlacedExpression => ({ source, step: null, also: listed ? ['item'] : [] }))
  return listed ? [{ source: choice.each, step: null, also: [] }, ...inside] : inside
}

function ofStep(step: Step): string[] {
  switch (step.kind) {
    case 'say':
    case 'confirm':
      return [...ofNamed(step.with), ...ofCard(step.card)]
    case 'set':
      return Object.values(step.set)
    case 'choose':
      return step.choose.map(branch => branch.when)
    case 'wait':
      return 'until' in step.wait ? [step.wait.until] : []
    case 'end':
      return [...ofNamed(step.with), ...ofNamed(step.give), ...ofCard(step.card)]
    case 'goto':
      return []
    default:
      return ofNamed(step.with)
  }
}

const ofNamed = (named: Readonly<Record<string, string>> | undefined): string[] => Object.values(named ?? {})
const ofOptional = (source: string | undefined): string[] => (source === undefined ? [] : [source])
const ofCard = (card: CardDefinition | undefined): string[] =>
  (card?.lines ?? []).flatMap(line => ofOptional(line.when))
