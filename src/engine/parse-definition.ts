import { z } from 'zod'
import { type FlowDefinition, flowSchema, STEP_KINDS, type Step, type StepKind, stepSchemas } from './definition.ts'
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
      problems: raw.error.issues.map(issue => explain(issue, file, stepOf(issue.path), 'the definition', flowSchema)),
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
    return { problems: parsed.error.issues.map(issue => explain(issue, file, id, `a ${kind} step`, stepSchemas[kind])) }
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

function explain(
  issue: z.core.$ZodIssue,
  file: string,
  step: string | null,
  whole: string,
  schema: z.ZodType,
): Problem {
  const where = issue.path.map(String).join('.')
  const problem = (what: string, cure: string): Problem => ({ file, step, level: 'error', what, cure })
  switch (issue.code) {
    case 'unrecognized_keys': {
      const known =
        where === '' && schema instanceof z.ZodObject ? `; known are ${Object.keys(schema.shape).join(', ')}` : ''
      return problem(
        `${where || whole} has ${issue.keys.join(', ')}, which is not known`,
        `Take it out or correct its spelling${known}.`,
      )
    }
    case 'invalid_type': {
      const missing = issue.message.includes('received undefined')
      if (missing) return problem(`${where} is missing in ${whole}`, `Add ${where} (${issue.expected}).`)
      return problem(
        `${where || whole} should be of type ${issue.expected}`,
        `Write a value of type ${issue.expected} there.`,
      )
    }
    case 'invalid_value':
      return problem(`${where} has a value that is not known`, `Use one of ${issue.values.map(String).join(', ')}.`)
    case 'invalid_format':
      return problem(`${where} is not in the right form`, `Write it as ${issue.message}.`)
    case 'invalid_key':
      return problem(
        `the name ${String(issue.path.at(-1))} is not allowed`,
        `Use ${issue.issues[0]?.message ?? 'another'}.`,
      )
    case 'invalid_union':
      return problem(
        `${where} has none of the forms it can have`,
        `Check its keys against the format: ${unionHint(issue)}.`,
      )
    default:
      return problem(`${where || whole}: ${issue.message}`, 'Correct the value.')
  }
}

function unionHint(issue: Extract<z.core.$ZodIssue, { code: 'invalid_union' }>): string {
  const hints = issue.errors.map(
    branch => branch.map(one => `${one.path.map(String).join('.')} ${one.message}`.trim())[0],
  )
  return [...new Set(hints.filter(hint => hint !== undefined))].join(' / ') || 'flow/1'
}
