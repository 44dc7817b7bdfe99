import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'

/** What a process knows of the time, each time that it is asked. */
const ASKED = `
  setInterval(() => {}, 1000)
  process.on('message', () => setImmediate(() => process.send(
    [Date.now(), new Date().getTime(), Date.parse(Date()), new Date(5).getTime(), new Date() instanceof Date])))`

test('the clock of a process goes as far off as it was started with, and then as it is told', async () => {
  const child = spawn(process.execPath, ['--import', join(import.meta.dirname, 'shifted-clock.ts'), '--eval', ASKED], {
    env: { CLOCK_SHIFT_MS: '60000' },
    stdio: ['ignore', 'inherit', 'ignore', 'ipc'],
  })
  onTestFinished(() => {
    child.kill()
  })
  const ask = async (message: object) => {
    child.send(message)
    const [[now, made, written, fixed, isDate]] = await once(child, 'message')
    return [now, made, written].map(time => Math.round((time - Date.now()) / 10_000) + 0).concat(fixed, Number(isDate))
  }
  expect(await ask({})).toEqual([6, 6, 6, 5, 1])
  expect(await ask({ shiftMs: -120_000 })).toEqual([-12, -12, -12, 5, 1])
  expect(await ask({ shiftMs: 0 })).toEqual([0, 0, 0, 5, 1])
})
