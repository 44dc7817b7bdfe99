import { type CivilDate, isoWeekday } from '../core/civil-time.ts'
import type { VersionHash } from '../core/ids.ts'
import type { Localised } from '../core/language.ts'
import type { OperationSpec } from '../core/operation.ts'
import type { FlowDefinition } from './definition.ts'
import { compileExpression, type Expression } from './expression.ts'
import { expressionsOf } from './expressions-of.ts'
import type { FlowBook, PreparedFlow } from './step.ts'
import { indexWishes } from './wish-index.ts'

export interface BookVersion {
  readonly hash: VersionHash
  readonly definition: FlowDefinition
  /** False: only for talks that still hold it. */
  readonly current: boolean
}

/** What a book knows from outside the definitions. */
export interface BookAids {
  /** Items by list and id, areas as list `areas`. */
  readonly named?: (list: string, id: string) => Localised | null
  /** Missing: Monday to Friday. */
  readonly workday?: (date: CivilDate) => boolean
}

/** Prepared once a definition, however often books are made anew around it. */
const prepared = new WeakMap<FlowDefinition, PreparedFlow>()

export function prepareBook(
  versions: readonly BookVersion[],
  operations: ReadonlyMap<string, OperationSpec>,
  aids: BookAids = {},
): FlowBook {
  const byHash = new Map<VersionHash, PreparedFlow>()
  const current = new Map<string, PreparedFlow>()
  for (const version of versions) {
    const flow = prepareFlow(version)
    byHash.set(version.hash, flow)
    if (version.current) current.set(version.definition.flow, flow)
  }
  const flows = [...current.values()]
  return {
    flows,
    wishes: indexWishes(flows),
    current: name => current.get(name) ?? null,
    version: hash => byHash.get(hash) ?? null,
    operation: name => operations.get(name) ?? null,
    named: aids.named ?? (() => null),
    workday: aids.workday ?? (date => isoWeekday(date) < 6),
  }
}

function prepareFlow({ hash, definition }: BookVersion): PreparedFlow {
  const known = prepared.get(definition)
  if (known?.hash === hash) return known
  const expressions = new Map<string, Expression>()
  for (const { source } of expressionsOf(definition)) {
    if (!expressions.has(source)) expressions.set(source, compileExpression(source))
  }
  const flow: PreparedFlow = { hash, definition, expressions }
  prepared.set(definition, flow)
  return flow
}
