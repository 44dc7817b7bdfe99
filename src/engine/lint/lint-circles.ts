import type { FlowDefinition, Step } from '../definition.ts'
import { type AstNode, parseExpression } from '../expression.ts'
import { waysOn } from '../flow-graph.ts'
import { circlesOf, type Leg } from './circles.ts'
import { pathsOf } from './expression-paths.ts'
import { slotsOf } from './lint-steps.ts'
import type { Known, Report } from './linting.ts'
import { type Emptiness, truthOf } from './null-logic.ts'

/** Ways round that never stop for anybody, and steps from which the flow never comes to an end. */
export function lintCircles(definition: FlowDefinition, _known: Known, report: Report): void {
  const told = new Set<string>()
  for (const circle of circlesOf(definition)) {
    const steps = circle.map(leg => leg.id)
    const level = judge(circle)
    const [first = ''] = steps
    if (level === null || told.has(first)) continue
    told.add(first)
    const asked = circle.flatMap(({ step }) => (step.kind === 'ask' ? slotsOf(step) : []))
    const what = `${level === 'error' ? 'goes' : 'may go'} round through ${steps.join(', ')} without stopping`
    if (asked.length === 0) report(first, what, 'Lead one of them to a step that asks, waits, calls or ends.', level)
    else {
      const filled = asked.join(', ')
      report(first, `${what} once ${filled} is answered`, `Set ${filled} to null on the way, or ask with again.`, level)
    }
  }
  if (told.size > 0) return
  const lost = Object.keys(definition.steps).find(id => !comesToAnEnd(definition, id))
  if (lost)
    report(lost, 'nothing that ends, waits or hands off can be reached from here', 'Lead it to an end.', 'warning')
}

/** Whether a talk that goes round once goes round for ever: what decides must be changed by nothing on the way. */
function judge(circle: readonly Leg[]): 'error' | 'warning' | null {
  const written = new Set(circle.flatMap(({ step }) => (step.kind === 'set' ? slotsOf(step) : [])))
  const asked = circle.flatMap(({ step }) => (step.kind === 'ask' ? slotsOf(step) : []))
  // Emptied on the way, so that it is really asked each time.
  if (asked.some(slot => written.has(slot))) return null
  const choices = circle.flatMap(choiceOf)
  const read = [...new Set(choices.flatMap(choice => choice.reads))]
  if (read.some(slot => written.has(slot))) return asked.length === 0 ? 'warning' : null
  const unknown = read.filter(slot => !asked.includes(slot)).slice(0, 6)
  for (let mask = 0; mask < 2 ** unknown.length; mask++) {
    const empty: Emptiness = slot => {
      if (asked.includes(slot)) return false
      const place = unknown.indexOf(slot)
      return place < 0 ? undefined : (mask & (2 ** place)) > 0
    }
    if (choices.every(choice => canBeTaken(choice, empty))) return 'error'
  }
  return null
}

interface Choice {
  /** Conditions that must not hold, then the one that must; null: otherwise. */
  readonly before: readonly AstNode[]
  readonly taken: AstNode | null
  readonly reads: readonly string[]
}

function choiceOf({ step, way }: Leg): Choice[] {
  if (step.kind !== 'choose') return []
  try {
    const conditions = step.choose.slice(0, way + 1).map(branch => parseExpression(branch.when))
    const reads = conditions.flatMap(pathsOf).flatMap(([root, slot]) => (root === 'slots' && slot ? [slot] : []))
    return [{ before: conditions.slice(0, way), taken: conditions[way] ?? null, reads }]
  } catch {
    // Not an expression at all: lintExpressions says so.
    return []
  }
}

function canBeTaken({ before, taken }: Choice, empty: Emptiness): boolean {
  return before.every(one => truthOf(one, empty) !== 'yes') && (taken === null || truthOf(taken, empty) !== 'no')
}

const LEAVES: readonly Step['kind'][] = ['end', 'handoff', 'wait', 'sub']

function comesToAnEnd(definition: FlowDefinition, from: string): boolean {
  const seen = new Set<string>()
  const queue = [from]
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    const step = definition.steps[id]
    // A step that is not there is told where it is named.
    if (!step || LEAVES.includes(step.kind)) return true
    if (seen.has(id)) continue
    seen.add(id)
    queue.push(...waysOn(definition, step).map(([, to]) => to))
  }
  return false
}
