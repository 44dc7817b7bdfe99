import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Tx } from '../../db/database.ts'
import { alarm, channelIdentity, inbound } from '../../db/schema/index.ts'
import { newId } from '../../src/core/ids.ts'
import { erasePerson } from '../../src/desk/erase-person.ts'
import { createReceive, type Receive, type Received } from '../../src/desk/receive.ts'
import { ENGINES } from '../database.ts'
import { ACCOUNT, recordingChannel } from './recording-channel.ts'
import { type Draft, type House, openHouse } from './test-desk.ts'

const asleep = { wake() {}, now: async () => {} }

describe.each(ENGINES)('the door, to whoever it knows, on %s', engine => {
  let house: House
  let receive: Receive
  let did: string[]
  let desk: Awaited<ReturnType<House['desk']>>
  beforeEach(async () => {
    house = await openHouse(engine)
    desk = await house.desk({ channel: recordingChannel(ACCOUNT, { window: { messages: 5, forMs: 1_000 } }) })
    did = []
    const { database } = desk.ports
    const whole = <T>(work: (tx: Tx) => Promise<T>) => {
      did.push('transaction')
      return database.intakeTransaction(work)
    }
    receive = createReceive({ ...desk.ports, database: { ...database, intakeTransaction: whole } }, asleep, asleep)
    await come({ from: 'ann', text: '买票' }, { from: 'bob', text: '买票' })
    did.length = 0
  })
  afterEach(() => house.close())

  const come = (...drafts: readonly Draft[]): Promise<readonly Received[]> =>
    receive(ACCOUNT.id, house.drafts(drafts), house.clock.now)
  const stored = () => house.database.db.$count(inbound)

  test('words are stored without a transaction, in the order in which they came', async () => {
    const [bob, ann] = await come({ from: 'bob', text: '2' }, { from: 'ann', text: '2', reply: 'token 1' })
    expect(did).toEqual([])
    expect([bob?.duplicate, ann?.duplicate]).toEqual([false, false])
    expect(bob?.id).toBeLessThan(ann?.id ?? 0)
    await house.settle(desk)
    await house.send(desk)
    expect(desk.channel.calls.map(call => call.reply)).toContain('token 1')
  })

  test('the same at once and again is stored once', async () => {
    const same = { from: 'ann', text: '2', key: 'ann:same' }
    const five = await Promise.all([1, 2, 3, 4, 5].map(() => come(same)))
    const again = await come(same)
    const all = [...five, again].flat()
    expect(all.filter(one => !one.duplicate)).toHaveLength(1)
    expect(new Set(all.map(one => one.id)).size).toBe(1)
    expect(await come(same, same)).toHaveLength(2)
    expect(await stored()).toBe(3)
  })

  test('a stranger among them makes it the long way, and nobody is stored twice', async () => {
    const received = await come({ from: 'ann', text: '2' }, { from: 'new', text: '买票' })
    expect([did, received.length, await stored()]).toEqual([['transaction'], 2, 4])
  })

  test('whoever had left is back', async () => {
    await come({ from: 'ann', content: { kind: 'left' } })
    await come({ from: 'ann', text: '2' })
    const rows = await house.database.db.select({ state: channelIdentity.state }).from(channelIdentity)
    expect(rows.map(row => row.state)).toEqual(['active', 'active'])
  })

  test('what the platform takes from us begins anew with a message, and not with its repeat', async () => {
    const { db } = house.database
    const spent = async (count: number) => void (await db.update(channelIdentity).set({ sentSince: count }))
    const sentSince = async () => {
      const rows = await db
        .select({ sent: channelIdentity.sentSince, at: channelIdentity.heardAt })
        .from(channelIdentity)
      return rows.map(row => [row.sent, row.at?.getTime()]).toSorted()
    }
    const before = house.clock.now
    await spent(3)
    house.clock.pass(500)
    await come({ from: 'ann', text: '2', key: 'ann:2' })
    expect(await sentSince()).toEqual([
      [0, house.clock.now],
      [3, before],
    ])
    await spent(4)
    await come({ from: 'ann', text: '2', key: 'ann:2' })
    expect((await sentSince()).map(([sent]) => sent)).toEqual([4, 4])
    expect(did).toEqual([])
  })

  test('whoever was erased is a stranger', async () => {
    const { contact, conversation } = await house.person('ann')
    await house.settle(desk)
    await house.database.transaction(tx => erasePerson(desk.ports.vault, [], tx, contact, house.clock.now))
    const [received] = await come({ from: 'ann', text: '买票' })
    expect(received?.conversation).not.toBe(conversation)
    expect(received?.contact).not.toBe(contact)
  })

  test('a cry for help raises its alarm, and a photo is noted down', async () => {
    await come({ from: 'ann', text: '我摔倒了起不来' })
    await come({ from: 'bob', content: { kind: 'media', media: 'photo', remote: newId() } })
    expect(did).toEqual(['transaction', 'transaction'])
    expect(await house.database.db.$count(alarm)).toBe(1)
  })
})
