import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { channelAccount, channelIdentity } from '../../db/schema/index.ts'
import type { Delivery } from '../../src/core/channel.ts'
import { claimOutgoing } from '../../src/desk/deliver/claim-outgoing.ts'
import { ENGINES } from '../database.ts'
import { answerLost, NextCommit, takenBack } from './next-commit.ts'
import { ACCOUNT, recordingChannel, type SentCall } from './recording-channel.ts'
import { type DeskParts, type House, openHouse } from './test-desk.ts'

const LEASE_MS = 10_000
const FIRST = 3
const SENT: Delivery = { kind: 'sent' }

describe.each(ENGINES)('what was handed over and is not sent, on %s', engine => {
  let house: House
  let next: NextCommit
  beforeEach(async () => {
    next = new NextCommit()
    house = await openHouse(engine)
    await house.stock({ rice: 100, noodle: 100 })
  })
  afterEach(() => house.close())

  const open = async (parts: DeskParts = {}) => {
    const desk = await house.desk(parts)
    desk.deliver.start()
    return desk
  }
  /** Another process, which only looks for what is due. */
  const another = () => house.desk({ process: 'second' })
  type OpenDesk = Awaited<ReturnType<typeof open>>
  const texts = (desk: OpenDesk) => desk.channel.calls.map(call => call.text)
  const leases = async () => (await house.outbox()).map(row => [row.claimedUntil !== null, row.tries])

  const OUTCOMES: readonly (readonly [string, Delivery])[] = [
    ['is unreachable', { kind: 'unreachable', accepted: 'unknown', detail: 'ECONNRESET' }],
    ['throttles the account', { kind: 'throttled', retryAfterMs: 3_000, scope: 'account' }],
    ['throttles the chat', { kind: 'throttled', retryAfterMs: 3_000, scope: 'chat' }],
    ['takes no key of ours', { kind: 'misconfigured', detail: '401' }],
    ['says that they are gone', { kind: 'gone', detail: '403' }],
    ['refuses', { kind: 'refused', detail: '400' }],
    ['shuts until they do something', { kind: 'shut', detail: 'window' }],
  ]

  test.each(OUTCOMES)('a platform that %s is served as when it was claimed', async (_, answer) => {
    for (const nth of [1, 2]) {
      const claimed = await lived(engine, false, nth, answer)
      expect(await lived(engine, true, nth, answer)).toEqual(claimed)
      expect(claimed[0]).not.toMatchObject({ outbox: [], failures: [] })
    }
  })

  test('is sent once the lease of a process that died has run out, under the same keys', async () => {
    const desk = await open()
    Object.assign(desk.deliver, { take() {} })
    await house.talk(desk, 'ann', '买票', '2')
    const rows = await house.outbox()
    expect(await leases()).toEqual([...Array(FIRST).fill([true, 1]), [false, 0]])
    const other = await another()
    await house.send(other)
    house.clock.pass(LEASE_MS - 1)
    await house.send(other)
    expect(texts(other)).toEqual([])
    house.clock.pass(1)
    await house.send(other)
    expect(other.channel.calls.map(call => call.retryKey)).toEqual(rows.map(row => row.retryKey))
    expect(texts(other)).toEqual(await house.botSaid('ann'))
    expect(await house.outbox()).toEqual([])
  })

  test('and was perhaps taken is sent again under the same key', async () => {
    const desk = await open()
    const hanging = Promise.withResolvers<Delivery>()
    desk.channel.script = () => hanging.promise
    await house.talk(desk, 'ann', '买票')
    const other = await another()
    house.clock.pass(LEASE_MS)
    await house.send(other)
    expect(texts(other)).toEqual(await house.botSaid('ann'))
    hanging.resolve(SENT)
    await desk.deliver.idle()
    // What comes after it would be begun too late.
    expect(desk.channel.calls).toHaveLength(1)
    expect(desk.channel.calls[0]?.retryKey).toBe(other.channel.calls[0]?.retryKey)
    expect(await house.failures()).toEqual([])
    expect(await house.outbox()).toEqual([])
  })

  test('is given back by a process that stops, and another sends it at once', async () => {
    const desk = await open()
    const hanging = Promise.withResolvers<Delivery>()
    desk.channel.script = () => hanging.promise
    await house.talk(desk, 'ann', '买票')
    const stopping = desk.deliver.stop()
    hanging.resolve(SENT)
    await stopping
    expect(await leases()).toEqual(Array(FIRST - 1).fill([false, 0]))
    const other = await another()
    await house.send(other)
    expect([...texts(desk), ...texts(other)]).toEqual(await house.botSaid('ann'))
    expect(texts(other)).toHaveLength(FIRST - 1)
    expect(await house.outbox()).toEqual([])
  })

  test('is nothing of a turn whose commit failed; the next try’s is said once', async () => {
    const desk = await open({ database: next.of })
    next.goes(takenBack)
    await house.talk(desk, 'ann', '买票')
    await desk.deliver.idle()
    expect(next.isOver).toBe(true)
    expect(texts(desk)).toEqual(await house.botSaid('ann'))
    expect(texts(desk)).toHaveLength(FIRST)
    expect(await house.outbox()).toEqual([])
  })

  test('is said once where a commit’s answer was lost: when the lease has run out', async () => {
    const desk = await open({ database: next.of })
    next.goes(answerLost)
    await house.talk(desk, 'ann', '买票')
    await house.send(desk)
    expect(next.isOver).toBe(true)
    expect(texts(desk)).toEqual([])
    house.clock.pass(LEASE_MS)
    await house.send(desk)
    expect(texts(desk)).toEqual(await house.botSaid('ann'))
    expect(texts(desk)).toHaveLength(FIRST)
    expect(await house.outbox()).toEqual([])
  })

  test('is not begun after a slow commit, when its call could outlive the lease; it is due at once', async () => {
    const desk = await open({ database: next.of })
    next.goes(async commit => {
      await commit()
      house.clock.pass(3_000)
    })
    await house.talk(desk, 'ann', '买票')
    await desk.deliver.idle()
    expect(texts(desk)).toEqual([])
    const other = await another()
    await house.send(other)
    expect(texts(other)).toEqual(await house.botSaid('ann'))
  })

  test('stays with whoever claimed it while the commit’s answer took longer than the lease', async () => {
    const desk = await open({ database: next.of })
    next.goes(async commit => {
      await commit()
      house.clock.pass(LEASE_MS)
      const room = { leaseMs: LEASE_MS, most: 64 }
      expect(await claimOutgoing(house.database.db, ACCOUNT.id, house.clock.now, room)).toHaveLength(FIRST)
    })
    await house.talk(desk, 'ann', '买票')
    await house.send(desk)
    expect(texts(desk)).toEqual([])
    expect(await leases()).toEqual(Array(FIRST).fill([true, 2]))
  })

  test('is given back where the account is throttled before its call', async () => {
    const desk = await open({ channel: recordingChannel({ ...ACCOUNT, perSecond: 40, burst: 1 }) })
    desk.channel.script = () => ({ kind: 'throttled', retryAfterMs: 60_000, scope: 'account' })
    await house.store(desk, { from: 'ann', text: '买票' }, { from: 'bob', text: '买票' }, { from: 'cid', text: '买票' })
    await house.settle(desk)
    await desk.deliver.idle()
    expect(desk.channel.calls).toHaveLength(1)
    expect(await leases()).toEqual([[false, 1], ...Array(3 * FIRST - 1).fill([false, 0])])
    desk.channel.script = () => SENT
    house.clock.pass(60_000)
    await house.send(desk)
    expect(desk.channel.calls).toHaveLength(1 + 3 * FIRST)
  })

  test('a pause that another outcome would shorten goes on, and nobody asks the database over and over', async () => {
    const desk = await open()
    const calls = new Map<string, PromiseWithResolvers<Delivery>>()
    desk.channel.script = ({ address }) => {
      const call = Promise.withResolvers<Delivery>()
      calls.set(address, call)
      return call.promise
    }
    await house.store(desk, { from: 'ann', text: '买票' }, { from: 'bob', text: '买票' })
    await house.settle(desk)
    calls.get('ann')?.resolve({ kind: 'throttled', retryAfterMs: 60_000, scope: 'account' })
    await expect.poll(async () => (await accountRow(house))?.pausedWhy).toBe('throttled')
    calls.get('bob')?.resolve({ kind: 'throttled', retryAfterMs: 3_000, scope: 'account' })
    await desk.deliver.idle()
    expect(calls.size).toBe(2)
    // As many as a lane takes at once.
    const many = Array.from({ length: 22 }, (_, i) => ({ from: `p${i}`, text: '买票' }))
    await house.store(desk, ...many)
    await house.settle(desk)
    desk.channel.script = () => SENT
    house.clock.pass(3_000)
    await house.send(desk)
    expect(desk.channel.calls).toHaveLength(2)
    await house.database.db.update(channelAccount).set({ pausedUntil: null })
    await house.send(desk)
    expect(desk.channel.calls).toHaveLength(2)
    house.clock.pass(57_000)
    await house.send(desk)
    await house.send(desk)
    expect(await house.outbox()).toEqual([])
  })
})

const accountRow = async (house: House) => (await house.database.db.select().from(channelAccount))[0]

/** One life with a platform that gives `answer` to the nth call of all, as it shows after each of its messages. */
async function lived(engine: (typeof ENGINES)[number], handsOver: boolean, nth: number, answer: Delivery) {
  const house = await openHouse(engine)
  try {
    await house.stock({ rice: 100 })
    const desk = await house.desk({ waits: { deliveryRetry: [1_000] } })
    if (handsOver) desk.deliver.start()
    desk.channel.script = () => (desk.channel.calls.length === nth ? answer : SENT)
    const seen: Awaited<ReturnType<typeof shown>>[] = []
    for (const [text, pause] of [
      ['买票', 0],
      ['2', 0],
      ['1', 3_000],
      ['我摔倒了起不来', 30_000],
    ] as const) {
      await house.talk(desk, 'ann', text)
      await desk.deliver.idle()
      await house.send(desk)
      seen.push(await shown(house, desk.channel.calls))
      house.clock.pass(pause)
      await house.send(desk)
      await house.send(desk)
      seen.push(await shown(house, desk.channel.calls))
    }
    return seen
  } finally {
    await house.close()
  }
}

async function shown(house: House, calls: readonly SentCall[]) {
  const { now } = house.clock
  const since = (at: Date | null) => at && at.getTime() - now
  const account = await accountRow(house)
  const [identity] = await house.database.db.select().from(channelIdentity)
  return {
    calls: calls.map(({ address, text }) => ({ address, text })),
    outbox: (await house.outbox()).map(row => ({
      nth: row.messageId,
      tries: row.tries,
      due: since(row.dueAt),
      leased: since(row.claimedUntil),
      shut: since(row.shutAt),
    })),
    failures: (await house.failures()).map(({ outcome, detail, tries }) => ({ outcome, detail, tries })),
    account: [account?.pausedWhy, since(account?.pausedUntil ?? null)],
    state: identity?.state,
  }
}
