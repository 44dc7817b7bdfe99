import { type Instant, later, MINUTE } from '../core/civil-time.ts'
import type { JsonObject, Outcome } from '../core/operation.ts'
import type { TestStub } from '../engine/definition.ts'

/** The outcome that a dialogue test gives an operation: one for all calls, or a list used call by call. */
export function stubOutcome(
  given: TestStub | readonly TestStub[] | undefined,
  operation: string,
  count: number,
  now: Instant,
): Outcome {
  const list = isList(given) ? given : given ? [given] : []
  const chosen = list[Math.min(count, list.length - 1)]
  if (!chosen) throw new Error(`the test gives no outcome for ${operation}`)
  const { outcome, output, act, person } = chosen
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

// Array.isArray does not narrow a readonly array.
const isList = (given: TestStub | readonly TestStub[] | undefined): given is readonly TestStub[] => Array.isArray(given)
