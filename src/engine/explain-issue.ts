import * as z from 'zod'
import type { Problem } from './problem.ts'

type Issue = z.core.$ZodIssue
type Explained = Pick<Problem, 'level' | 'what' | 'cure'>

/** What the schema found, in words for whoever writes definitions. `whole`: what is parsed, as `the say step`. */
export function explainIssue(issue: Issue, whole: string, schema: z.ZodType): Explained {
  const where = issue.path.map(String).join('.')
  switch (issue.code) {
    case 'unrecognized_keys': {
      const known =
        where === '' && schema instanceof z.ZodObject ? `; known are ${Object.keys(schema.shape).join(', ')}` : ''
      const what = `${where || whole} has ${issue.keys.join(', ')}, which is not known`
      return error(what, `Take it out or correct its spelling${known}.`)
    }
    case 'invalid_type': {
      const expected = PLAIN_TYPES[issue.expected] ?? issue.expected
      if (isMissing(issue)) return error(`${where} is missing in ${whole}`, `Add ${where}: ${expected}.`)
      const quoted = issue.expected === 'string' ? ' in quotation marks' : ''
      return error(`${where || whole} is not ${expected}`, `Write ${expected}${quoted} there.`)
    }
    case 'invalid_value':
      return error(`${where} has a value that is not known`, `Use one of ${issue.values.map(String).join(', ')}.`)
    case 'invalid_format':
      return error(`${where} is not in the right form`, `Write it as ${issue.message}.`)
    case 'invalid_key': {
      const what = `the name ${String(issue.path.at(-1))} is not allowed`
      return error(what, `Use ${issue.issues[0]?.message ?? 'another'}.`)
    }
    case 'too_big':
      return error(`${where} is longer than ${issue.maximum}`, 'Make it shorter, or split it.')
    case 'too_small':
      return error(`${where} is ${issue.origin === 'number' ? 'too small' : 'empty'}`, 'Write something there.')
    case 'invalid_union':
      return explainUnion(issue, whole)
    default:
      return error(`${where || whole}: ${issue.message}`, 'Correct the value.')
  }
}

const error = (what: string, cure: string): Explained => ({ level: 'error', what, cure })

const PLAIN_TYPES: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  record: 'keys with values',
  object: 'keys with values',
}

const isMissing = (issue: Issue): boolean => issue.message.includes('received undefined')

/** The form that was most likely meant, where one is nearest; else what the forms begin with. */
function explainUnion(issue: Extract<Issue, { code: 'invalid_union' }>, whole: string): Explained {
  const far = issue.errors.map(distance)
  const least = Math.min(...far)
  const nearest = issue.errors.filter((_, i) => far[i] === least)
  const [first] = nearest[0] ?? []
  const keys = new Set(
    issue.errors.flatMap(branch => branch.flatMap(one => (one.path[0] ? [String(one.path[0])] : []))),
  )
  if (first && (nearest.length === 1 || keys.size === 0)) {
    return explainIssue({ ...first, path: [...issue.path, ...first.path] }, whole, z.unknown())
  }
  const where = issue.path.map(String).join('.')
  return error(`${where} has none of the forms it can have`, `Give it one of ${[...keys].join(', ')}.`)
}

/** How far a value is from a form: another kind of thing, keys that it lacks or should not have, wrong values. */
function distance(issues: readonly Issue[]): number {
  return issues.reduce((sum, issue) => {
    if (issue.code === 'unrecognized_keys' || isMissing(issue) || isMark(issue)) return sum + 10
    return sum + (issue.path.length === 0 ? 100 : 1)
  }, 0)
}

/** `first: true` and the like: a key that says which form it is. */
const isMark = (issue: Issue): boolean => issue.code === 'invalid_value' && issue.values.length === 1
