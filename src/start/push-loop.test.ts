import { createServer, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { branded, type InboundId } from '../core/ids.ts'
import { raiseAlarms } from '../desk/alarms.ts'
import { addResident, type TestApp, testApp } from '../http/test-app.ts'
import { createPushLoop, type PushLoop } from './push-loop.ts'

let rig: TestApp
let server: Server
let loop: PushLoop
let waiting: ServerResponse[]
beforeEach(async () => {
  rig = await testApp('postgres')
  waiting = []
  server = createServer((request, response) => {
    request.resume()
    waiting.push(response)
  })
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo // an internet server that listens has one
  loop = createPushLoop(rig.desk, { url: `http://127.0.0.1:${port}/`, publicUrl: 'https://desk.example.org' })
  loop.start()
})
afterEach(async () => {
  for (const response of waiting) response.writeHead(204).end()
  await loop.stop()
  server.closeAllConnections()
  await new Promise(done => server.close(done))
  await rig.close()
})

async function cry(nth: number): Promise<void> {
  const resident = await addResident(rig, '410105001')
  const raised = { ...resident, inbound: branded<InboundId>(nth), area: '410105001', silent: false }
  await rig.database.transaction(tx =>
    raiseAlarms(rig.desk, tx, [{ ...raised, class: 'fall', raisedAt: rig.clock.now }]),
  )
}

test('an alarm is told within a second while calls for earlier ones hang', async () => {
  for (const nth of [1, 2, 3]) {
    await cry(nth)
    await expect.poll(() => waiting.length, { timeout: 1_000 }).toBe(nth)
  }
})
