import type { FlowDefinition, StepOf } from '../definition.ts'
import { type Known, oneOf, type Report } from './linting.ts'

/** Flows that call flows: what is handed over must be taken, what is kept must be given, and no circle. */
export function lintSubs(definition: FlowDefinition, known: Known, report: Report): void {
  for (const [id, step] of Object.entries(definition.steps)) {
    if (step.kind !== 'sub') continue
    const called = known.flows.get(step.sub)
    if (!called) {
      report(id, `calls the flow ${step.sub}, which is not there`, oneOf(step.sub, known.flows.keys()))
      continue
    }
    lintHandedOver(id, step, called, report)
    if (callsInTheEnd(called, definition.flow, known)) {
      const what = `calls the flow ${step.sub}, which in the end calls ${definition.flow} again`
      report(id, what, 'End this flow, or lead to one of its own steps, instead of calling in a circle.')
    }
  }
}

function lintHandedOver(id: string, step: StepOf<'sub'>, called: FlowDefinition, report: Report): void {
  const taken = Object.keys(called.slots)
  for (const name of Object.keys(step.with ?? {})) {
    if (!taken.includes(name)) report(id, `the flow ${step.sub} has no slot ${name} to take`, oneOf(name, taken))
  }
  const given = new Set<string>()
  for (const end of Object.values(called.steps)) {
    if (end.kind === 'end' && end.end === 'done') for (const name of Object.keys(end.give ?? {})) given.add(name)
  }
  for (const name of Object.values(step.keep ?? {})) {
    if (!given.has(name)) report(id, `keeps ${name}, which the flow ${step.sub} never gives`, oneOf(name, given))
  }
}

function callsInTheEnd(from: FlowDefinition, wanted: string, known: Known, seen = new Set<string>()): boolean {
  if (from.flow === wanted) return true
  if (seen.has(from.flow)) return false
  seen.add(from.flow)
  return Object.values(from.steps).some(step => {
    const called = step.kind === 'sub' ? known.flows.get(step.sub) : undefined
    return called !== undefined && callsInTheEnd(called, wanted, known, seen)
  })
}
