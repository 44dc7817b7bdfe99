import { stringify } from 'yaml'
import type { FlowDefinition, Step } from './definition.ts'
import { waysOn } from './flow-graph.ts'

/** YAML for reading and exchange: parsing it again gives the same definition. */
export function formatDefinition(definition: FlowDefinition): string {
  const { format, flow, about, start, steps, texts, translated, given, tests, layout, ...head } = definition
  const kindless = Object.fromEntries(inOrder(definition).map(([id, { kind: _kind, ...step }]) => [id, step]))
  const ordered = { format, flow, about, ...head, start, steps: kindless, texts, translated, given, tests, layout }
  return stringify(ordered, { version: '1.2', schema: 'core', aliasDuplicateObjects: false, lineWidth: 120 })
}

/** As a reader follows them: from the start, then what nothing leads to. */
function inOrder(definition: FlowDefinition): [string, Step][] {
  const seen = new Set<string>()
  const queue = [definition.start, ...Object.keys(definition.steps)]
  const ordered: [string, Step][] = []
  for (let id = queue.shift(); id !== undefined; id = queue.shift()) {
    const step = definition.steps[id]
    if (!step || seen.has(id)) continue
    seen.add(id)
    ordered.push([id, step])
    queue.unshift(...waysOn(definition, step).map(([, to]) => to))
  }
  return ordered
}
