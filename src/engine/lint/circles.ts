import type { FlowDefinition, Step } from '../definition.ts'
import { waysOn } from '../flow-graph.ts'

/** A step on a way round, and by which of its ways it goes on. */
export interface Leg {
  readonly id: string
  readonly step: Step
  readonly way: number
}

/** Beyond so many a definition is no longer readable either. */
const MOST = 1_000

/** Every way round through steps that stop for nobody: a question counts, since a filled slot is not asked for. */
export function circlesOf(definition: FlowDefinition): Leg[][] {
  const ids = Object.keys(definition.steps).filter(id => passesOn(definition.steps[id]))
  const found: Leg[][] = []
  for (const [from, start] of ids.entries()) {
    const follow = (id: string, legs: readonly Leg[]): void => {
      const step = definition.steps[id]
      if (!step || found.length >= MOST) return
      for (const [way, to] of silentWays(definition, step).entries()) {
        const on = [...legs, { id, step, way }]
        if (to === start) found.push(on)
        else if (ids.indexOf(to) > from && !legs.some(leg => leg.id === to)) follow(to, on)
      }
    }
    follow(start, [])
  }
  return found
}

function passesOn(step: Step | undefined): boolean {
  if (step?.kind === 'ask') return !step.again
  return step !== undefined && ['say', 'set', 'choose', 'goto', 'notify'].includes(step.kind)
}

/** A choice that leads elsewhere is taken only when the question is shown. */
function silentWays(definition: FlowDefinition, step: Step): string[] {
  if (step.kind === 'ask') return [step.next]
  return waysOn(definition, step).map(([, to]) => to)
}
