import { describe, expect, test } from 'vitest'
import { describeProblem, flowFiles, lintLoaded, readFlows } from '../src/commands/load-flows.ts'
import { shippedCatalogue } from '../src/commands/shipped-catalogue.ts'
import { catalogueNames } from '../src/desk/catalogue-names.ts'
import { rehearse } from '../src/desk/rehearse.ts'
import { prepareBook } from '../src/engine/prepare.ts'
import { createReader } from '../src/language/create-reader.ts'
import { createTexts } from '../src/texts/create-texts.ts'
import { specsOfTrades } from '../src/trades.ts'

const { flows, problems } = readFlows(flowFiles('flows'))
const { operations, lists } = specsOfTrades()

test('the shipped flows have no fault that the lint knows', () => {
  expect([...problems, ...lintLoaded(flows, operations, lists, true)].map(describeProblem)).toEqual([])
})

const catalogue = await shippedCatalogue()
const book = prepareBook(
  flows.map(one => ({ ...one, current: true })),
  operations,
  { named: catalogueNames(catalogue) },
)
const kit = { book, texts: createTexts(book), reader: createReader(catalogue) }

const tested = flows.filter(one => one.definition.tests.length > 0)

describe.each(tested.map(one => [one.definition.flow, one.definition] as const))('flow %s', (_, definition) => {
  test.each(definition.tests.map(one => [one.name, one] as const))('%s', (_, dialogue) => {
    const { failures, transcript } = rehearse(kit, definition, dialogue)
    expect(failures.length === 0 ? [] : [...failures, ...transcript]).toEqual([])
  })
})
