import * as z from 'zod'
import type { OperationSpec } from '../core/operation.ts'

/** What flows can call, by name: shapes as JSON Schema. */
export function describeOperations(operations: ReadonlyMap<string, OperationSpec>): Readonly<Record<string, object>> {
  const shape = (type: z.ZodType) => z.toJSONSchema(type, { io: 'input', unrepresentable: 'any' })
  const described = [...operations].map(([name, { input, outcomes }]) => {
    const gives = Object.fromEntries(Object.entries(outcomes).map(([outcome, output]) => [outcome, shape(output)]))
    return [name, { input: shape(input), outcomes: gives }] as const
  })
  return Object.fromEntries(described)
}
