import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { type DeskProcess, startDeskProcess } from '../desk-process.ts'

async function freshFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'desk-start-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return join(folder, 'data')
}

async function started(env: Record<string, string>): Promise<DeskProcess> {
  const desk = await startDeskProcess({ env })
  onTestFinished(async () => {
    await desk.stop('SIGKILL')
  })
  return desk
}

test('a fresh folder becomes a desk, for its owner alone, and starts again with the same sign-ins', async () => {
  const DATA_DIR = await freshFolder()
  const first = await started({ DATA_DIR })
  expect((await stat(DATA_DIR)).mode & 0o777).toBe(0o700)
  const signIn = /operator1 \/ \S+/.exec(first.output())?.[0]
  expect(signIn).toBeDefined()
  expect(await first.stop()).toBe(0)
  const second = await started({ DATA_DIR })
  expect(second.output()).toContain(signIn)
  expect(await second.stop()).toBe(0)
})

test('a second process on the same folder is refused with a sentence', async () => {
  const DATA_DIR = await freshFolder()
  await started({ DATA_DIR })
  await expect(startDeskProcess({ env: { DATA_DIR } })).rejects.toThrow('is in use by another process')
})
