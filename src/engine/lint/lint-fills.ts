import type { FlowDefinition } from '../definition.ts'
import { compileExpression } from '../expression.ts'
import { expressionsOf } from '../expressions-of.ts'
import { ONLY_ASKED } from '../fill.ts'
import { given } from './lint-outputs.ts'
import { slotsOf } from './lint-steps.ts'
import type { Known, Report } from './linting.ts'

/** Slots that are read and never filled are empty in every talk; those that nothing names are left over. */
export function lintFills(definition: FlowDefinition, known: Known, report: Report): void {
  const filled = new Set([...given(definition, known), ...Object.values(definition.steps).flatMap(slotsOf)])
  const read = slotsRead(definition)
  for (const [name, slot] of Object.entries(definition.slots)) {
    // Taken from what is said in passing, while the flow goes on.
    if (filled.has(name) || (slot.prefill !== false && !ONLY_ASKED.includes(slot.type))) continue
    // Whoever calls it may be in the file that could not be read.
    if (read.has(name) && !known.complete) continue
    if (read.has(name)) {
      report(null, `the slot ${name} is read, and nothing fills it`, 'Ask for it, set it, or keep an outcome in it.')
    } else report(null, `the slot ${name} is used nowhere`, 'Take it out.', 'warning')
  }
}

function slotsRead(definition: FlowDefinition): Set<string> {
  const read = new Set<string>()
  for (const { source } of expressionsOf(definition)) {
    try {
      for (const { variable, field } of compileExpression(source).uses)
        if (variable === 'slots' && field) read.add(field)
    } catch {
      // Not an expression at all: lintExpressions says so.
    }
  }
  return read
}
