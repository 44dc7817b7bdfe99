import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import * as schema from '../../db/schema/index.ts'
import { demoContactId } from '../../db/seed/people.ts'
import { eq, sql } from '../../db/sql.ts'
import { openVault } from '../../db/vault.ts'
import { type AlarmId, branded, type ContactId, type HandoffId } from '../../src/core/ids.ts'
import { listAlarms } from '../../src/desk/alarm-cards.ts'
import { openAlarm } from '../../src/desk/alarm-detail.ts'
import { erasePerson } from '../../src/desk/erase-person.ts'
import { listHandoffs } from '../../src/desk/handoff-cards.ts'
import { openHandoff } from '../../src/desk/handoff-detail.ts'
import { transcript } from '../../src/desk/transcript.ts'
import { ENGINES, TEST_SECRET } from '../database.ts'
import { type House, openHouse } from '../desk/test-desk.ts'
import { allKeys, openedBy, rowTexts } from './sealed-everywhere.ts'
import { act, callRoute, type Life, liveWhole, MEAL, OWN, staffOf } from './whole-life.ts'

/** No file of assistance; a relative may order for them, and their wife lives at the same door. */
const WHO = 'P004'
const NAME = '赵德昌'
const ID_NUMBER = '99999919460130009X'
const RELATIVE = demoContactId('R002')

describe.each(ENGINES)('erasing a person on %s', engine => {
  let house: House
  beforeEach(async () => {
    house = await openHouse(engine, 'demo')
  })
  afterEach(() => house.close())

  const erase = (life: Life, id: ContactId = life.person) =>
    house.database.transaction(tx => erasePerson(life.desk.ports.vault, life.trades, tx, id, house.clock.now))
  const idsOf = (life: Life) => [life.person, ...life.chats.flatMap(chat => [chat.contact, chat.conversation])]
  const peopleOf = (life: Life) => [life.person, ...life.chats.map(chat => chat.contact)]

  test('nothing of theirs opens any more, whoever kept their keys, and nothing they are stands anywhere', async () => {
    const { db, vault } = house.database
    const life = await liveWhole(house, WHO)
    // So many sealed rows of others that trying every key on them takes a while.
    await db.delete(schema.mealOrder).where(sql`act_key like 'seed:%' and contact_id <> ${life.person}`)
    const keys = await allKeys(db, vault)
    const theirs = peopleOf(life).flatMap(id => keys.get(id) ?? [])
    expect(theirs).toHaveLength(3)
    const before = await openedBy(db, vault, theirs)
    const places = new Set(before.map(cell => cell.place))
    expect([...places].sort()).toEqual(SEALED)
    for (const own of [...Object.values(OWN).filter(one => one !== OWN.photo), NAME, ID_NUMBER]) {
      expect(JSON.stringify(before)).toContain(own)
    }

    expect(await erase(life)).toEqual({ kept: false })
    expect(await openedBy(db, vault, theirs)).toEqual([])
    const left = JSON.stringify(await openedBy(db, vault, [...keys.values()]))
    for (const own of [...Object.values(OWN), NAME, ID_NUMBER]) expect(left).not.toContain(own)
    const elsewhere = await openVault(house.database, { current: TEST_SECRET })
    expect(await elsewhere.keys(db, peopleOf(life))).toEqual(new Map())
    expect(await db.select().from(schema.identityCode)).toEqual([])
    expect(await mandatesOf(life.person)).toEqual([{ state: 'revoked' }])
  })

  test('sums, numbers and times of their orders and visits stay', async () => {
    const life = await liveWhole(house, WHO)
    const [order, visit] = await recordsOf(life.person)
    await erase(life)
    const nothing = expect.objectContaining({ length: 0 })
    expect(await recordsOf(life.person)).toEqual([
      { ...order, recipient: nothing, dietary: [] },
      { ...visit, details: nothing, visitor: null },
    ])
  })

  test('whoever else is on file is untouched to the last row', async () => {
    const life = await liveWhole(house, WHO)
    await house.talk(life.desk, 'neighbour', '你好')
    const meal = { ...MEAL, site: 'M01', dishes: [{ id: 'D042', quantity: 1 }] }
    expect(await act(house, life, 'meals.place', meal, demoContactId('P002'))).toMatchObject({ name: 'placed' })
    const before = await rowTexts(house.database.db)
    await erase(life)
    const after = await rowTexts(house.database.db)
    const isTheirs = (row: string) => idsOf(life).some(id => row.includes(id))
    const changed = [...before, ...after].filter(row => !(before.has(row) && after.has(row)))
    expect(changed.length).toBeGreaterThan(20)
    expect(changed.filter(row => !isTheirs(row))).toEqual([])
  })

  test.each(['this process', 'another process'])('staff’s lists and talks still open in %s', async where => {
    const life = await liveWhole(house, WHO)
    await erase(life)
    const elsewhere = await openVault(house.database, { current: TEST_SECRET })
    const vault = where === 'this process' ? life.desk.ports.vault : elsewhere
    const ports = { ...life.desk.ports, vault }
    const { db } = house.database
    const dispatcher = staffOf('dispatcher')
    const sheet = await callRoute(house, life, '/kitchen', MEAL, dispatcher)
    expect(sheet).toMatchObject({ orders: 1, labels: [{ name: null, door: null }] })
    expect(await callRoute(house, life, '/orders', MEAL, dispatcher)).toMatchObject({ orders: [{ recipient: null }] })
    const done = { date: '2026-11-26', state: 'done' }
    expect(await callRoute(house, life, '/visits', done, dispatcher)).toMatchObject({ visits: [{ details: null }] })
    expect(await callRoute(house, life, '/applications', {}, staffOf('supervisor'))).toHaveProperty('applications')

    const operator = staffOf('operator')
    expect(await listHandoffs(ports, db, operator, 'open')).toEqual([])
    const handoffs = await listHandoffs(ports, db, operator, 'closed')
    expect(handoffs.map(card => card.state).sort()).toEqual(['closed', 'closed', 'withdrawn'])
    for (const { id } of handoffs) {
      const opened = await openHandoff(ports, operator, branded<HandoffId>(id))
      expect(opened).toMatchObject({ messages: [], note: null, form: null, draft: null, profile: { name: null } })
    }
    const alarms = await listAlarms(ports, db, operator)
    expect(alarms).toHaveLength(2)
    for (const { id } of alarms) {
      const opened = await openAlarm(ports, operator, branded<AlarmId>(id))
      expect(opened).toMatchObject({ messages: [], note: null, form: null, profile: { name: null, phone: null } })
    }
    for (const { conversation } of life.chats) expect(await transcript(ports, conversation, { limit: 100 })).toEqual([])
  })

  test('a relative who ordered for them still finds that order, and no other of theirs can be placed', async () => {
    const life = await liveWhole(house, WHO)
    const forThem = { ...MEAL, dishes: [{ id: 'D018', quantity: 1 }], diner: life.person }
    const placed = await act(house, life, 'meals.place', { ...forThem, period: 'dinner' }, RELATIVE)
    const order = String(placed.output.order)
    await house.database.db.update(schema.mealOrder).set({ status: 'delivered' }).where(eq(schema.mealOrder.id, order))
    await erase(life)
    expect(await act(house, life, 'meals.orders', {}, RELATIVE)).toMatchObject({ output: { order: { id: order } } })
    expect(await act(house, life, 'meals.place', forThem, RELATIVE)).toMatchObject({ name: 'not_allowed' })
  })

  test.each(['the person', 'either chat'])('by the id of %s all of it goes', async which => {
    const life = await liveWhole(house, WHO)
    await erase(life, which === 'the person' ? life.person : life.chats[1]?.contact)
    const gone = await house.database.db.select().from(schema.contact)
    const erased = gone.filter(row => row.erasedAt !== null)
    expect(erased.map(row => row.id).sort()).toEqual(peopleOf(life).sort())
    expect(erased.every(row => row.profile === null && row.level === 'anonymous')).toBe(true)
  })

  test('once erased there is nobody to erase, by no id', async () => {
    const life = await liveWhole(house, WHO)
    await erase(life)
    for (const id of peopleOf(life)) await expect(erase(life, id)).rejects.toMatchObject({ code: 'not_found' })
  })

  test('whoever writes from the same place again is a stranger with a greeting of their own', async () => {
    const life = await liveWhole(house, WHO)
    await erase(life)
    await house.talk(life.desk, 'home', '买票')
    const stranger = await house.person('home')
    expect(idsOf(life)).not.toContain(stranger.contact)
    expect(await house.botSaid('home')).not.toEqual([])
    const [row] = await house.database.db.select().from(schema.contact).where(eq(schema.contact.id, stranger.contact))
    expect(row).toMatchObject({ level: 'anonymous', profiled: false, erasedAt: null })
  })

  test('a dinner, a visit or an alarm under way is named, and nothing is erased until it is over', async () => {
    const { db } = house.database
    const life = await liveWhole(house, WHO)
    const [order, visit] = await recordsOf(life.person)
    const before = await rowTexts(db)
    const set = async (meal: string, come: string, alarm: string) => {
      await db
        .update(schema.mealOrder)
        .set({ status: meal })
        .where(eq(schema.mealOrder.id, order?.id ?? ''))
      await db
        .update(schema.visitRequest)
        .set({ status: come })
        .where(eq(schema.visitRequest.id, visit?.id ?? ''))
      await db.update(schema.alarm).set({ state: alarm })
    }
    await set('out_for_delivery', 'booked', 'closed')
    const refusal = await erase(life).catch(error => error)
    expect(refusal).toMatchObject({ code: 'conflict' })
    expect(refusal.message).toContain(order?.number)
    expect(refusal.message).toContain(visit?.number)
    await set('delivered', 'done', 'taken')
    await expect(erase(life)).rejects.toMatchObject({ code: 'conflict', message: expect.stringContaining('alarm') })
    await set('delivered', 'done', 'closed')
    expect(await rowTexts(db)).toEqual(before)
    expect(await erase(life)).toEqual({ kept: false })
  })

  test('an application stays with name and ID number and can still be decided; talks and dinners go', async () => {
    const { db, vault } = house.database
    const life = await liveWhole(house, 'P001')
    const keys = await allKeys(db, vault)
    expect(await erase(life)).toEqual({ kept: true })
    const theirs = peopleOf(life).flatMap(id => keys.get(id) ?? [])
    const left = await openedBy(db, vault, theirs)
    expect(left).toEqual([
      {
        place: 'contact.profile',
        value: expect.objectContaining({ idNumber: '999999194203080028', address: null, phone: null, form: null }),
      },
    ])
    expect(JSON.stringify(left)).toContain('陈桂兰')
    const supervisor = staffOf('supervisor')
    const [file] = await db
      .select()
      .from(schema.applicationCase)
      .where(eq(schema.applicationCase.contactId, life.person))
    const step = { id: file?.id, to: 'rejected', reason: 'assets_over' }
    expect(await callRoute(house, life, '/applications/:id/advance', step, supervisor)).toMatchObject({
      status: 'rejected',
    })
    for (const { conversation } of life.chats) {
      expect(await transcript(life.desk.ports, conversation, { limit: 100 })).toEqual([])
    }
  })

  async function recordsOf(person: ContactId) {
    const { db } = house.database
    const { mealOrder, visitRequest } = schema
    const orders = await db.select().from(mealOrder).where(eq(mealOrder.contactId, person))
    const visits = await db.select().from(visitRequest).where(eq(visitRequest.contactId, person))
    const [order] = orders.filter(one => !one.actKey.startsWith('seed:'))
    return [order, visits[0]] as const
  }

  async function mandatesOf(elder: ContactId) {
    const { mandate } = schema
    return house.database.db.select({ state: mandate.state }).from(mandate).where(eq(mandate.elderId, elder))
  }
})

/** Where a whole life leaves sealed words; a new place must be thought of when people are erased. */
const SEALED = [
  'alarm.note',
  'attachment.body',
  'channel_identity.address',
  'contact.profile',
  'conversation.talk',
  'handoff.note',
  'inbound.content',
  'inbound.understood',
  'meal_order.recipient',
  'message.body',
  'not_understood.text',
  'visit_request.details',
  'visit_request.visitor',
]
