import type { ChoiceDefinition, FlowDefinition, SlotDefinition, StepOf } from '../definition.ts'
import { ONLY_ASKED } from '../fill.ts'
import { slotsOf } from './lint-steps.ts'
import { type Known, oneOf, type Report } from './linting.ts'

/** Slots by themselves, and as they are asked for. */
export function lintSlots(definition: FlowDefinition, { lists }: Known, report: Report): void {
  for (const [name, slot] of Object.entries(definition.slots)) {
    lintType(name, slot, lists, report)
    lintRevise(name, slot, definition, report)
    for (const choice of slot.choices ?? []) lintChoice(name, choice, report)
  }
  const asked = new Set<string>()
  for (const [id, step] of Object.entries(definition.steps)) {
    if (step.kind !== 'ask') continue
    lintAsk(id, step, definition, report)
    for (const slot of slotsOf(step)) asked.add(slot)
  }
  for (const [name, slot] of Object.entries(definition.slots)) {
    if (slot.choices && !asked.has(name)) {
      report(null, `the choices of the slot ${name} are never shown`, 'Ask for it, or take them out.', 'warning')
    }
  }
}

/** A question without words, or one that nothing can answer. */
function lintAsk(id: string, step: StepOf<'ask'>, definition: FlowDefinition, report: Report): void {
  const names = typeof step.ask === 'string' ? [step.ask] : step.ask
  const form = names.length > 1
  if (form && step.say !== undefined) {
    report(id, 'has words of its own for a form of several slots', 'Give each slot its ask, and take say out.')
  }
  if (form && step.again) {
    report(id, 'with again asks only for the first of its slots', 'Ask for one slot a step, or take again out.')
  }
  for (const name of names) {
    const slot = definition.slots[name]
    if (!slot) continue
    if (slot.ask === undefined && (form || step.say === undefined)) {
      report(id, `asks for ${name}, which has no question`, `Add ask to the slot ${name}, or say to the step.`)
    }
    if (slot.type === 'data') {
      report(
        id,
        `asks for ${name}, a slot of type data, which no answer fills`,
        'Give the slot the type of its answer.',
      )
    }
    if (slot.type === 'choice' && !slot.choices?.length) {
      report(id, `asks for ${name}, which has nothing to choose from`, `Add choices to the slot ${name}.`)
    }
    if (slot.type === 'period' && !slot.of?.length) {
      const what = `asks for ${name}, a period, without saying which ones make sense`
      report(id, what, `Add of to the slot ${name}, as in of: [lunch, dinner].`)
    }
  }
}

function lintType(name: string, slot: SlotDefinition, lists: readonly string[], report: Report): void {
  if (slot.type === 'items' && !lists.includes(slot.list ?? '')) {
    report(null, `the slot ${name} takes items of no known list`, `Set list to one of ${lists.join(', ')}.`)
  }
  const meaningless = (key: string, types: string) =>
    report(null, `${key} means nothing in the slot ${name} of type ${slot.type}`, `It is for ${types}.`, 'warning')
  if (slot.list !== undefined && slot.type !== 'items') meaningless('list', 'items')
  if (slot.of && slot.type !== 'period') meaningless('of', 'period')
  for (const key of ['min', 'max'] as const) {
    if (slot[key] !== undefined && !MEASURED.includes(slot.type)) meaningless(key, MEASURED.join(', '))
  }
  if (slot.min !== undefined && slot.max !== undefined && slot.min > slot.max) {
    report(null, `the slot ${name} refuses every answer: min is above max`, 'Swap the two.')
  }
}

const MEASURED: readonly SlotDefinition['type'][] = ['number', 'money', 'items', 'year']

function lintRevise(name: string, slot: SlotDefinition, definition: FlowDefinition, report: Report): void {
  if (slot.revise === undefined) return
  if (!definition.steps[slot.revise]) {
    const what = `the slot ${name} is revised at the step ${slot.revise}, which is not there`
    report(null, what, oneOf(slot.revise, Object.keys(definition.steps)))
  }
  if (ONLY_ASKED.includes(slot.type) || slot.prefill === false) {
    const why = slot.prefill === false ? 'has prefill: false' : `is of type ${slot.type}`
    const what = `the slot ${name} can't be corrected in passing: it ${why}`
    report(null, what, 'Take revise out, and lead a choice to its question.', 'warning')
  }
}

function lintChoice(name: string, choice: ChoiceDefinition, report: Report): void {
  if (choice.value !== undefined || ('next' in choice && choice.next !== undefined)) return
  report(null, `the choice ${choice.label} of the slot ${name} does nothing`, 'Give it a value or next.')
}
