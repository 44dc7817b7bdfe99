import { PgDialect } from 'drizzle-orm/pg-core'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Database, Tx } from '../../db/database.ts'
import { alarm, channelIdentity, contact, dataKey, inbound } from '../../db/schema/index.ts'
import type { SQL } from '../../db/sql.ts'
import { later } from '../../src/core/civil-time.ts'
import { newId } from '../../src/core/ids.ts'
import { erasePerson } from '../../src/desk/erase-person.ts'
import { createReceive, type Receive } from '../../src/desk/receive/create-receive.ts'
import type { Received } from '../../src/desk/receive/store-arrivals.ts'
import { ENGINES } from '../database.ts'
import { ASLEEP } from './asleep.ts'
import { ACCOUNT, recordingChannel } from './recording-channel.ts'
import { type Draft, type House, openHouse } from './test-desk.ts'

const WINDOW = { messages: 5, forMs: 1_000, brief: { messages: 3, forMs: 100 } }

describe.each(ENGINES)('the door, to whoever it knows, on %s', engine => {
  let house: House
  let receive: Receive
  let did: string[]
  let desk: Awaited<ReturnType<House['desk']>>
  beforeEach(async () => {
    house = await openHouse(engine)
    desk = await house.desk({ channel: recordingChannel(ACCOUNT, { window: WINDOW }) })
    did = []
    receive = createReceive({ ...desk.ports, database: counting(desk.ports.database) }, ASLEEP)
    await come({ from: 'ann', text: '买票' }, { from: 'bob', text: '买票' })
    did.length = 0
  })
  afterEach(() => house.close())

  /** What is asked of the database for an event, but for the bells that ring beside it. */
  function counting(database: Database): Database {
    const intake: Tx = Object.create(database.intake)
    intake.execute = statement => {
      const { sql } = new PgDialect().sqlToQuery(statement as SQL)
      if (!sql.includes('pg_notify')) did.push(/^\s*with given/.test(sql) ? 'stored' : sql)
      return database.intake.execute(statement)
    }
    return { ...database, intake }
  }

  const come = (...drafts: readonly Draft[]): Promise<readonly Received[]> =>
    receive(ACCOUNT.id, house.drafts(drafts), house.clock.now)
  const stored = () => house.database.db.$count(inbound)

  test('words are stored in one statement, in the order in which they came', async () => {
    const [bob, ann] = await come({ from: 'bob', text: '2' }, { from: 'ann', text: '2', reply: 'token 1' })
    expect(did).toEqual(['stored'])
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

  test('a stranger among them is met in the same statement, also twice', async () => {
    const [, first, second] = await come(
      { from: 'ann', text: '2' },
      { from: 'new', text: '买票' },
      { from: 'new', text: '2' },
    )
    expect([did, await stored()]).toEqual([['stored'], 5])
    expect(first?.conversation).toBe(second?.conversation)
    await house.settle(desk)
    expect((await house.person('new')).contact).toBe(first?.contact)
  })

  test('of strangers whom several requests meet at once there is one each', async () => {
    const drafts = Array.from({ length: 12 }, (_, nth) => ({ from: `new ${nth % 3}`, text: '买票' }))
    const received = (await Promise.all(drafts.map(draft => come(draft)))).flat()
    expect(received.every(one => !one.duplicate)).toBe(true)
    expect(new Set(received.map(one => one.contact)).size).toBe(3)
    expect(await house.database.db.$count(contact)).toBe(5)
    expect(await house.database.db.$count(dataKey)).toBe(5)
  })

  test('whoever another process knows is found without having been asked for', async () => {
    const fresh = createReceive({ ...desk.ports, database: counting(desk.ports.database) }, ASLEEP)
    const [ann] = await fresh(ACCOUNT.id, house.drafts([{ from: 'ann', text: '2' }]), house.clock.now)
    expect(did).toEqual(['stored'])
    expect(ann?.contact).toBe((await house.person('ann')).contact)
    expect(await house.database.db.$count(contact)).toBe(2)
    await house.settle(desk)
  })

  test('what came in under the desk’s own key is under the person’s once it is handled', async () => {
    await come({ from: 'new', text: '买票', reply: 'token 1' })
    await house.settle(desk)
    const { contact } = await house.person('new')
    const { vault } = desk.ports
    const key = (await vault.keys(house.database.db, [contact])).get(contact)
    const all = await house.database.db.select().from(inbound)
    const theirs = all.filter(row => row.content.length > 0 && key && vault.keyOfArrival(key, row.content) === key)
    expect(theirs).toHaveLength(all.length)
    await house.send(desk)
    expect(desk.channel.calls.map(call => call.reply)).toContain('token 1')
  })

  test('where the platform says no order, they keep the one they were stored in, whatever the clocks of processes say', async () => {
    for (const [nth, ms] of [5_000, -60_000, 0].entries()) {
      const [draft] = house.drafts([{ from: 'ann', text: '2', key: `ann:${nth}` }])
      if (draft) await receive(ACCOUNT.id, [{ ...draft, sort: null }], later(house.clock.now, ms))
    }
    const kept = await house.database.db.select().from(inbound).orderBy(inbound.sort, inbound.id)
    expect(kept.map(row => row.eventKey).filter(key => /^ann:\d$/.test(key))).toEqual(['ann:0', 'ann:1', 'ann:2'])
  })

  test('requests that come together are stored together, and one that the database won’t take fails alone', async () => {
    const bad = { from: 'bob', text: '2', key: 'a\u0000b' }
    const sent = Array.from({ length: 20 }, (_, nth) => come({ from: 'ann', text: '2', key: `ann:${nth}` }))
    const refused = expect(come(bad)).rejects.toThrow()
    const last = come({ from: 'bob', text: '2' })
    expect((await Promise.all([...sent, last])).flat()).toHaveLength(21)
    await refused
    expect(did.length).toBeLessThan(27)
    expect(await stored()).toBe(23)
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
    expect(did).toEqual(['stored', 'stored'])
  })

  test('whoever was erased is a stranger', async () => {
    const { contact, conversation } = await house.person('ann')
    await house.settle(desk)
    await house.database.transaction(tx => erasePerson(desk.ports.vault, [], tx, contact, house.clock.now))
    const [received] = await come({ from: 'ann', text: '买票' })
    expect(received?.conversation).not.toBe(conversation)
    expect(received?.contact).not.toBe(contact)
  })

  test('a cry for help raises its alarm in that statement, and a photo costs no other', async () => {
    await come({ from: 'ann', text: '我摔倒了起不来' })
    await come({ from: 'bob', content: { kind: 'media', media: 'photo', remote: newId() } })
    expect(did).toEqual(['stored', 'stored'])
    expect(await house.database.db.$count(alarm)).toBe(1)
  })

  test('a stranger’s first words may be a cry for help', async () => {
    const [, received] = await come(
      { from: 'new', text: '我摔倒了起不来' },
      { from: 'new', text: '救命' },
      { from: 'ann', text: '救命' },
    )
    expect(did).toEqual(['stored'])
    const raised = await house.database.db.select().from(alarm)
    expect(raised).toHaveLength(3)
    expect(raised.filter(row => row.contactId === received?.contact).map(row => row.area)).toEqual(['4101', '4101'])
  })
})
