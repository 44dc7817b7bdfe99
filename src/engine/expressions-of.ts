import type { CardDefinition, ChoiceDefinition, FlowDefinition, SlotDefinition, Step } from './definition.ts'

export interface PlacedExpression {
  readonly source: string
  /** null: of a slot or a trigger. */
  readonly step: string | null
  /** Names beyond slots, person and now that are known there. */
  readonly also: readonly ('item' | 'value')[]
  /** The slot that it belongs to; what `value` is, and whose list `item` comes from. */
  readonly slot?: string
  /** What it must give there. Missing: anything. */
  readonly needs?: 'condition' | 'list' | 'time'
  /** Of listed choices: the list that `item` comes from. */
  readonly each?: string
}

type Source = Pick<PlacedExpression, 'source' | 'needs'>

/** Every expression of a definition, with its place. */
export function expressionsOf(definition: FlowDefinition): PlacedExpression[] {
  const found: PlacedExpression[] = []
  for (const trigger of definition.triggers) {
    if ('intent' in trigger) {
      for (const one of ofCondition(trigger.when)) found.push({ ...one, step: null, also: [] })
    }
  }
  for (const [name, slot] of Object.entries(definition.slots)) found.push(...ofSlot(name, slot))
  for (const [step, body] of Object.entries(definition.steps)) {
    for (const one of ofStep(body)) found.push({ ...one, step, also: [] })
  }
  return found
}

function ofSlot(slot: string, body: SlotDefinition): PlacedExpression[] {
  const own = ofNamed(body.with).map((one): PlacedExpression => ({ ...one, step: null, slot, also: [] }))
  const choices = (body.choices ?? []).flatMap(choice => ofChoice(slot, choice))
  const check = ofCondition(body.check?.holds)
  return [...own, ...choices, ...check.map((one): PlacedExpression => ({ ...one, step: null, slot, also: ['value'] }))]
}

function ofChoice(slot: string, choice: ChoiceDefinition): PlacedExpression[] {
  const sources = [...ofNamed(choice.with), ...ofCondition(choice.when), ...ofOptional(choice.value)]
  if (!('each' in choice)) return sources.map((one): PlacedExpression => ({ ...one, step: null, slot, also: [] }))
  const { each } = choice
  if (choice.also !== undefined) sources.push({ source: choice.also, needs: 'list' })
  const inside = sources.map((one): PlacedExpression => ({ ...one, step: null, slot, also: ['item'], each }))
  return [{ source: each, step: null, slot, also: [], needs: 'list' }, ...inside]
}

function ofStep(step: Step): Source[] {
  switch (step.kind) {
    case 'say':
    case 'confirm':
      return [...ofNamed(step.with), ...ofCard(step.card)]
    case 'set':
      return ofNamed(step.set)
    case 'choose':
      return step.choose.flatMap(branch => ofCondition(branch.when))
    case 'wait':
      return 'until' in step.wait ? [{ source: step.wait.until, needs: 'time' }] : []
    case 'end':
      return [...ofNamed(step.with), ...ofNamed(step.give), ...ofCard(step.card)]
    case 'goto':
      return []
    default:
      return ofNamed(step.with)
  }
}

const ofNamed = (named: Readonly<Record<string, string>> | undefined): Source[] =>
  Object.values(named ?? {}).map(source => ({ source }))
const ofOptional = (source: string | undefined): Source[] => (source === undefined ? [] : [{ source }])
const ofCondition = (source: string | undefined): Source[] =>
  source === undefined ? [] : [{ source, needs: 'condition' }]
const ofCard = (card: CardDefinition | undefined): Source[] =>
  (card?.lines ?? []).flatMap(line => ofCondition(line.when))
