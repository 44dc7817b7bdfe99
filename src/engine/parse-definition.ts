import * as z from 'zod'
import { type FlowDefinition, flowSchema, STEP_KINDS, type Step, type StepKind, stepSchemas } from './definition.ts'
import { explainIssue } from './explain-issue.ts'
import type { Problem } from './problem.ts'
import { readYaml } from './read-yaml.ts'

export type ParsedDefinition = { readonly definition: FlowDefinition } | { readonly problems: Problem[] }

/** A definition from YAML; each problem names file, step and cure. References are the lint's. */
export function parseDefinition(text: string, file: string): ParsedDefinition {
  const read = readYaml(text, file)
  return 'problems' in read ? read : checkDefinition(read.value, file)
}

/** The same from plain data: what an editor sends, or an export from the database. */
export function checkDefinition(value: unknown, file: string): ParsedDefinition {
  const raw = flowSchema.safeParse(value)
  if (!raw.success) {
    return {
      problems: raw.error.issues.map(issue => ({
        ...explainIssue(issue, 'the definition', flowSchema),
        file,
        step: stepOf(issue.path),
      })),
    }
  }
  const problems: Problem[] = []
  const steps: Record<string, Step> = {}
  for (const [id, step] of Object.entries(raw.data.steps)) {
    const parsed = parseStep(step, id, file)
    if ('problems' in parsed) problems.push(...parsed.problems)
    else steps[id] = parsed.step
  }
  return problems.length > 0 ? { problems } : { definition: { ...raw.data, steps } }
}

function parseStep(value: unknown, id: string, file: string): { step: Step } | { problems: Problem[] } {
  const fields = z.record(z.string(), z.unknown()).safeParse(value)
  const kind = fields.success ? kindOf(fields.data) : null
  if (!fields.success || !kind) {
    const what = 'a step of no known kind'
    return {
      problems: [{ file, step: id, level: 'error', what, cure: `Start it with one of ${STEP_KINDS.join(', ')}.` }],
    }
  }
  const { kind: _stored, ...rest } = fields.data
  const parsed = stepSchemas[kind].safeParse(rest)
  if (!parsed.success) {
    return {
      problems: parsed.error.issues.map(issue => ({
        ...explainIssue(issue, `the ${kind} step`, stepSchemas[kind]),
        file,
        step: id,
      })),
    }
  }
  // The kind picked the schema, so that data and kind fit; the type system cannot follow the look-up.
  return { step: { ...parsed.data, kind } as Step }
}

/** The key that names the kind. Several kinds take a `say` beside their own. */
function kindOf(fields: Readonly<Record<string, unknown>>): StepKind | null {
  const found = STEP_KINDS.filter(kind => kind in fields)
  return found.find(kind => kind !== 'say') ?? found[0] ?? null
}

function stepOf(path: readonly PropertyKey[]): string | null {
  return path[0] === 'steps' && path[1] !== undefined ? String(path[1]) : null
}
