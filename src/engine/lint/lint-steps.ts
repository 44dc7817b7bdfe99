import type { FlowDefinition, Step } from '../definition.ts'
import { waysOn } from '../flow-graph.ts'
import { type Known, oneOf, type Report } from './linting.ts'

/** Where steps lead, and the slots that they name. */
export function lintSteps(definition: FlowDefinition, _known: Known, report: Report): void {
  const steps = Object.keys(definition.steps)
  let broken = !definition.steps[definition.start]
  if (broken) {
    report(null, `start names the step ${definition.start}, which is not there`, oneOf(definition.start, steps))
  }
  for (const [id, step] of Object.entries(definition.steps)) {
    for (const [by, to] of waysOn(definition, step)) {
      if (definition.steps[to]) continue
      broken = true
      report(id, `leads${by && ` by ${by}`} to the step ${to}, which is not there`, oneOf(to, steps))
    }
    for (const slot of slotsOf(step)) {
      if (definition.slots[slot]) continue
      report(id, `names the slot ${slot}, which is not there`, 'Add it under slots, or correct its name.')
    }
    if (step.kind === 'wait') lintWait(id, step, report)
  }
  // What a broken way no longer reaches is not at fault itself.
  if (broken) return
  for (const id of unreached(definition)) report(id, 'no way leads here', 'Remove it, or lead a step to it.')
}

function lintWait(id: string, step: Extract<Step, { kind: 'wait' }>, report: Report): void {
  const signal = 'signal' in step.wait ? step.wait.signal : null
  if (signal === null && step.late !== undefined) {
    report(id, 'late is for a wait for a signal; this one has only its time', 'Take late out.')
  }
  if (signal !== null && step.late === undefined) {
    const what = `goes on as if ${signal} had come when it does not come`
    report(id, what, 'Add late: the step for when the time is over.', 'warning')
  }
}

/** Slots that a step asks for or fills. */
export function slotsOf(step: Step): readonly string[] {
  switch (step.kind) {
    case 'ask':
      return typeof step.ask === 'string' ? [step.ask] : step.ask
    case 'set':
      return Object.keys(step.set)
    case 'call':
      return step.keep ? [step.keep] : []
    case 'sub':
      return Object.keys(step.keep ?? {})
    case 'wait':
      return 'signal' in step.wait && step.wait.keep ? [step.wait.keep] : []
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
  for (const slot of Object.values(definition.slots)) if (slot.revise) walk(slot.revise)
  return Object.keys(definition.steps).filter(id => !reached.has(id))
}
