import { catalogueNames } from '../desk/catalogue-names.ts'
import { rehearse } from '../desk/rehearse.ts'
import { flowGraph } from '../engine/flow-graph.ts'
import { prepareBook } from '../engine/prepare.ts'
import { createReader } from '../language/create-reader.ts'
import { createTexts } from '../texts/create-texts.ts'
import { specsOfTrades } from '../trades.ts'
import { describeProblem, flowFiles, type LoadedFlow, lintLoaded, readFlows } from './load-flows.ts'
import { shippedCatalogue } from './shipped-catalogue.ts'

const USAGE = 'npm run flow -- lint|test|graph FILE…'
const SHIPPED = new URL('../../flows', import.meta.url).pathname

const out = (line: string) => process.stdout.write(`${line}\n`)

/** The named definitions, with the shipped ones that they may call beside them. */
function load(files: readonly string[]): { named: LoadedFlow[]; all: LoadedFlow[]; errors: number } {
  const { flows: named, problems } = readFlows(files)
  const names = new Set(named.map(one => one.definition.flow))
  const beside = readFlows(flowFiles(SHIPPED)).flows.filter(one => !names.has(one.definition.flow))
  const all = [...named, ...beside]
  const { operations, lists } = specsOfTrades()
  const found = [...problems, ...lintLoaded(all, operations, lists).filter(problem => files.includes(problem.file))]
  for (const problem of found) out(`${problem.level}: ${describeProblem(problem)}`)
  return { named, all, errors: found.filter(problem => problem.level === 'error').length }
}

function lint(files: readonly string[]): number {
  const { named, errors } = load(files)
  out(`${named.length} flows, ${errors} errors`)
  return errors
}

async function runTests(files: readonly string[]): Promise<number> {
  const { named, all, errors } = load(files)
  if (errors > 0) return errors
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
      const { failures, transcript } = rehearse(kit, definition, test)
      if (failures.length === 0) passed++
      else {
        failed++
        out(`✗ ${definition.flow}: ${test.name}`)
        for (const line of [...failures, ...transcript]) out(`    ${line}`)
      }
    }
  }
  out(`${passed} passed, ${failed} failed`)
  return failed
}

function graph(files: readonly string[]): number {
  const { named, errors } = load(files)
  for (const { definition } of named) out(flowGraph(definition))
  return errors
}

const COMMANDS: Readonly<Record<string, (files: readonly string[]) => number | Promise<number>>> = {
  lint,
  test: runTests,
  graph,
}

const [name = '', ...files] = process.argv.slice(2)
const command = COMMANDS[name]
if (!command || files.length === 0) {
  process.stderr.write(`${USAGE}\n`)
  process.exitCode = 2
} else {
  process.exitCode = (await command(files)) > 0 ? 1 : 0
}
