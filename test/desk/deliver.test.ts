import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import * as schema from '../../db/schema/index.ts'
import type { Delivery } from '../../src/core/channel.ts'
import type { InboundContent } from '../../src/core/inbound.ts'
import { claimOutgoing } from '../../src/desk/deliver/claim-outgoing.ts'
import { settle } from '../../src/desk/deliver/settle.ts'
import { ENGINES } from '../database.ts'
import { LostStatements } from './lost-statements.ts'
import { ACCOUNT, recordingChannel } from './recording-channel.ts'
import { type House, openHouse } from './test-desk.ts'

const UNREACHABLE: Delivery = { kind: 'unreachable', accepted: 'unknown', detail: 'ECONNRESET' }
const THROTTLED: Delivery = { kind: 'throttled', retryAfterMs: 3_000, scope: 'account' }
/** The two pauses of these tests; after the second the failure is kept. */
const waits = { deliveryRetry: [1_000, 5_000] }

describe.each(ENGINES)('delivery on %s', engine => {
  let house: House
  beforeEach(async () => {
    house = await openHouse(engine)
    await house.stock({ rice: 100, noodle: 100 })
  })
  afterEach(() => house.close())

  const texts = (desk: Awaited<ReturnType<House['desk']>>) => desk.channel.calls.map(call => call.text)

  test('what was said goes out once, in order, and leaves the outbox', async () => {
    const desk = await house.desk()
    await house.talk(desk, 'ann', '买票', '2', '1')
    await house.send(desk)
    await house.send(desk)
    expect(texts(desk)).toEqual(await house.botSaid('ann'))
    expect(await house.outbox()).toEqual([])
  })

  test('an unreachable platform is tried again with the same key, and what comes later never overtakes', async () => {
    const desk = await house.desk({ waits })
    await house.talk(desk, 'ann', '买票', '2')
    const said = await house.botSaid('ann')
    desk.channel.script = () => UNREACHABLE
    await house.send(desk)
    desk.channel.script = () => ({ kind: 'sent' })
    await house.send(desk)
    expect(texts(desk)).toEqual(said.slice(0, 1))
    house.clock.pass(1_000)
    await house.send(desk)
    await house.send(desk)
    expect(texts(desk)).toEqual([...said.slice(0, 1), ...said])
    const [first, again] = desk.channel.calls
    expect(again?.retryKey).toBe(first?.retryKey)
    expect(await house.outbox()).toEqual([])
  })

  test('what was sent while the database was away is noted down once it is back, and not sent again', async () => {
    const away = new LostStatements(/^delete from "outbox"/)
    const desk = await house.desk({ database: away.of })
    await house.talk(desk, 'ann', '买票')
    away.lose(2)
    await house.send(desk)
    house.clock.pass(60_000)
    await house.send(await house.desk({ process: 'second' }))
    await house.send(desk)
    expect(away.left).toBe(0)
    expect(texts(desk)).toEqual(await house.botSaid('ann'))
    expect(await house.outbox()).toEqual([])
  })

  test('after the last try the failure is kept where staff see it, and the messages behind it go on', async () => {
    const desk = await house.desk({ waits })
    await house.talk(desk, 'ann', '买票', '2')
    const [lost, ...rest] = await house.botSaid('ann')
    desk.channel.script = ({ text }) => (text === lost ? UNREACHABLE : { kind: 'sent' })
    for (const pause of [0, 1_000, 5_000, 0]) {
      house.clock.pass(pause)
      await house.send(desk)
    }
    expect(await house.failures()).toMatchObject([{ outcome: 'unreachable', detail: 'ECONNRESET', tries: 3 }])
    expect(texts(desk).slice(3)).toEqual(rest)
    expect(await house.outbox()).toEqual([])
  })

  test('a message that the platform refuses is a failure at once', async () => {
    const desk = await house.desk({ waits })
    await house.talk(desk, 'ann', '买票')
    desk.channel.script = () => ({ kind: 'refused', detail: '400' })
    await house.send(desk)
    const kept = (await house.failures()).map(({ outcome, detail, tries }) => ({ outcome, detail, tries }))
    expect(kept).toEqual((await house.botSaid('ann')).map(() => ({ outcome: 'refused', detail: '400', tries: 1 })))
    expect(await house.outbox()).toEqual([])
  })

  test.each<readonly [string, InboundContent]>([
    ['come back', { kind: 'joined' }],
    ['write', { kind: 'text', text: '1' }],
  ])('whoever has left is not written to again until they %s', async (_, content) => {
    const desk = await house.desk()
    await house.talk(desk, 'ann', '买票', '2')
    const said = await house.botSaid('ann')
    await house.store(desk, { from: 'ann', content: { kind: 'left' } })
    await house.send(desk)
    expect(texts(desk)).toEqual([])
    expect((await house.failures()).map(failure => failure.outcome)).toEqual(said.map(() => 'gone'))
    await house.store(desk, { from: 'ann', content })
    await house.settle(desk)
    await house.send(desk)
    const since = (await house.botSaid('ann')).slice(said.length)
    expect(since).not.toEqual([])
    expect(texts(desk)).toEqual(since)
  })

  test('whoever turns out to have left is not tried with what was claimed beside it', async () => {
    const desk = await house.desk()
    await house.talk(desk, 'ann', '买票', '2')
    const said = await house.botSaid('ann')
    expect(said.length).toBeGreaterThan(1)
    desk.channel.script = () => ({ kind: 'gone', detail: '403' })
    await house.send(desk)
    expect(texts(desk)).toEqual(said.slice(0, 1))
    expect((await house.failures()).map(failure => failure.outcome)).toEqual(said.map(() => 'gone'))
    expect(await house.outbox()).toEqual([])
  })

  test.each([
    ['throttled', THROTTLED, 3_000],
    ['misconfigured', { kind: 'misconfigured', detail: '401' } satisfies Delivery, 30_000],
  ] as const)('an account that is %s waits as a whole, then everything goes out', async (why, answer, pause) => {
    const desk = await house.desk()
    await house.talk(desk, 'ann', '买票')
    desk.channel.script = () => answer
    await house.send(desk)
    const [account] = await house.database.db.select().from(schema.channelAccount)
    expect(account?.pausedWhy).toBe(why)
    desk.channel.script = () => ({ kind: 'sent' })
    await house.talk(desk, 'bob', '买票')
    await house.send(desk)
    expect(desk.channel.calls).toHaveLength(1)
    house.clock.pass(pause)
    await house.send(desk)
    await house.send(desk)
    expect(new Set(desk.channel.calls.slice(1).map(call => call.address))).toEqual(new Set(['ann', 'bob']))
    expect(await house.outbox()).toEqual([])
  })

  test('calls to one conversation are spaced after a lively start; no other conversation and no emergency waits', async () => {
    const desk = await house.desk({ channel: recordingChannel({ ...ACCOUNT, perChatPerSecond: 1 }) })
    await house.talk(desk, 'ann', ...Array.from({ length: 22 }, () => '在吗'))
    await house.talk(desk, 'bob', '买票')
    const said = await house.botSaid('ann')
    expect(said.length).toBeGreaterThan(22)
    const toAnn = () => desk.channel.calls.filter(call => call.address === 'ann').map(call => call.text)
    await house.send(desk)
    expect(toAnn()).toEqual(said.slice(0, 20))
    expect(desk.channel.calls.filter(call => call.address === 'bob').length).toBeGreaterThan(0)
    await house.send(desk)
    expect(toAnn()).toHaveLength(20)
    expect(
      (await house.outbox()).map(row => row.tries),
      'waiting is no try',
    ).toEqual(said.slice(20).map(() => 0))
    for (const nth of [21, 22]) {
      house.clock.pass(1_000)
      await house.send(desk)
      expect(toAnn()).toEqual(said.slice(0, nth))
    }
    await house.talk(desk, 'ann', '我摔倒了起不来')
    await house.send(desk)
    expect(toAnn().at(-1)).toContain('120')
  })

  test('a call that hangs holds up nobody else, and what comes later in its own talk waits', async () => {
    const desk = await house.desk()
    const hanging = Promise.withResolvers<Delivery>()
    desk.channel.script = ({ address }) => (address === 'ann' ? hanging.promise : { kind: 'sent' })
    await house.talk(desk, 'ann', '买票')
    desk.deliver.wake()
    await expect.poll(() => desk.channel.calls.length).toBe(1)
    await house.talk(desk, 'ann', '2')
    await house.talk(desk, 'bob', '我摔倒了起不来')
    desk.deliver.wake()
    const called = () => desk.channel.calls.map(call => call.address)
    const during = await expect
      .poll(called, { timeout: 3_000 })
      .toContain('bob')
      .then(called)
      .finally(() => hanging.resolve({ kind: 'sent' }))
    expect(during.filter(address => address === 'ann')).toHaveLength(1)
    await desk.deliver.idle()
    expect(texts(desk).filter((_, i) => called()[i] === 'ann')).toEqual(await house.botSaid('ann'))
    expect(await house.outbox()).toEqual([])
  })

  test('an emergency goes out while an answer of the same talk waits for its next try', async () => {
    const desk = await house.desk({ waits })
    await house.talk(desk, 'ann', '买票')
    desk.channel.script = () => UNREACHABLE
    await house.send(desk)
    desk.channel.script = () => ({ kind: 'sent' })
    await house.talk(desk, 'ann', '我摔倒了起不来')
    await house.send(desk)
    expect(texts(desk).at(-1)).toContain('120')
  })

  test('what a lane had claimed when it died is sent once its lease has run out', async () => {
    const desk = await house.desk()
    await house.talk(desk, 'ann', '买票')
    const until = new Date(house.clock.now + 10_000)
    await house.database.db.update(schema.outbox).set({ claimedUntil: until, tries: 1 })
    await house.send(desk)
    expect(texts(desk)).toEqual([])
    house.clock.pass(10_000)
    await house.send(desk)
    expect(texts(desk)).toEqual(await house.botSaid('ann'))
  })

  test('what another lane has sent since the lease ran out is no failure', async () => {
    const desk = await house.desk()
    await house.talk(desk, 'ann', '买票')
    const { db } = house.database
    const [outlived] = await claimOutgoing(db, ACCOUNT.id, house.clock.now, { leaseMs: 10_000, most: 1 })
    if (!outlived) throw new Error('nothing was to be sent')
    house.clock.pass(10_000)
    await house.send(desk)
    // Nothing of it is left to be read by whoever comes second.
    await settle(desk.ports, ACCOUNT.id, outlived, { kind: 'refused', detail: 'erased' })
    expect(texts(desk)).toEqual(await house.botSaid('ann'))
    expect(await house.failures()).toEqual([])
  })
})
