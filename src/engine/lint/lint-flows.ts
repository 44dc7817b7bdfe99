import type { OperationSpec } from '../core/operation.ts'
import type { FlowDefinition, Step } from './definition.ts'
import { compileExpression } from './expression.ts'
import { expressionsOf } from './expressions-of.ts'
import { waysOn } from './flow-graph.ts'
import type { Problem } from './problem.ts'

type Report = (step: string | null, what: string, cure: string, level?: Problem['level']) => void

interface Known {
  readonly flows: ReadonlyMap<string, FlowDefinition>
  readonly operations: ReadonlyMap<string, OperationSpec>
  readonly lists: readonly string[]
}

/** What is wrong with definitions that parse: each problem with its file, step and cure. */
export function lintFlows(
  files: ReadonlyMap<FlowDefinition, string>,
  operations: ReadonlyMap<string, OperationSpec>,
  lists: readonly string[],
): Problem[] {
  const problems: Problem[] = []
  const flows = new Map([...files.keys()].map(definition => [definition.flow, definition]))
  for (const [definition, file] of files) {
    const report: Report = (step, what, cure, level = 'error') => problems.push({ file, step, level, what, cure })
    if (flows.get(definition.flow) !== definition) {
      report(null, `the flow ${definition.flow} is defined twice`, 'Give one of them another name.')
    }
    lintSteps(definition, { flows, operations, lists }, report)
    lintSlots(definition, lists, report)
    lintTexts(definition, report)
    lintExpressions(definition, report)
    // A sub-flow is rehearsed by the flows that call it.
    if (definition.marks.length > 0 && definition.triggers.length > 0 && definition.tests.length === 0) {
      report(null, `marked ${definition.marks.join(', ')} and without a test`, 'Write dialogue tests for it.')
    }
  }
  return problems
}

function lintSteps(definition: FlowDefinition, known: Known, report: Report): void {
  if (!definition.steps[definition.start]) {
    report(null, `start names the step ${definition.start}, which is not there`, 'Name one of the steps.')
  }
  for (const [id, step] of Object.entries(definition.steps)) {
    for (const [, to] of waysOn(definition, step)) {
      if (!definition.steps[to]) report(id, `leads to the step ${to}, which is not there`, 'Name one of the steps.')
    }
    for (const slot of slotsOf(step)) {
      if (!definition.slots[slot]) report(id, `names the slot ${slot}, which is not there`, 'Add it under slots.')
    }
    if (step.kind === 'call') lintCall(id, step, known, report)
    if (step.kind === 'sub' && !known.flows.has(step.sub)) {
      report(id, `calls the flow ${step.sub}, which is not there`, 'Name a flow that is published with this one.')
    }
  }
  for (const id of unreached(definition)) report(id, 'no way leads here', 'Remove it, or lead a step to it.')
}

function lintCall(id: string, step: Extract<Step, { kind: 'call' }>, known: Known, report: Report): void {
  const operation = known.operations.get(step.call)
  if (!operation) {
    report(id, `calls ${step.call}, which no trade has`, `Use one of ${[...known.operations.keys()].join(', ')}.`)
    return
  }
  for (const name of Object.keys(operation.outcomes)) {
    if (!step.outcomes[name]) report(id, `the outcome ${name} of ${step.call} leads nowhere`, 'Add it under outcomes.')
  }
  for (const name of Object.keys(step.outcomes)) {
    if (!operation.outcomes[name]) report(id, `${step.call} has no outcome ${name}`, 'Remove it, or correct its name.')
  }
}

function lintSlots(definition: FlowDefinition, lists: readonly string[], report: Report): void {
  for (const [name, slot] of Object.entries(definition.slots)) {
    if (slot.type === 'items' && !lists.includes(slot.list ?? '')) {
      report(null, `the slot ${name} takes items of no known list`, `Set list to one of ${lists.join(', ')}.`)
    }
    if (slot.revise && !definition.steps[slot.revise]) {
      report(null, `the slot ${name} is revised at ${slot.revise}, which is not there`, 'Name one of the steps.')
    }
  }
}

/** Every text that the definition names must stand in zh-CN; in the other languages it may be late. */
function lintTexts(definition: FlowDefinition, report: Report): void {
  for (const [step, key] of textKeys(definition)) {
    if (definition.texts['zh-CN'][key] === undefined) {
      report(step, `says the text ${key}, which is not there`, 'Add it under texts, zh-CN.')
      continue
    }
    for (const language of ['zh-TW', 'en'] as const) {
      if (definition.texts[language]?.[key] === undefined) {
        report(step, `the text ${key} is missing in ${language}`, `Add it under texts, ${language}.`, 'warning')
      }
    }
  }
}

function lintExpressions(definition: FlowDefinition, report: Report): void {
  for (const { source, step, also } of expressionsOf(definition)) {
    try {
      for (const { variable, field } of compileExpression(source).uses) {
        if (variable === 'slots' && field !== null && !definition.slots[field]) {
          report(step, `${source}: there is no slot ${field}`, 'Correct the name, or add it under slots.')
        }
        if ((variable === 'item' || variable === 'value') && !also.includes(variable)) {
          report(step, `${source}: ${variable} means nothing here`, 'Use slots, person or now.')
        }
      }
    } catch (error) {
      report(
        step,
        `${source}: ${error instanceof Error ? error.message : 'can not be read'}`,
        'Correct the expression.',
      )
    }
  }
}

function slotsOf(step: Step): readonly string[] {
  switch (step.kind) {
    case 'ask':
      return typeof step.ask === 'string' ? [step.ask] : step.ask
    case 'set':
      return Object.keys(step.set)
    case 'call':
      return step.keep ? [step.keep] : []
    case 'sub':
      return Object.keys(step.keep ?? {})
    default:
      return []
  }
}

function unreached(definition: FlowDefinition): string[] {
  const reached = new Set<string>()
  const walk = (id: string) => {
    const step = definition.steps[id]
    if (!step || reached.has(id)) return
    reached.add(id)
    for (const [, to] of waysOn(definition, step)) walk(to)
  }
  walk(definition.start)
  for (const slot of Object.values(definition.slots)) {
    if (slot.revise) walk(slot.revise)
    for (const choice of slot.choices ?? []) if ('next' in choice && choice.next) walk(choice.next)
  }
  return Object.keys(definition.steps).filter(id => !reached.has(id))
}

function* textKeys(definition: FlowDefinition): Generator<readonly [step: string | null, key: string]> {
  yield [null, definition.title]
  if (definition.menu) yield [null, definition.menu.label]
  for (const slot of Object.values(definition.slots)) {
    for (const key of [slot.ask, slot.unclear, slot.help, slot.check?.otherwise]) if (key) yield [null, key]
    for (const choice of slot.choices ?? []) yield [null, choice.label]
  }
  for (const [id, step] of Object.entries(definition.steps)) {
    if ('say' in step && step.say) yield [id, step.say]
    if (step.kind === 'confirm') {
      for (const key of [step.confirm, step.agree_label, step.refuse_label]) if (key) yield [id, key]
    }
    if ('card' in step && step.card) {
      yield [id, step.card.title]
      for (const line of step.card.lines) yield* [[id, line.name] as const, [id, line.value] as const]
    }
  }
}
