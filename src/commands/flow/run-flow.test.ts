import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { runFlow } from './run-flow.ts'

const SHIPPED = ['allergies', 'order-status', 'verify-us'].map(name => `flows/${name}.yaml`)
const TIMEOUT = { timeout: 120_000 }

interface Ran {
  readonly code: number
  readonly output: string
  readonly errors: string
}

async function flow(...args: string[]): Promise<Ran> {
  const output: string[] = []
  const errors: string[] = []
  const code = await runFlow(args, {
    out: line => output.push(`${line}\n`),
    err: line => errors.push(`${line}\n`),
  })
  return { code, output: output.join(''), errors: errors.join('') }
}

/** The same as an operator has it, in a process of its own. */
function npmRunFlow(...args: string[]): Promise<Ran> {
  const script = ['--disable-warning=ExperimentalWarning', 'src/commands/flow.ts', ...args]
  return new Promise(done => {
    execFile(process.execPath, script, (error, output, errors) =>
      done({ code: typeof error?.code === 'number' ? error.code : 0, output, errors }),
    )
  })
}

/** A shipped flow with one thing changed, in a folder of its own. */
async function changed(name: string, from: string, to: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'flow-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const text = await readFile(`flows/${name}.yaml`, 'utf8')
  expect(text).toContain(from)
  const file = join(folder, `${name}.yaml`)
  await writeFile(file, text.replace(from, to))
  return file
}

describe('lint', TIMEOUT, () => {
  test('says that nothing is wrong', async () => {
    const well = { code: 0, output: '3 files: 0 errors, 0 warnings\n', errors: '' }
    expect(await flow('lint', ...SHIPPED)).toEqual(well)
    expect(await npmRunFlow('lint', ...SHIPPED)).toEqual(well)
  })

  test('names file, step and cure', async () => {
    const file = await changed('order-status', 'one: take-one', 'one: take-on')
    expect(await flow('lint', file)).toEqual({
      code: 1,
      output:
        `error: ${file} step look: leads by one to the step take-on, which is not there. ` +
        'Use take-one, if that was meant.\n1 file: 1 error, 0 warnings\n',
      errors: '',
    })
  })

  test('lets warnings pass', async () => {
    const file = await changed('verify-us', '    title: Is this really us?\n', '')
    const { code, output } = await flow('lint', file)
    expect(output).toContain(`warning: ${file}: the text title is missing in en. Add it under texts, en.`)
    expect(output).toContain('1 file: 0 errors, 1 warning')
    expect(code).toBe(0)
  })

  test('tells broken YAML, a file that is not there and a folder in a sentence', async () => {
    const file = await changed('verify-us', 'start: never', 'start: [never')
    const { code, output } = await flow('lint', file, '/nowhere/tea.yaml', 'flows')
    expect(output).toMatch(/^error: \S+verify-us.yaml: line \d+: .*Correct the YAML there/m)
    expect(output).toContain('error: /nowhere/tea.yaml: there is no such file. Check its name')
    expect(output).toContain('error: flows: is a folder. Name its files, as in flows/*.yaml.')
    expect(code).toBe(1)
  })
})

describe('test', TIMEOUT, () => {
  test('counts what passed', async () => {
    expect(await flow('test', 'flows/order-status.yaml')).toEqual({
      code: 0,
      output: '3 tests: 3 passed, 0 failed\n',
      errors: '',
    })
  })

  test('shows what was said where it failed', async () => {
    const file = await changed('order-status', '您現在沒有訂餐。要訂', '沒有。要訂')
    const failed = await flow('test', file)
    expect(failed.output).toBe(
      [
        "✗ order-status: nothing is ordered, in Taiwan's words",
        '    turn 2: not said: 您現在沒有訂餐',
        '    said: 沒有。要訂請說「訂餐」。',
        '    | > {"user":"我的訂單"}',
        '    |   [meals.orders {"only":"open"}]',
        '    | bot: 沒有。要訂請說「訂餐」。',
        '3 tests: 2 passed, 1 failed',
        '',
      ].join('\n'),
    )
    expect(failed.code).toBe(1)
  })

  test('tests nothing that the lint refuses', async () => {
    const file = await changed('order-status', 'one: take-one', 'one: take-on')
    const { code, output } = await flow('test', file)
    expect(output).toContain('not tested: 1 error to cure first')
    expect(code).toBe(1)
  })
})

describe('graph', TIMEOUT, () => {
  test('draws every step', async () => {
    const { code, output } = await flow('graph', 'flows/verify-us.yaml')
    expect(output).toContain('flowchart TD\n  start((verify-us)) --> s_never\n')
    expect(output).toContain('  s_never --> s_check\n')
    expect(code).toBe(0)
  })

  test('draws a flow that leads nowhere, so that one sees where, and nothing of one that can not be read', async () => {
    const file = await changed('verify-us', 'next: check', 'next: chek')
    expect((await flow('graph', file)).output).toContain('  s_never --> s_chek\n')
    const broken = await npmRunFlow('graph', await changed('verify-us', 'start: never', 'begin: never'))
    expect(broken.output).toBe('')
    expect(broken.errors).toContain('start is missing in the definition')
    expect(broken.code).toBe(1)
  })

  test('draws one flow as an SVG document, the same each time', async () => {
    const { code, output } = await flow('graph', '--svg', 'flows/verify-us.yaml')
    expect(output).toMatch(/^<svg [\s\S]*<\/svg>\n$/)
    expect(code).toBe(0)
    expect(await npmRunFlow('graph', '--svg', 'flows/verify-us.yaml')).toEqual({ code, output, errors: '' })
  })

  test('ends quietly when whoever reads it has read enough', async () => {
    const script = ['--disable-warning=ExperimentalWarning', 'src/commands/flow.ts', 'schema']
    const child = spawn(process.execPath, script, { stdio: ['ignore', 'pipe', 'pipe'] })
    child.stdout.destroy()
    const errors: string[] = []
    child.stderr.on('data', chunk => errors.push(String(chunk)))
    const [code] = await once(child, 'close')
    expect({ code, errors }).toEqual({ code: 0, errors: [] })
  })
})

test.each([
  [[]],
  [['lint']],
  [['dance', 'flows/verify-us.yaml']],
  [['graph', '--svg']],
  [['graph', '--svg', 'flows/verify-us.yaml', 'flows/order-status.yaml']],
])('%j shows how it is used', TIMEOUT, async args => {
  const { code, output, errors } = await flow(...args)
  expect({ code, output }).toEqual({ code: 2, output: '' })
  expect(errors).toContain('npm run flow -- lint FILE…')
})
