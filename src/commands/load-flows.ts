import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { SettingError } from '../core/errors.ts'
import type { OperationSpec } from '../core/operation.ts'
import type { Publication } from '../desk/publish.ts'
import type { FlowDefinition } from '../engine/definition.ts'
import { lintFlows } from '../engine/lint/lint-flows.ts'
import { parseDefinition } from '../engine/parse-definition.ts'
import type { Problem } from '../engine/problem.ts'
import { versionHash } from '../engine/version-hash.ts'

export interface LoadedFlow extends Publication {
  readonly file: string
}

/** Reads and parses definitions; the problems are the reader's to judge. */
export function readFlows(files: readonly string[]): { flows: LoadedFlow[]; problems: Problem[] } {
  const flows: LoadedFlow[] = []
  const problems: Problem[] = []
  for (const file of files) {
    const text = readText(file)
    const parsed = typeof text === 'string' ? parseDefinition(text, file) : { problems: [text] }
    if ('problems' in parsed) problems.push(...parsed.problems)
    else flows.push({ file, definition: parsed.definition, hash: versionHash(parsed.definition) })
  }
  return { flows, problems }
}

function readText(file: string): string | Problem {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null
    const what = code === 'EISDIR' ? 'is a folder' : code === 'ENOENT' ? 'there is no such file' : 'can not be read'
    const cure =
      code === 'EISDIR' ? `Name its files, as in ${join(file, '*.yaml')}.` : 'Check its name and who may read it.'
    return { file, step: null, level: 'error', what, cure }
  }
}

export function flowFiles(folder: string): string[] {
  return readdirSync(folder)
    .filter(name => /\.ya?ml$/.test(name))
    .sort()
    .map(name => join(folder, name))
}

/** The shipped definitions and those of a further folder, fit to be published; a bad one stops the start. */
export function loadFlows(
  folders: readonly string[],
  operations: ReadonlyMap<string, OperationSpec>,
  lists: readonly string[],
): LoadedFlow[] {
  const { flows, problems } = readFlows(folders.flatMap(flowFiles))
  const errors = [...problems, ...lintLoaded(flows, operations, lists, problems.length === 0)].filter(
    problem => problem.level === 'error',
  )
  const [first] = errors
  if (first)
    throw new SettingError(`${describeProblem(first)}${errors.length > 1 ? ` (and ${errors.length - 1} more)` : ''}`)
  return flows
}

export function lintLoaded(
  flows: readonly LoadedFlow[],
  operations: ReadonlyMap<string, OperationSpec>,
  lists: readonly string[],
  complete: boolean,
): Problem[] {
  const files = new Map<FlowDefinition, string>(flows.map(one => [one.definition, one.file]))
  return lintFlows(files, operations, lists, complete)
}

export function describeProblem(problem: Problem): string {
  return `${problem.file}${problem.step ? ` step ${problem.step}` : ''}: ${problem.what}. ${problem.cure}`
}
