import type { FlowDefinition } from '../definition.ts'
import { parseExpression } from '../expression.ts'
import { pathsOf } from './expression-paths.ts'
import type { Known, Report } from './linting.ts'

/** What an elder told the desk alone is not passed on to the family by a flow; each relative sees what was agreed. */
export function lintNotices(definition: FlowDefinition, _known: Known, report: Report): void {
  for (const [id, step] of Object.entries(definition.steps)) {
    if (step.kind !== 'notify' || step.notify !== 'relatives') continue
    for (const source of Object.values(step.with ?? {})) {
      for (const name of personalSlots(definition, source)) {
        report(id, `tells relatives the personal slot ${name}`, 'Leave it out, or tell staff, who may look it up.')
      }
    }
  }
}

function personalSlots(definition: FlowDefinition, source: string): string[] {
  try {
    const read = pathsOf(parseExpression(source)).flatMap(([root, slot]) => (root === 'slots' && slot ? [slot] : []))
    return read.filter(slot => definition.slots[slot]?.personal)
  } catch {
    // Not an expression at all: lintExpressions says so.
    return []
  }
}
