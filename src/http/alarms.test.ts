import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { alarm, auditLog } from '../../db/schema/index.ts'
import { eq } from '../../db/sql.ts'
import { ENGINES } from '../../test/database.ts'
import type { AlarmClass } from '../core/alarm.ts'
import { branded, type InboundId } from '../core/ids.ts'
import { escalateAlarms, raiseAlarms } from '../desk/alarms.ts'
import { pushAlarms } from '../desk/push-alarms.ts'
import { alarmDetailSchema, alarmListSchema } from './api.ts'
import { addHandoff, addResident, later, type Resident, sessionOf, type TestApp, testApp } from './test-app.ts'

const AREA = '410105006'
const MINUTE = 60_000

describe.each(ENGINES)('alarms on %s', engine => {
  let rig: TestApp
  let operator: string
  let other: string
  let elsewhere: string
  let inbound = 1
  beforeAll(async () => {
    rig = await testApp(engine)
    operator = await sessionOf(rig, 'operator', 'operator', ['4101'])
    other = await sessionOf(rig, 'other', 'supervisor', ['410105'])
    elsewhere = await sessionOf(rig, 'elsewhere', 'operator', ['410103'])
  })
  afterAll(() => rig.close())
  afterEach(() => rig.database.db.delete(alarm))

  function cry(whose: Resident, kind: AlarmClass = 'fall', id = inbound++) {
    const { contact, conversation } = whose
    const event = branded<InboundId>(id)
    return { inbound: event, contact, conversation, area: AREA, class: kind, silent: false, raisedAt: rig.clock.now }
  }
  const raise = (...alarms: ReturnType<typeof cry>[]) =>
    rig.database.transaction(tx => raiseAlarms(rig.desk, tx, alarms))
  const escalate = () => rig.database.transaction(tx => escalateAlarms(rig.desk, tx, rig.clock.now))
  const stored = () => rig.database.db.select().from(alarm).orderBy(alarm.raisedAt, alarm.id)
  const listed = async (cookie = operator) =>
    alarmListSchema.parse(await (await rig.ask('GET', '/api/alarms', { cookie })).json()).alarms
  const act = (cookie: string, id: string, verb: string, body: unknown = {}) =>
    rig.ask('POST', `/api/alarms/${id}/${verb}`, { cookie, body })

  test('one event raises one alarm, however often it is brought', async () => {
    const resident = await addResident(rig, AREA)
    const one = cry(resident)
    await raise(one)
    await raise(one)
    await raise(one, cry(resident, 'fall', one.inbound))
    expect(await stored()).toHaveLength(1)
  })

  test('further events of one class, person and ten minutes are rows of one card', async () => {
    const [wang, li] = [await addResident(rig, AREA), await addResident(rig, AREA)]
    await raise(cry(wang), cry(wang), cry(li), cry(wang, 'fire'))
    later(rig, 9 * MINUTE)
    await raise(cry(wang))
    expect(await stored()).toHaveLength(5)
    const cards = await listed()
    expect(cards.map(card => [card.conversation, card.class, card.further])).toEqual(
      expect.arrayContaining([
        [wang.conversation, 'fall', 2],
        [wang.conversation, 'fire', 0],
        [li.conversation, 'fall', 0],
      ]),
    )
    expect(cards).toHaveLength(3)
    later(rig, 2 * MINUTE)
    await raise(cry(wang))
    expect(await listed()).toHaveLength(4)
  })

  test('the list shows the open ones first, with the hand-off, for the own areas only', async () => {
    const resident = await addResident(rig, AREA)
    const id = await addHandoff(rig, resident, AREA)
    await raise(cry(resident))
    expect(await listed(other)).toMatchObject([
      {
        state: 'raised',
        class: 'fall',
        tier: 1,
        silent: false,
        area: AREA,
        handoff: id,
        takenBy: null,
        channel: 'web',
      },
    ])
    expect(await listed(elsewhere)).toEqual([])
  })

  test('taken by many at once has one winner, and only they close it', async () => {
    const resident = await addResident(rig, AREA)
    await raise(cry(resident), cry(resident))
    const [card] = await listed()
    const id = card?.id ?? ''
    const answers = await Promise.all([operator, other].map(cookie => act(cookie, id, 'take')))
    expect(answers.map(answer => answer.status).sort()).toEqual([200, 409])
    const [winner, loser] = answers[0]?.status === 200 ? [operator, other] : [other, operator]
    expect((await act(winner, id, 'take')).status).toBe(200)
    expect((await act(loser, id, 'close', { note: '没事' })).status).toBe(409)
    expect((await act(winner, id, 'close', {})).status).toBe(400)
    expect((await act(winner, id, 'close', { note: '老人没事' })).status).toBe(200)
    expect((await act(winner, id, 'close', { note: '老人没事' })).status).toBe(409)
    expect((await stored()).map(row => row.state)).toEqual(['closed', 'closed'])
    expect(await listed()).toMatchObject([{ state: 'closed', further: 1 }])
    const acts = await rig.database.db.select().from(auditLog).where(eq(auditLog.subject, id))
    expect(acts.map(entry => entry.act).sort()).toEqual(['alarm.close', 'alarm.take'])
  })

  test('can not be closed before it is taken, nor touched from another area', async () => {
    await raise(cry(await addResident(rig, AREA)))
    const id = (await stored())[0]?.id ?? ''
    expect((await act(operator, id, 'close', { note: 'x' })).status).toBe(409)
    expect((await act(elsewhere, id, 'take')).status).toBe(404)
    expect((await rig.ask('GET', `/api/alarms/${id}`, { cookie: elsewhere })).status).toBe(404)
  })

  test('a further event of a card that somebody has taken is theirs; after closing it is new', async () => {
    const resident = await addResident(rig, AREA)
    await raise(cry(resident))
    const id = (await listed())[0]?.id ?? ''
    await act(operator, id, 'take')
    await raise(cry(resident))
    expect(await listed()).toMatchObject([{ id, state: 'taken', further: 1 }])
    await act(operator, id, 'close', { note: '没事' })
    await raise(cry(resident))
    expect(await listed()).toMatchObject([
      { state: 'raised', further: 0 },
      { id, state: 'closed' },
    ])
  })

  test('opening shows who it is and what they said, and is written down', async () => {
    const resident = await addResident(rig, AREA)
    await raise(cry(resident))
    const id = (await stored())[0]?.id ?? ''
    const detail = await (await rig.ask('GET', `/api/alarms/${id}`, { cookie: operator })).json()
    expect(alarmDetailSchema.parse(detail)).toMatchObject({ id, messages: [], note: null })
    const [entry] = await rig.database.db.select().from(auditLog).where(eq(auditLog.subject, id))
    expect(entry).toMatchObject({ act: 'alarm.open', contactId: resident.contact })
  })

  test('goes to the next tier each minute while nobody takes it, a card once', async () => {
    const resident = await addResident(rig, AREA)
    await raise(cry(resident), cry(resident))
    const heard: string[] = []
    const stop = rig.database.bell.listen('staff', payload => heard.push(payload))
    later(rig, MINUTE - 1)
    expect(await escalate()).toBe(0)
    later(rig, 1)
    expect(await escalate()).toBe(1)
    expect(await escalate()).toBe(0)
    later(rig, MINUTE)
    expect(await escalate()).toBe(1)
    // On a server rings travel on a line of their own: the raising may still be on its way when listening begins.
    await expect.poll(() => heard.length).toBeGreaterThan(1)
    expect(new Set(heard)).toEqual(new Set([resident.conversation]))
    stop()
    const [card] = await listed()
    expect(card?.tier).toBe(3)
    await act(operator, card?.id ?? '', 'take')
    later(rig, 2 * MINUTE)
    expect(await escalate()).toBe(0)
  })

  describe('pushed to a webhook', () => {
    let server: Server
    let url: string
    let answers: number[]
    let got: unknown[]
    beforeAll(async () => {
      server = createServer((request, response) => {
        let text = ''
        request.on('data', chunk => {
          text += chunk
        })
        request.on('end', () => {
          got.push(JSON.parse(text))
          response.writeHead(answers.shift() ?? 204).end()
        })
      })
      await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
      // A listening TCP server has an address with a port.
      url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/alarms`
    })
    afterAll(() => server.close())
    const push = () => pushAlarms(rig.desk, { url, publicUrl: 'https://desk.example.org' })

    test('each event is told once taken, with kind, time and link and nothing of the person', async () => {
      answers = []
      got = []
      const resident = await addResident(rig, AREA)
      await raise(cry(resident), cry(resident))
      expect(await push()).toBe(2)
      expect(await push()).toBe(0)
      const [first] = await listed()
      const at = new Date(rig.clock.now).toISOString()
      const told = { kind: 'fall', at, link: `https://desk.example.org/console#/alarm/${first?.id}` }
      expect(got).toEqual([expect.objectContaining(told), expect.objectContaining(told)])
      expect(Object.keys(got[0] ?? {}).sort()).toEqual(['at', 'id', 'kind', 'link'])
    })

    test('is tried again until it is taken, with growing pauses', async () => {
      answers = [500, 404, 302]
      got = []
      await raise(cry(await addResident(rig, AREA)))
      expect(await push()).toBe(1)
      expect(await push()).toBe(0)
      for (const pause of [1_000, 2_000, 4_000]) {
        later(rig, pause - 1)
        expect(await push()).toBe(0)
        later(rig, 1)
        expect(await push()).toBe(1)
      }
      later(rig, 60 * MINUTE)
      expect(await push()).toBe(0)
      expect(got).toHaveLength(4)
    })

    test('is tried again when nobody listens there, and told again at the next tier', async () => {
      answers = []
      got = []
      await raise(cry(await addResident(rig, AREA)))
      await pushAlarms(rig.desk, { url: 'http://127.0.0.1:9/nobody', publicUrl: 'http://x' })
      later(rig, MINUTE)
      expect(await push()).toBe(1)
      await escalate()
      expect(await push()).toBe(1)
      expect(got).toHaveLength(2)
    })

    test('by several processes at once is told by one of them', async () => {
      answers = []
      got = []
      await raise(cry(await addResident(rig, AREA)))
      const calls = await Promise.all([push(), push(), push()])
      expect(calls.reduce((sum, made) => sum + made, 0)).toBe(1)
    })

    test('of long ago is not told when an address is set for the first time', async () => {
      answers = []
      got = []
      await raise(cry(await addResident(rig, AREA)))
      await rig.database.db.update(alarm).set({ state: 'closed' })
      later(rig, 25 * 60 * MINUTE)
      expect(await push()).toBe(0)
    })
  })
})
