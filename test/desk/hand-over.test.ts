import { PgDialect } from 'drizzle-orm/pg-core'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Database, Tx } from '../../db/database.ts'
import { channelAccount } from '../../db/schema/index.ts'
import type { SQL } from '../../db/sql.ts'
import type { Channel, Delivery, PlatformCall } from '../../src/core/channel.ts'
import { MINUTE } from '../../src/core/civil-time.ts'
import { ENGINES } from '../database.ts'
import { ACCOUNT, recordingChannel, textOf } from './recording-channel.ts'
import { type DeskParts, type Draft, type House, openHouse } from './test-desk.ts'

const CRY = '我摔倒了起不来'
/** A first 买票 is answered by three messages. */
const FIRST = 3

describe.each(ENGINES)('what a turn hands over to its own lanes, on %s', engine => {
  let house: House
  beforeEach(async () => {
    house = await openHouse(engine)
    await house.stock({ rice: 100, noodle: 100 })
  })
  afterEach(() => house.close())

  const open = async (parts: DeskParts = {}) => {
    const desk = await house.desk(parts)
    desk.deliver.start()
    return desk
  }
  type OpenDesk = Awaited<ReturnType<typeof open>>
  const texts = (desk: OpenDesk) => desk.channel.calls.map(call => call.text)
  const addressed = (desk: OpenDesk) => desk.channel.calls.map(call => call.address)
  const leases = async () => (await house.outbox()).map(row => [row.claimedUntil !== null, row.tries])
  const given = (n: number) => Array.from({ length: n }, () => [true, 1])
  const left = (n: number) => Array.from({ length: n }, () => [false, 0])
  /** Handled, and what was handed over is over. Nobody looks for what is due. */
  const come = async (desk: OpenDesk, ...drafts: Draft[]) => {
    await house.store(desk, ...drafts)
    await house.settle(desk)
    await desk.deliver.idle()
  }

  test('goes out once and in order, with no claim and no bell', async () => {
    const did: string[] = []
    const desk = await open({ database: own => watched(own, did) })
    for (const text of ['买票', '2', '1']) await come(desk, { from: 'ann', text })
    await come(desk, { from: 'bob', text: '买票' }, { from: 'bob', text: '等票' }, { from: 'bob', text: '在吗' })
    await come(desk, { from: 'cid', text: CRY })
    expect(did).toEqual([])
    for (const who of ['ann', 'bob', 'cid'])
      expect(texts(desk).filter((_, i) => addressed(desk)[i] === who)).toEqual(await house.botSaid(who))
    expect(await house.outbox()).toEqual([])
    const before = desk.channel.calls.length
    await house.send(desk)
    expect(desk.channel.calls).toHaveLength(before)
    expect(new Set(desk.channel.calls.map(call => call.retryKey)).size).toBe(before)
    expect(did).toEqual(['claim'])
  })

  test('is followed by what the same talk says later, which waits and then goes out by itself', async () => {
    const desk = await open()
    const hanging = Promise.withResolvers<Delivery>()
    desk.channel.script = () => hanging.promise
    await house.talk(desk, 'ann', '买票', '2')
    expect(await leases()).toEqual([...given(FIRST), ...left(1)])
    desk.deliver.wake()
    await house.talk(desk, 'bob', '在吗')
    await expect.poll(() => addressed(desk)).toContain('bob')
    expect(addressed(desk).filter(who => who === 'ann')).toHaveLength(1)
    hanging.resolve({ kind: 'sent' })
    await desk.deliver.idle()
    const toAnn = () => texts(desk).filter((_, i) => addressed(desk)[i] === 'ann')
    expect(toAnn()).toEqual(await house.botSaid('ann'))
    expect(await house.outbox()).toEqual([])
    await come(desk, { from: 'ann', text: '1' })
    expect(toAnn()).toEqual(await house.botSaid('ann'))
  })

  test.each([
    ['before the lanes start', async () => house.desk()],
    [
      'after they were stopped',
      async () => {
        const desk = await open()
        await desk.deliver.stop()
        return desk
      },
    ],
    [
      'while the account is paused',
      async () => {
        await house.database.db.update(channelAccount).set({ pausedUntil: new Date(house.clock.now + 5_000) })
        return open()
      },
    ],
    ['while an answer may still be asked for', async () => open({ channel: recordingChannel(ACCOUNT, PASSIVE) })],
    ['where less fits in', async () => open({ channel: recordingChannel({ ...ACCOUNT, perSecond: FIRST - 1 }) })],
  ])('is nothing %s: it is claimed when its time has come', async (_, opened) => {
    const desk = await opened()
    await come(desk, { from: 'ann', text: '买票' })
    expect(desk.channel.calls).toEqual([])
    expect(new Set((await leases()).map(String))).toEqual(new Set(left(1).map(String)))
    await desk.deliver.stop()
    house.clock.pass(5_000)
    const other = await house.desk({ process: 'second', channel: recordingChannel(ACCOUNT, desk.channel) })
    await house.send(other)
    await house.send(other)
    expect(texts(other).join('|')).toBe((await house.botSaid('ann')).join('|'))
    expect(await house.outbox()).toEqual([])
  })

  test('rings the bell for what is not leased', async () => {
    const did: string[] = []
    const desk = await house.desk({ database: own => watched(own, did) })
    await come(desk, { from: 'ann', text: '买票' })
    expect(did).toEqual(['ring'])
  })

  test('is nothing where the person has left, and that is a failure', async () => {
    const desk = await open()
    await come(desk, { from: 'ann', text: '等票' })
    const before = desk.channel.calls.length
    await come(desk, { from: 'ann', content: { kind: 'left' } })
    house.clock.pass(10 * MINUTE)
    await desk.turn.now([(await house.person('ann')).conversation])
    await desk.deliver.idle()
    expect(await leases()).toEqual(left(1))
    await house.send(desk)
    expect(desk.channel.calls).toHaveLength(before)
    expect((await house.failures()).map(({ outcome }) => outcome)).toEqual(['gone'])
  })

  test.each([
    [2 * FIRST, 2],
    [2 * FIRST - 1, 1],
    [FIRST, 1],
  ])(
    'is as much as goes out in a second, %i: that of %i of two talks; the rest is claimed',
    async (perSecond, talks) => {
      const desk = await open({ channel: recordingChannel({ ...ACCOUNT, perSecond }) })
      const hanging = Promise.withResolvers<Delivery>()
      desk.channel.script = () => hanging.promise
      await house.store(desk, { from: 'ann', text: '买票' }, { from: 'bob', text: '买票' })
      await house.settle(desk)
      const so = (await leases()).filter(([leased]) => leased)
      expect(so).toEqual(given(talks * FIRST))
      expect(desk.channel.calls).toHaveLength(talks)
      hanging.resolve({ kind: 'sent' })
      await house.send(desk)
      expect(desk.channel.calls).toHaveLength(2 * FIRST)
      expect(await house.outbox()).toEqual([])
      // What is over makes room.
      await come(desk, { from: 'ann', text: '2' })
      expect(desk.channel.calls).toHaveLength(2 * FIRST + 1)
    },
  )

  test('counts what waits for the account’s rate: it would wait behind it, and be given back', async () => {
    const desk = await open({ channel: recordingChannel({ ...ACCOUNT, perSecond: 20, burst: 1 }) })
    const claimed = Array.from({ length: 20 }, (_, i) => `p${i}`)
    // Said where nobody hands over.
    const mute = await house.desk({ process: 'second' })
    await house.store(mute, ...claimed.map(from => ({ from, text: '买票' })))
    await house.settle(mute)
    desk.deliver.wake()
    await expect.poll(async () => (await leases()).filter(([leased]) => leased).length).toBeGreaterThan(20)
    await house.talk(desk, 'ann', '买票')
    expect((await leases()).slice(-FIRST)).toEqual(left(FIRST))
    await desk.deliver.stop()
    await house.send(mute)
    await house.send(mute)
    expect(texts(mute).filter((_, i) => addressed(mute)[i] === 'ann')).toEqual(await house.botSaid('ann'))
    expect(await house.outbox()).toEqual([])
  })

  test.each([
    ['an answer of the same talk hangs', 'ann', ACCOUNT],
    ['as much hangs in other talks as is handed over', 'bob', { ...ACCOUNT, perSecond: FIRST }],
  ])('holds up no cry for help: while %s', async (_, who, account) => {
    const desk = await open({ channel: recordingChannel(account) })
    const hanging = Promise.withResolvers<Delivery>()
    desk.channel.script = ({ text }) => (text.includes('120！') ? { kind: 'sent' } : hanging.promise)
    await house.talk(desk, 'ann', '买票')
    expect(await leases()).toEqual(given(FIRST))
    await desk.receive(ACCOUNT.id, house.drafts([{ from: who, text: CRY }]), house.clock.now)
    await desk.turn.idle()
    desk.deliver.wake()
    await expect
      .poll(() => texts(desk).at(-1), { timeout: 3_000 })
      .toContain('120！')
      .finally(() => hanging.resolve({ kind: 'sent' }))
    await desk.deliver.idle()
    expect([...texts(desk)].sort()).toEqual([...new Set(texts(desk))].sort())
    expect(await house.outbox()).toEqual([])
  })

  test('the answer to a cry for help goes before what is said in the same turn', async () => {
    const desk = await open()
    await come(desk, { from: 'ann', text: '买票' })
    const hanging = Promise.withResolvers<Delivery>()
    desk.channel.script = ({ text }) => (text.includes('120！') ? { kind: 'sent' } : hanging.promise)
    await house.store(desk, { from: 'ann', text: '人工' }, { from: 'ann', text: CRY })
    await house.settle(desk)
    await expect
      .poll(() => texts(desk).some(text => text.includes('120！')), { timeout: 3_000 })
      .toBe(true)
      .finally(() => hanging.resolve({ kind: 'sent' }))
    await desk.deliver.idle()
    expect([...texts(desk)].sort()).toEqual([...(await house.botSaid('ann'))].sort())
  })

  test.each([
    ['one call a message', {}],
    ['one call an event', { bundles: true }],
    ['short calls', { bundles: true, render: shortCalls }],
  ] satisfies [string, Partial<Channel>][])('is what would be claimed, with %s', async (_, ways) => {
    const made = async (started: boolean) => {
      const desk = await house.desk({ channel: recordingChannel(ACCOUNT, ways) })
      if (started) desk.deliver.start()
      const who = started ? 'ann' : 'bob'
      for (const [i, text] of ['买票', '2', CRY].entries()) {
        await come(desk, { from: who, text, reply: `token ${i}` })
        if (!started) await house.send(desk)
      }
      await come(desk, { from: who, text: '等票', reply: 'a' }, { from: who, text: '人工', reply: 'b' })
      if (!started) await house.send(desk)
      expect(desk.channel.calls.map(call => call.address)).toEqual(desk.channel.calls.map(() => who))
      expect(await house.outbox()).toEqual([])
      return desk.channel.calls.map(({ text, reply }) => ({ text, reply }))
    }
    const claimed = await made(false)
    expect(await made(true)).toEqual(claimed)
    expect(claimed.flatMap(call => call.reply ?? []).slice(0, 3)).toEqual(['token 0', 'token 1', 'token 2'])
  })

  test('is sent by the process whose turn it was, though another looks for all that is due', async () => {
    const desks = [await open(), await open({ process: 'second' })] as const
    const said: string[][] = [[], []]
    for (const [i, text] of ['买票', '2', '1', '3', '1', '买票', '1'].entries()) {
      const [own, other] = i % 2 ? [desks[1], desks[0]] : desks
      const before = (
        await house.person('ann').then(
          () => house.botSaid('ann'),
          () => [],
        )
      ).length
      await house.store(own, { from: 'ann', text })
      await Promise.all([house.settle(own), house.send(other)])
      await Promise.all([own.deliver.idle(), house.send(other)])
      said[i % 2]?.push(...(await house.botSaid('ann')).slice(before))
    }
    expect(desks.map(texts)).toEqual(said)
    expect(await house.outbox()).toEqual([])
  })
})

const PASSIVE: Partial<Channel> = {
  bundles: true,
  passive: { withinMs: 4_500, answer: call => ({ type: 'text/plain', body: textOf(call) }) },
}

/** So many characters a call. */
function shortCalls(messages: Parameters<Channel['render']>[0]): [PlatformCall, ...PlatformCall[]] {
  const text = messages.map(({ body }) => body.text).join('|')
  const call = (from: number): PlatformCall => ({ method: 'show', payload: { text: text.slice(from, from + 12) } })
  return [call(0), ...Array.from({ length: Math.ceil(text.length / 12) - 1 }, (_, i) => call(12 * (i + 1)))]
}

/** Claims of outgoing rows, and bells that ring for them. */
function watched(own: Database, did: string[]): Database {
  const db: Tx = Object.create(own.db)
  db.execute = statement => {
    const { sql } = new PgDialect().sqlToQuery(statement as SQL) // all of these are SQL
    if (sql.includes('"outbox" set claimed_until')) did.push('claim')
    return own.db.execute(statement)
  }
  const bell: Database['bell'] = {
    listen: own.bell.listen,
    ring(tx, topic, ...ids) {
      if (topic === 'outbox') did.push('ring')
      return own.bell.ring(tx, topic, ...ids)
    },
  }
  return { ...own, db, bell }
}
