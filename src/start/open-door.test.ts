import { Agent, request } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import { openDoor } from './open-door.ts'

test('a door closes though somebody keeps asking over the same connection, and whoever asked before is answered', async () => {
  const door = await openDoor({ host: '127.0.0.1', port: 0 })
  door.serve(async () => {
    await pause(20)
    return new Response('here')
  })
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  onTestFinished(() => agent.destroy())
  const ask = () =>
    new Promise<number | undefined>((resolve, reject) => {
      const asked = request({ host: '127.0.0.1', port: door.port, agent }, answer => {
        answer.resume().on('end', () => resolve(answer.statusCode))
      })
      asked.on('error', reject).end()
    })
  expect(await ask()).toBe(200)
  const answers: (number | undefined)[] = []
  const asking = (async () => {
    for (;;) answers.push(await ask())
  })().catch((error: NodeJS.ErrnoException) => error.code)
  await pause(50)
  const began = performance.now()
  await door.close()
  expect(performance.now() - began).toBeLessThan(1_000)
  // Reset: it was about to be let in when the door closed.
  expect(['ECONNREFUSED', 'ECONNRESET']).toContain(await asking)
  expect(answers.length).toBeGreaterThan(1)
  expect(new Set(answers)).toEqual(new Set([200]))
})
