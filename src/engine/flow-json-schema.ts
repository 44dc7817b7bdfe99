import * as z from 'zod'
import { flowSchema, stepSchemas } from './definition.ts'

/** JSON Schema of `flow/1`, for completion and checks in editors. What it can not say, the lint says. */
export function flowJsonSchema(): object {
  const steps = z.record(z.string(), z.union(Object.values(stepSchemas)))
  return {
    title: 'flow/1',
    ...z.toJSONSchema(flowSchema.extend({ steps }), { io: 'input', unrepresentable: 'any' }),
  }
}
