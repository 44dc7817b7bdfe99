import type { OperationSpec } from '../core/operation.ts'
import type { FlowDefinition } from './definition.ts'
import type { Problem } from './problem.ts'

export function lintFlows(
  _files: ReadonlyMap<FlowDefinition, string>,
  _operations: ReadonlyMap<string, OperationSpec>,
  _lists: readonly string[],
): Problem[] {
  return []
}
