import { folder } from '../../core/folder.ts'
import { catalogueNames } from '../../desk/catalogue-names.ts'
import { type Rehearsal, rehearse } from '../../desk/rehearse.ts'
import { describeOperations } from '../../engine/describe-operations.ts'
import { flowGraph } from '../../engine/flow-graph.ts'
import { flowJsonSchema } from '../../engine/flow-json-schema.ts'
import { prepareBook } from '../../engine/prepare.ts'
import type { Problem } from '../../engine/problem.ts'
import { createReader } from '../../language/create-reader.ts'
import { createTexts } from '../../texts/create-texts.ts'
import { specsOfTrades } from '../../trades.ts'
import { describeProblem, flowFiles, type LoadedFlow, lintLoaded, readFlows } from '../load-flows.ts'
import { shippedCatalogue } from '../shipped-catalogue.ts'
import { drawFlow } from './draw-flow.ts'

const USAGE = `npm run flow -- lint FILE…    what is wrong with flow definitions, and what to do about it
npm run flow -- test FILE…    runs their dialogue tests
npm run flow -- graph FILE…   draws them, as Mermaid diagrams
npm run flow -- graph --svg FILE   draws one, as an SVG document
npm run flow -- schema        JSON Schema of a definition, for editors
npm run flow -- operations    what flows can call: input, outcomes, and what each gives`
const SHIPPED = folder('flows')

export interface Printer {
  out(line: string): void
  err(line: string): void
}

interface Loaded {
  readonly named: readonly LoadedFlow[]
  /** With the shipped ones that they may call. */
  readonly all: readonly LoadedFlow[]
  readonly errors: number
  readonly warnings: number
}

/** Reads and lints the named definitions; what is wrong is printed. */
function load({ out }: Printer, files: readonly string[]): Loaded {
  const { flows: named, problems } = readFlows(files)
  const names = new Set(named.map(one => one.definition.flow))
  const beside = readFlows(flowFiles(SHIPPED)).flows.filter(one => !names.has(one.definition.flow))
  const all = [...named, ...beside]
  const { operations, lists } = specsOfTrades()
  const found = [
    ...problems,
    ...lintLoaded(all, operations, lists, problems.length === 0).filter(problem => files.includes(problem.file)),
  ]
  for (const problem of found) out(`${problem.level}: ${describeProblem(problem)}`)
  const count = (level: Problem['level']) => found.filter(problem => problem.level === level).length
  return { named, all, errors: count('error'), warnings: count('warning') }
}

function lint(to: Printer, files: readonly string[]): boolean {
  const { errors, warnings } = load(to, files)
  to.out(`${counted(files.length, 'file')}: ${counted(errors, 'error')}, ${counted(warnings, 'warning')}`)
  return errors === 0
}

async function runTests(to: Printer, files: readonly string[]): Promise<boolean> {
  const { named, all, errors } = load(to, files)
  if (errors > 0) {
    to.out(`not tested: ${counted(errors, 'error')} to cure first`)
    return false
  }
  const catalogue = await shippedCatalogue()
  const book = prepareBook(
    all.map(one => ({ ...one, current: true })),
    specsOfTrades().operations,
    { named: catalogueNames(catalogue) },
  )
  const kit = { book, texts: createTexts(book), reader: createReader(catalogue) }
  let failed = 0
  let passed = 0
  for (const { definition } of named) {
    for (const test of definition.tests) {
      const rehearsal = rehearse(kit, definition, test)
      if (rehearsal.failures.length === 0) passed++
      else {
        failed++
        showFailure(to, definition.flow, rehearsal)
      }
    }
  }
  to.out(`${counted(passed + failed, 'test')}: ${passed} passed, ${failed} failed`)
  return failed === 0
}

function showFailure({ out }: Printer, flow: string, { test, failures, transcript }: Rehearsal): void {
  out(`✗ ${flow}: ${test}`)
  for (const line of failures) out(`    ${line}`)
  for (const line of transcript) out(`    | ${line.replaceAll('\n', '\n    |   ')}`)
}

function graph({ out, err }: Printer, files: readonly string[], draw = flowGraph): boolean {
  const { flows, problems } = readFlows(files)
  for (const problem of problems) err(`${problem.level}: ${describeProblem(problem)}`)
  for (const { definition } of flows) out(draw(definition))
  return problems.length === 0
}

const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`

const COMMANDS: Readonly<Record<string, (to: Printer, files: readonly string[]) => boolean | Promise<boolean>>> = {
  lint,
  test: runTests,
  graph,
}

function schema({ out }: Printer): boolean {
  out(JSON.stringify(flowJsonSchema(), null, 2))
  return true
}

function operations({ out }: Printer): boolean {
  out(JSON.stringify(describeOperations(specsOfTrades().operations), null, 2))
  return true
}

/** Of no file. */
const TELLING: Readonly<Record<string, (to: Printer) => boolean>> = { schema, operations }

/** `npm run flow` with these arguments. Gives the exit code: 0 all is well, 1 something is wrong, 2 not understood. */
export async function runFlow([name = '', ...named]: readonly string[], to: Printer): Promise<number> {
  const files = [...new Set(named)]
  const tell = TELLING[name]
  if (tell && files.length === 0) return tell(to) ? 0 : 1
  const command = COMMANDS[name]
  // A picture is a document of its own: one file, one picture.
  const picture = name === 'graph' && files[0] === '--svg'
  if (!command || files.length === 0 || (picture && files.length !== 2)) {
    to.err(USAGE)
    return 2
  }
  if (picture) return graph(to, files.slice(1), drawFlow) ? 0 : 1
  return (await command(to, files)) ? 0 : 1
}
