import { z } from 'zod'
import { type Instant, later, MINUTE } from '../core/civil-time.ts'
import type { JsonObject, Outcome } from '../core/operation.ts'

const stub = z.strictObject({
  outcome: z.string(),
  output: z.record(z.string(), z.unknown()).default({}),
  /** Can be taken back for so many minutes. */
  act: z
    .strictObject({
      number: z.string(),
      undo: z.string(),
      input: z.record(z.string(), z.unknown()).default({}),
      minutes: z.number().default(5),
    })
    .optional(),
  person: z.record(z.string(), z.unknown()).optional(),
})

/** The outcome that a dialogue test gives an operation: one for all calls, or a list used call by call. */
export function stubOutcome(given: unknown, operation: string, count: number, now: Instant): Outcome {
  const list = Array.isArray(given) ? given : [given]
  const chosen = list[Math.min(count, list.length - 1)]
  if (chosen === undefined) throw new Error(`the test gives no outcome for ${operation}`)
  const { outcome, output, act, person } = stub.parse(chosen)
  return {
    name: outcome,
    // Test data read from YAML: JSON by nature.
    output: output as JsonObject,
    ...(act && {
      act: {
        number: act.number,
        undo: act.undo,
        input: act.input as JsonObject,
        until: later(now, act.minutes * MINUTE),
      },
    }),
    ...(person && { person }),
  }
}
