import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import * as schema from '../../db/schema/index.ts'
import people from '../../db/seed/data/people.json' with { type: 'json' }
import { demoContactId } from '../../db/seed/people.ts'
import { like } from '../../db/sql.ts'
import type { ContactId } from '../../src/core/ids.ts'
import { givePerson } from '../../src/desk/give-person.ts'
import { ENGINES } from '../database.ts'
import { type House, openHouse } from '../desk/test-desk.ts'
import { act, type Life, liveWhole, MEAL, OWN } from './whole-life.ts'

const VISIT = { offer: 'VO5', date: '2026-11-26', half_day: 'morning', answers: { hardship: 'illness' } }

describe.each(ENGINES)('handing out what is kept of a person on %s', engine => {
  let house: House
  beforeEach(async () => {
    house = await openHouse(engine, 'demo')
  })
  afterEach(() => house.close())

  const give = (life: Life, id: ContactId = life.person) => givePerson(life.desk.ports, life.trades, id)
  const namesOfOthers = (code: string) =>
    [...people.elders, ...people.relatives].filter(one => one.code !== code).map(one => one.name['zh-CN'])

  test('profile, both talks, dinners, visits and files are in it, opened, and nobody else is', async () => {
    const life = await liveWhole(house, 'P001')
    const given = await give(life)
    expect(given).toMatchObject({
      contact: life.person,
      level: 'verified',
      profile: { name: { 'zh-CN': '陈桂兰' }, phone: '13800000101', address: '南阳路188号院5号楼1单元302' },
      records: {
        visits: [{ status: 'done', details: expect.stringContaining(OWN.report) }],
        applications: [{ number: 'ZZ410105202610100001111', status: 'reviewing' }],
      },
    })
    expect(given.mandates).toMatchObject([{ relativeId: demoContactId('R001'), elderId: life.person }])
    const said = given.talks.map(talk => talk.messages.filter(one => one.from === 'resident').map(one => one.text))
    expect(said.sort()).toEqual([
      [OWN.chatter, `${OWN.chatter}，away`],
      [OWN.chatter, `${OWN.chatter}，home`],
    ])
    expect(given.talks.every(talk => talk.messages.some(one => one.from === 'bot'))).toBe(true)
    expect(JSON.stringify(given.records.meals)).toContain('陈桂兰')
    for (const name of namesOfOthers('P001')) expect(JSON.stringify(given)).not.toContain(name)
    expect(await give(life, life.chats[1]?.contact)).toEqual(given)
  })

  test('a relative is not handed the door, phone and allergies of whom they ordered for, the elder is', async () => {
    const life = await liveWhole(house, 'P004')
    const { mealOrder } = schema
    await house.database.db.delete(mealOrder).where(like(mealOrder.actKey, 'seed:%'))
    const dinner = { ...MEAL, period: 'dinner', mode: 'collect', dishes: [{ id: 'D018', quantity: 1 }] }
    const relative = demoContactId('R002')
    expect(await act(house, life, 'meals.place', { ...dinner, diner: life.person }, relative)).toMatchObject({
      name: 'placed',
    })
    const asked = await act(
      house,
      life,
      'visits.request',
      { ...VISIT, who: demoContactId('P007') },
      demoContactId('R003'),
    )
    expect(asked).toMatchObject({ name: 'requested' })
    expect((await give(life, demoContactId('R003'))).records.visits).toMatchObject([
      { details: 'null', visitor: 'null' },
    ])
    const own = await give(life, relative)
    expect(own.records.meals).toMatchObject([{ period: 'dinner', recipient: null }])
    for (const name of namesOfOthers('R002')) expect(JSON.stringify(own)).not.toContain(name)
    const elders = JSON.stringify((await give(life)).records.meals)
    expect(elders.split('赵德昌')).toHaveLength(3)
  })

  test('whom they named themselves in an order is in it', async () => {
    const life = await liveWhole(house, 'P004')
    const other = { name: '司徒测松', street: '410105002', address: '测绘巷66号院1号楼', phone: '13699998888' }
    const dishes = [{ id: 'D018', quantity: 1 }]
    const dinner = { ...MEAL, period: 'dinner', mode: 'collect', dishes, allergies: [], other }
    expect(await act(house, life, 'meals.place', dinner)).toMatchObject({ name: 'placed' })
    expect(JSON.stringify((await give(life)).records.meals)).toContain('司徒测松')
  })
})
