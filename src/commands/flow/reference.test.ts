import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { SLOT_TYPES } from '../../core/reading.ts'
import { flowSchema, STEP_KINDS, slotSchema } from '../../engine/definition.ts'
import { FUNCTIONS, MACROS, METHODS } from '../../engine/expression-functions.ts'
import { FORMATS } from '../../texts/formats.ts'
import { readFlows } from '../load-flows.ts'
import { runFlow } from './run-flow.ts'

const reference = readFileSync('flows/README.md', 'utf8')
const examples = [...reference.matchAll(/^```yaml\n(format: flow\/1\nflow: (\S+)[\s\S]*?)^```/gm)]

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'flow-reference-'))
  for (const [, text = '', name] of examples) writeFileSync(join(folder, `${name}.yaml`), text)
})
afterAll(() => rmSync(folder, { recursive: true }))

async function run(command: string): Promise<string> {
  const said: string[] = []
  const files = examples.map(([, , name]) => join(folder, `${name}.yaml`))
  await runFlow([command, ...files], { out: line => said.push(line), err: line => said.push(line) })
  return said.join('\n')
}

test('the flows of the reference have nothing to be said against', async () => {
  expect(await run('lint')).toBe('3 files: 0 errors, 0 warnings')
})

test('the tests of the flows of the reference pass', async () => {
  expect(await run('test')).toBe('4 tests: 4 passed, 0 failed')
})

test.each(STEP_KINDS)('a flow of the reference has a step of the kind %s', kind => {
  const { flows } = readFlows(examples.map(([, , name]) => join(folder, `${name}.yaml`)))
  const kinds = flows.flatMap(({ definition }) => Object.values(definition.steps).map(step => step.kind))
  expect(kinds).toContain(kind)
})

test.each([
  ...SLOT_TYPES,
  ...Object.keys(flowSchema.shape),
  ...Object.keys(slotSchema.shape),
  ...FUNCTIONS,
  ...METHODS,
  ...MACROS,
  ...Object.keys(FORMATS).filter(name => name !== 'count'),
])('the reference tells of %s', word => {
  expect(reference).toMatch(new RegExp(`[\`.{ (]${word}\\b`))
})
