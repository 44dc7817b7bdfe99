import { Hono } from 'hono'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ENGINES } from '../../test/database.ts'
import { branded, type InboundId } from '../core/ids.ts'
import { raiseAlarms } from '../desk/alarms.ts'
import { eventsRoute } from './events-route.ts'
import { mountApi } from './mount-api.ts'
import { addHandoff, addResident, ORIGIN, sessionOf, type TestApp, testApp } from './test-app.ts'

const AREA = '410105006'

/** Reads a stream as it comes. */
function listen(response: Response) {
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
  const heard = { text: '', ended: false }
  const reading = (async () => {
    for (;;) {
      const part = await reader?.read()
      if (!part || part.done) break
      heard.text += part.value
    }
    heard.ended = true
  })()
  return { heard, reading, stop: () => reader?.cancel() }
}

describe.each(ENGINES)('the live stream on %s', engine => {
  let rig: TestApp
  let operator: string
  beforeAll(async () => {
    rig = await testApp(engine)
    operator = await sessionOf(rig, 'operator', 'operator', ['4101'])
  })
  afterAll(() => rig.close())

  const open = async (cookie: string, headers: Record<string, string> = {}) => {
    const stream = listen(await rig.ask('GET', '/api/events', { cookie, headers }))
    await expect.poll(() => stream.heard.text).toContain(': open')
    return stream
  }

  async function cry() {
    const resident = await addResident(rig, AREA)
    const one = { ...resident, inbound: branded<InboundId>(Date.now() % 1e9), area: AREA, silent: false }
    const raised = { ...one, class: 'fall', raisedAt: rig.clock.now } as const
    await rig.database.transaction(tx => raiseAlarms(rig.desk, tx, [raised]))
    return resident
  }

  test('tells of an alarm within a second, to those whose area it is', async () => {
    const elsewhere = await sessionOf(rig, 'elsewhere', 'operator', ['410103'])
    const [mine, theirs] = [await open(operator), await open(elsewhere)]
    const began = Date.now()
    await cry()
    await expect.poll(() => mine.heard.text, { timeout: 1_000 }).toContain('event: alarm')
    expect(Date.now() - began).toBeLessThan(1_000)
    expect(mine.heard.text).toMatch(/data: \{"kind":"alarm","id":"[0-9a-f-]{36}"\}/)
    await new Promise(resolve => setTimeout(resolve, 150))
    expect(theirs.heard.text).toBe(': open\n\n')
    await mine.stop()
    await theirs.stop()
  })

  test('tells of hand-offs, and of what is said in them', async () => {
    const resident = await addResident(rig, AREA)
    const id = await addHandoff(rig, resident, AREA)
    const stream = await open(operator)
    await rig.ask('POST', `/api/handoffs/${id}/claim`, { cookie: operator })
    await expect.poll(() => stream.heard.text).toContain(`data: {"kind":"handoff","id":"${id}"}`)
    const body = { id: crypto.randomUUID(), text: '您好' }
    await rig.ask('POST', `/api/handoffs/${id}/reply`, { cookie: operator, body })
    const said = { kind: 'message', id: resident.conversation, handoff: id, alarm: null }
    await expect.poll(() => stream.heard.text).toContain(`data: ${JSON.stringify(said)}`)
    expect(stream.heard.text).not.toContain('您好')
    await stream.stop()
  })

  test('says nothing of talks that nobody was called to', async () => {
    const resident = await addResident(rig, AREA)
    const stream = await open(operator)
    await rig.database.transaction(tx => rig.database.bell.ring(tx, 'conversation', resident.conversation))
    await new Promise(resolve => setTimeout(resolve, 200))
    expect(stream.heard.text).toBe(': open\n\n')
    await stream.stop()
  })

  test('tells whoever comes back to look again', async () => {
    const stream = await open(operator, { 'last-event-id': '1' })
    await expect.poll(() => stream.heard.text).toContain('event: refresh')
    await stream.stop()
  })
})

describe('the live stream', () => {
  test('beats while nothing happens, and ends when the session does', async () => {
    const rig = await testApp('pglite')
    const cookie = await sessionOf(rig, 'operator', 'operator', ['4101'])
    const app = new Hono().route('/api', mountApi(rig.ports, [eventsRoute(rig.ports, { heartbeat: 20, recheck: 30 })]))
    const stream = listen(await app.request(`${ORIGIN}/api/events`, { headers: { cookie } }))
    await expect.poll(() => stream.heard.text).toContain(': still here')
    await rig.ask('POST', '/api/auth/sign-out', { cookie })
    await expect.poll(() => stream.heard.ended).toBe(true)
    expect(stream.heard.text).toContain('event: signed_out')
    await rig.close()
  })

  test('ends when the desk stops', async () => {
    const rig = await testApp('pglite')
    const cookie = await sessionOf(rig, 'operator', 'operator', ['4101'])
    const stream = listen(await rig.ask('GET', '/api/events', { cookie }))
    await expect.poll(() => stream.heard.text).toContain(': open')
    await rig.close()
    await stream.reading
    expect(stream.heard.ended).toBe(true)
  })
})
