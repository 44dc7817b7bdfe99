import type { OperationSpec } from '../../core/operation.ts'
import type { FlowDefinition } from '../definition.ts'
import type { Problem } from '../problem.ts'

/** Takes down what is wrong with one definition. `step` null: with its head, a slot or a text. */
export type Report = (step: string | null, what: string, cure: string, level?: Problem['level']) => void

/** What a definition may refer to. */
export interface Known {
  /** All flows that are published together, by name. */
  readonly flows: ReadonlyMap<string, FlowDefinition>
  readonly operations: ReadonlyMap<string, OperationSpec>
  readonly lists: readonly string[]
  /** False: a file could not be read, so that what refers to its flow, or is called by it, can't be judged. */
  readonly complete: boolean
}

/** The cure for a name that is not there: the one that was probably meant, else what there is. */
export function oneOf(wrong: string, names: Iterable<string>): string {
  const there = [...new Set(names)].sort()
  const apart = there.map(name => distance(wrong, name))
  const least = Math.min(...apart)
  const near = there.filter((_, i) => apart[i] === least)
  if (least <= (wrong.length > 4 ? 2 : 1)) return `Use ${near.join(' or ')}, if that was meant.`
  return there.length === 0 ? 'Take it out; there is none.' : `Use one of ${there.join(', ')}.`
}

/** Letters to change, add or take out. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (const [i, letter] of [...a].entries()) {
    const next = [i + 1]
    for (const [j, other] of [...b].entries()) {
      const swapped = (row[j] ?? 0) + (letter === other ? 0 : 1)
      next.push(Math.min(swapped, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1))
    }
    row = next
  }
  return row[b.length] ?? 0
}
