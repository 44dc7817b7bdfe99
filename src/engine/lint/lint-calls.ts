import * as z from 'zod'
import type { OperationSpec } from '../../core/operation.ts'
import type { FlowDefinition, StepOf } from '../definition.ts'
import { compileExpression } from '../expression.ts'
import { type Known, oneOf, type Report } from './linting.ts'

/** Calls and the operations that they name: outcomes wired, input as the operation takes it. */
export function lintCalls(definition: FlowDefinition, known: Known, report: Report): void {
  for (const [id, step] of Object.entries(definition.steps)) {
    if (step.kind !== 'call') continue
    const operation = known.operations.get(step.call)
    if (!operation) {
      report(id, `calls ${step.call}, which no trade has`, oneOf(step.call, known.operations.keys()))
      continue
    }
    lintOutcomes(id, step, operation, report)
    lintInput(id, step, operation, report)
    const kept = step.keep === undefined ? undefined : definition.slots[step.keep]
    if (kept && kept.type !== 'data') {
      report(id, `keeps the outcome in ${step.keep}, a slot of type ${kept.type}`, 'Keep it in a slot of type data.')
    }
  }
}

function lintOutcomes(id: string, step: StepOf<'call'>, operation: OperationSpec, report: Report): void {
  for (const name of Object.keys(operation.outcomes)) {
    if (!step.outcomes[name]) report(id, `the outcome ${name} of ${step.call} leads nowhere`, 'Add it under outcomes.')
  }
  for (const name of Object.keys(step.outcomes)) {
    if (operation.outcomes[name]) continue
    report(id, `${step.call} has no outcome ${name}`, oneOf(name, Object.keys(operation.outcomes)))
  }
}

function lintInput(id: string, step: StepOf<'call'>, operation: OperationSpec, report: Report): void {
  if (!(operation.input instanceof z.ZodObject)) return
  // A ZodObject's fields are schemas; its type says only that there are some.
  const fields = operation.input.shape as Readonly<Record<string, z.ZodType>>
  for (const [name, field] of Object.entries(fields)) {
    if (step.with?.[name] === undefined && !field.safeParse(undefined).success) {
      report(id, `${step.call} needs ${name}, which is not given`, `Add ${name} under with.`)
    }
  }
  for (const [name, source] of Object.entries(step.with ?? {})) {
    const field = fields[name]
    if (!field) report(id, `${step.call} takes no ${name}`, oneOf(name, Object.keys(fields)))
    else if (isRefused(field, source)) {
      report(id, `${step.call} does not take ${source} as ${name}`, 'Give a value that the operation takes.')
    }
  }
}

/** A value that is the same in every talk, and that the operation would refuse in every talk. */
function isRefused(field: z.ZodType, source: string): boolean {
  try {
    const { uses, evaluate } = compileExpression(source)
    return uses.length === 0 && !field.safeParse(evaluate({})).success
  } catch {
    // Not an expression at all: lintExpressions says so.
    return false
  }
}
