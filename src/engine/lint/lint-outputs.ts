import * as z from 'zod'
import type { FlowDefinition } from '../definition.ts'
import { parseExpression } from '../expression.ts'
import { expressionsOf } from '../expressions-of.ts'
import { ELEMENT, type Path, pathsOf } from './expression-paths.ts'
import { slotsOf } from './lint-steps.ts'
import type { Known, Report } from './linting.ts'

/**
 * What is read of a kept outcome must be something that the operation gives: anything else reads as null, and leaves a
 * gap where it is said. Only slots that nothing but calls fill are looked at.
 */
export function lintOutputs(definition: FlowDefinition, known: Known, report: Report): void {
  const shapes = shapesOf(definition, known)
  for (const { source, step, slot, each } of expressionsOf(definition)) {
    const list = each === undefined ? [] : readPaths(each).flatMap(path => found(shapes, path))
    for (const path of readPaths(source)) {
      const [root, name = ''] = path
      const here = step === null && slot ? `slot ${slot}, ` : ''
      if (root === 'slots' && shapes.has(name) && found(shapes, path).length === 0) {
        report(step, `${here}${source}: no call gives ${path.slice(2).join('.')} to ${name}`, CURE)
      }
      if (root === 'item' && list.length > 0 && list.every(one => at(one, [ELEMENT, ...path.slice(1)]) === null)) {
        report(step, `${here}${source}: ${each} has no ${path.slice(1).join('.')}`, CURE)
      }
    }
  }
}

const CURE = "Correct its name, or look up what the operation's outcomes hold."

function readPaths(source: string): Path[] {
  try {
    return pathsOf(parseExpression(source))
  } catch {
    // Not an expression at all: lintExpressions says so.
    return []
  }
}

/** Slot → shapes of all outcomes that it may hold; without the slots that are filled in other ways too. */
function shapesOf(definition: FlowDefinition, known: Known): Map<string, z.ZodType[]> {
  const shapes = new Map<string, z.ZodType[]>()
  const otherwise = new Set(given(definition, known))
  for (const step of Object.values(definition.steps)) {
    const operation = step.kind === 'call' ? known.operations.get(step.call) : undefined
    if (step.kind === 'call' && step.keep !== undefined && operation) {
      shapes.set(step.keep, [...(shapes.get(step.keep) ?? []), ...Object.values(operation.outcomes)])
    } else for (const slot of slotsOf(step)) otherwise.add(slot)
  }
  for (const slot of otherwise) shapes.delete(slot)
  return shapes
}

/** Slots that callers hand over, a signal brings, or another flow shares. */
export function given(definition: FlowDefinition, { flows }: Known): readonly string[] {
  const brought = definition.triggers.flatMap(trigger => {
    if ('signal' in trigger) return Object.keys(definition.slots)
    if (!('command' in trigger) || trigger.within === undefined) return []
    return Object.keys(flows.get(trigger.within)?.slots ?? {})
  })
  const handed = [...flows.values()].flatMap(flow =>
    Object.values(flow.steps).flatMap(step =>
      step.kind === 'sub' && step.sub === definition.flow ? Object.keys(step.with ?? {}) : [],
    ),
  )
  return [...brought, ...handed]
}

function found(shapes: ReadonlyMap<string, readonly z.ZodType[]>, [root, name = '', ...rest]: Path): z.ZodType[] {
  if (root !== 'slots') return []
  return (shapes.get(name) ?? []).flatMap(shape => at(shape, rest) ?? [])
}

/** The schema below a path; null: there is none. Where a shape is open, anything may be there. */
function at(schema: z.ZodType, path: Path): z.ZodType | null {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable) {
    // Both unwrap to a schema; their types say less.
    return at(schema.unwrap() as z.ZodType, path)
  }
  const [first, ...rest] = path
  if (first === undefined) return schema
  if (schema instanceof z.ZodObject) {
    const field: z.ZodType | undefined = schema.shape[first]
    return field ? at(field, rest) : null
  }
  if (schema instanceof z.ZodArray) return first === ELEMENT ? at(schema.element as z.ZodType, rest) : null
  return schema instanceof z.ZodString || schema instanceof z.ZodNumber || schema instanceof z.ZodBoolean
    ? null
    : schema
}
