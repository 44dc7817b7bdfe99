import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import * as schema from '../../db/schema/index.ts'
import { demoContactId } from '../../db/seed/people.ts'
import { eq } from '../../db/sql.ts'
import type { Desk } from '../../src/compose.ts'
import { type ContactId, newId } from '../../src/core/ids.ts'
import { erasePerson } from '../../src/desk/erase-person.ts'
import { ENGINES } from '../database.ts'
import { ACCOUNT } from '../desk/recording-channel.ts'
import { type House, openHouse } from '../desk/test-desk.ts'
import { tradesOf } from './whole-life.ts'

describe.each(ENGINES)('a person is erased while the desk works on %s', engine => {
  let house: House
  let desk: Desk
  beforeEach(async () => {
    house = await openHouse(engine, 'demo')
    await house.stock({ rice: 100, noodle: 100 })
    desk = await house.desk({ trades: tradesOf(house) })
  })
  afterEach(() => house.close())

  const erase = (id: ContactId) =>
    desk.ports.database.transaction(tx => erasePerson(desk.ports.vault, tradesOf(house), tx, id, house.clock.now))

  /** Somebody who is in the middle of a talk, with the key to what they write next. */
  async function talking(from: string) {
    await house.talk(desk, from, '买票')
    const { contact, conversation } = await house.person(from)
    const { vault, db } = house.database
    const key = (await vault.keys(db, [contact])).get(contact)
    if (!key) throw new Error('no key')
    /** As a door leaves it that had looked the sender up before they were erased. */
    const writes = (text: string) =>
      db.insert(schema.inbound).values({
        accountId: ACCOUNT.id,
        eventKey: `late:${text}`,
        conversationId: conversation,
        kind: 'text',
        sort: house.clock.now,
        receivedAt: new Date(house.clock.now),
        content: vault.seal(key, { kind: 'text', text }),
      })
    return { contact, conversation, key, writes }
  }

  async function leftOf(conversation: string) {
    const { db } = house.database
    const { inbound, message, outbox, attempt } = schema
    const events = await db.select().from(inbound).where(eq(inbound.conversationId, conversation))
    return {
      open: events.filter(event => event.handledAt === null || event.content.length > 0).length,
      failures: events.flatMap(event => event.failure ?? []),
      messages: await db.select().from(message).where(eq(message.conversationId, conversation)),
      outbox: await db.select().from(outbox).where(eq(outbox.conversationId, conversation)),
      attempts: await db.select().from(attempt),
    }
  }
  const NOTHING = { open: 0, messages: [], outbox: [], attempts: [] }

  test.each(['the process that knows their key', 'another process'])(
    'what they wrote meanwhile is closed by %s, and whoever wrote beside them is served',
    async which => {
      const ann = await talking('ann')
      await erase(ann.contact)
      const serving =
        which === 'another process' ? await house.desk({ trades: tradesOf(house), process: 'second' }) : desk
      await ann.writes('2')
      await house.store(serving, { from: 'bob', text: '买票' })
      await house.settle(serving)
      await house.send(serving)
      expect(await leftOf(ann.conversation)).toEqual({ ...NOTHING, failures: ['erased'] })
      expect(await house.botSaid('bob')).not.toEqual([])
      expect(house.logs.join('')).not.toMatch(/failed|threw/)
    },
  )

  test('a file that stays does not keep the talk open: its owner is not served there either', async () => {
    const { db, vault } = house.database
    const ann = await talking('ann')
    const [old] = await db
      .select()
      .from(schema.contact)
      .where(eq(schema.contact.id, demoContactId('P001')))
    const elder = (await vault.keys(db, [demoContactId('P001')])).get(demoContactId('P001'))
    if (!elder || !old?.profile) throw new Error('no profile')
    const profile = vault.seal(ann.key, vault.open(elder, old.profile))
    await db.update(schema.contact).set({ profile, profiled: true }).where(eq(schema.contact.id, ann.contact))
    await db.insert(schema.applicationCase).values({
      id: newId(),
      number: 'ZZ410103202611210009999',
      type: 'AT01',
      contactId: ann.contact,
      area: '410105006',
      status: 'reviewing',
      statusAt: new Date(house.clock.now),
      papers: [],
      lookup: 'ann',
    })
    expect(await erase(ann.contact)).toEqual({ kept: true })
    await ann.writes('2')
    await house.settle(desk)
    await house.send(desk)
    expect(await leftOf(ann.conversation)).toEqual({ ...NOTHING, failures: ['erased'] })
    expect(house.logs.join('')).not.toMatch(/failed|threw/)
  })

  test('the turn that holds the talk is waited for, and the dinner that it ordered counts', async () => {
    const ann = await talking('ann')
    await house.talk(desk, 'ann', '2', '1', '3')
    const [dinner] = await house.database.db.select().from(schema.mealOrder).limit(1)
    if (!dinner) throw new Error('no order')
    let erasing: Promise<unknown> = Promise.resolve()
    await house.database.transaction(async tx => {
      const { conversation, mealOrder } = schema
      await tx.select().from(conversation).where(eq(conversation.id, ann.conversation)).for('no key update')
      erasing = erase(ann.contact).catch(error => error)
      await new Promise(done => setTimeout(done, 100))
      const ids = { id: newId(), number: '109999', actKey: 'in the turn', contactId: ann.contact, dinerId: null }
      await tx.insert(mealOrder).values({ ...dinner, ...ids, status: 'placed' })
    })
    expect(await erasing).toMatchObject({ code: 'conflict', message: expect.stringContaining('109999') })
    expect(await house.botSaid('ann')).not.toEqual([])
  })

  test('a message at the door while the erasure commits is closed or from a stranger, never left', async () => {
    const ann = await talking('ann')
    let storing: Promise<unknown> = Promise.resolve()
    await desk.ports.database.transaction(async tx => {
      await erasePerson(desk.ports.vault, tradesOf(house), tx, ann.contact, house.clock.now)
      storing = house.store(desk, { from: 'ann', text: '买票' })
      await new Promise(done => setTimeout(done, 100))
    })
    await storing
    await house.settle(desk)
    await house.send(desk)
    // PGlite has one connection: there the door looks only when the erasure is over.
    expect(await leftOf(ann.conversation)).toEqual({ ...NOTHING, failures: engine === 'postgres' ? ['erased'] : [] })
    await house.talk(desk, 'ann', '买票')
    expect((await house.person('ann')).contact).not.toBe(ann.contact)
    expect(await house.botSaid('ann')).not.toEqual([])
  })

  test('whatever the order in which turns and erasures come, nothing of the erased is left and nobody else waits', async () => {
    for (let round = 0; round < 8; round++) {
      const [ann, bob] = [`ann${round}`, `bob${round}`]
      const gone = await talking(ann)
      await talking(bob)
      const before = (await house.botSaid(bob)).length
      const storing = house.store(desk, { from: ann, text: '2' }, { from: bob, text: '2' })
      await new Promise(done => setTimeout(done, round * 2))
      desk.turn.wake()
      await Promise.all([erase(gone.contact), storing])
      await house.settle(desk)
      await house.send(desk)
      expect(await leftOf(gone.conversation)).toMatchObject({ ...NOTHING, attempts: [] })
      expect((await house.botSaid(bob)).length).toBeGreaterThan(before)
    }
  })
})
