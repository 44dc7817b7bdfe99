import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import * as schema from '../../db/schema/index.ts'
import { ENGINES } from '../database.ts'
import { type House, openHouse } from './test-desk.ts'

const ANSWERS = ['2', '1', '3', '1'] as const

describe.each(ENGINES)('turn on %s', engine => {
  let house: House
  beforeEach(async () => {
    house = await openHouse(engine)
    await house.stock({ rice: 100, noodle: 100 })
  })
  afterEach(() => house.close())

  const orderOf = async (who: string) => (await house.orders(who)).map(order => order.lines)
  const NOODLES = [[{ dish: 'noodle', quantity: 3, priceFen: 0 }]]

  test('a talk of five messages ends with one order', async () => {
    const desk = await house.desk()
    await house.talk(desk, 'ann', '买票', ...ANSWERS)
    expect(await orderOf('ann')).toEqual(NOODLES)
  })

  test('the same message twice, at once and late, has one effect and one answer', async () => {
    const desk = await house.desk()
    await house.talk(desk, 'ann', '买票', '2', '1', '3')
    const confirm = { from: 'ann', text: '1', key: 'ann:confirm' }
    const twice = await Promise.all([house.store(desk, confirm), house.store(desk, confirm)])
    expect(twice.flat().filter(one => !one.duplicate)).toHaveLength(1)
    await house.settle(desk)
    const said = await house.botSaid('ann')
    expect((await house.store(desk, confirm))[0]?.duplicate).toBe(true)
    await house.settle(desk)
    expect(await house.botSaid('ann')).toEqual(said)
    expect(await orderOf('ann')).toEqual(NOODLES)
  })

  test('two quick answers are both kept, in order, and answered together', async () => {
    const desk = await house.desk()
    await house.talk(desk, 'ann', '买票')
    const before = (await house.botSaid('ann')).length
    await house.store(desk, { from: 'ann', text: '2' }, { from: 'ann', text: '1' })
    await house.settle(desk)
    // The size, asked and already answered, is not asked any more.
    expect((await house.botSaid('ann')).slice(before)).toEqual(['要几张？'])
    await house.talk(desk, 'ann', '3', '1')
    expect(await orderOf('ann')).toEqual(NOODLES)
  })

  test('messages that wait together are taken in the order of the platform', async () => {
    const desk = await house.desk()
    await house.talk(desk, 'ann', '买票')
    const at = house.clock.now
    await house.store(desk, { from: 'ann', text: '1', sort: at + 2 }, { from: 'ann', text: '2', sort: at + 1 })
    await house.settle(desk)
    await house.talk(desk, 'ann', '3', '1')
    expect(await orderOf('ann')).toEqual(NOODLES)
  })

  test.each([
    ['a step that throws', '坏票'],
    ['an operation that the database refuses', '错票'],
  ])('%s goes to a person after three tries, and its neighbours never notice', async (_, word) => {
    const desk = await house.desk()
    await house.talk(desk, 'ann', '买票', '2', '1', '3')
    await house.talk(desk, 'bob', '你好')
    await house.store(desk, { from: 'bob', text: word }, { from: 'ann', text: '1' })
    await house.settle(desk)
    expect(await orderOf('ann')).toEqual(NOODLES)
    for (let i = 0; i < 4 && (await house.person('bob')).owner === 'bot'; i++) {
      house.clock.pass(5_000)
      await house.settle(desk)
    }
    expect((await house.person('bob')).owner).toBe('staff')
    const handoffs = await house.database.db.select().from(schema.handoff)
    expect(handoffs.map(row => row.reason)).toEqual(['failure'])
    expect((await house.transcript('bob')).map(line => line.text)).toContain(word)
  })

  test('a message that fails takes nothing with it that waited before it in its talk', async () => {
    const desk = await house.desk()
    await house.store(desk, { from: 'bob', text: '买票', key: 'bob:m1' }, { from: 'bob', text: '错票', key: 'bob:m2' })
    for (let i = 0; i < 4; i++) {
      await house.settle(desk)
      house.clock.pass(5_000)
    }
    expect((await house.handoffs('bob')).map(row => row.reason)).toEqual(['failure'])
    expect(await house.botSaid('bob')).toContain('要哪一样？')
    const stored = await house.database.db.select().from(schema.inbound).orderBy(schema.inbound.id)
    expect(stored.map(row => [row.eventKey, row.failure])).toEqual([
      ['bob:m1', null],
      ['bob:m2', 'step_failed'],
    ])
  })

  test('a batch that the database refuses is tried again in order of arrival', async () => {
    await house.database.db.delete(schema.stock)
    await house.stock({ noodle: 3 })
    const desk = await house.desk()
    await house.talk(desk, 'ann', '买票', '2', '1')
    await house.talk(desk, 'bob', '买票', '2', '1', '3')
    const ann = (text: string) => ({ from: 'ann', text })
    await house.store(desk, { from: 'eve', text: '错票' }, ann('3'), { from: 'bob', text: '1' }, ann('1'))
    await house.settle(desk)
    expect(await orderOf('bob')).toEqual(NOODLES)
    expect(await orderOf('ann')).toEqual([])
  })

  test('a message that the database refuses takes a batch with it once', async () => {
    const desk = await house.desk()
    for (const text of ['错票', '1', '1', '1', '1']) {
      await house.store(desk, { from: 'bob', text }, { from: 'ann', text: '你好' }, { from: 'eve', text: '你好' })
      await house.settle(desk)
      house.clock.pass(5_000)
    }
    expect((await house.person('bob')).owner).toBe('staff')
    expect(house.logs.filter(line => line.includes('turn.batch_failed'))).toHaveLength(1)
  })

  test('a batch gives what one by one gives while stock runs out: the earliest arrivals win', async () => {
    const people = Array.from({ length: 64 }, (_, i) => `p${i}`)
    await house.database.db.delete(schema.stock)
    await house.stock({ rice: 100, noodle: 100 })
    const desk = await house.desk()
    for (const step of ['买票', '2', '1', '3']) {
      await house.store(desk, ...people.map(from => ({ from, text: step })))
      await house.settle(desk)
    }
    await house.store(desk, ...people.map(from => ({ from, text: '1' })))
    await house.settle(desk)
    const won: string[] = []
    for (const one of people) if ((await house.orders(one)).length > 0) won.push(one)
    // 100 in stock, three each: one by one the 33 first would have been served too.
    expect(won).toEqual(people.slice(0, 33))
    expect(await house.taken('noodle')).toBe(99)
  })

  test('an alarm stands with the storing of the cry, whatever the turn does', async () => {
    const desk = await house.desk()
    await house.store(desk, { from: 'ann', text: '我摔倒了起不来' })
    const alarms = await house.database.db.select().from(schema.alarm)
    expect(alarms.map(row => [row.class, row.state])).toEqual([['fall', 'raised']])
  })

  test('staff own the talk: the bot is silent, but a cry for help is answered', async () => {
    const desk = await house.desk()
    await house.talk(desk, 'ann', '0')
    const before = (await house.botSaid('ann')).length
    await house.database.db.update(schema.handoff).set({ state: 'claimed' })
    await house.talk(desk, 'ann', '买票')
    expect((await house.botSaid('ann')).length).toBe(before)
    await house.talk(desk, 'ann', '我胸口疼')
    expect((await house.botSaid('ann')).at(-1)).toContain('120')
    expect(await house.database.db.select().from(schema.alarm)).toHaveLength(1)
  })

  test('a queue that nobody serves becomes a promised call, and the talk goes on', async () => {
    const desk = await house.desk()
    await house.talk(desk, 'ann', '买票', '0')
    expect((await house.person('ann')).owner).toBe('staff')
    house.clock.pass(10 * 60_000)
    await desk.sweep()
    await house.settle(desk)
    expect((await house.person('ann')).owner).toBe('bot')
    const [handoff] = await house.database.db.select().from(schema.handoff)
    expect(handoff?.state).toBe('promised')
    expect(handoff?.promisedFor).not.toBeNull()
    await house.talk(desk, 'ann', ...ANSWERS)
    expect(await orderOf('ann')).toEqual(NOODLES)
  })

  test.each([
    ['a person', '0', 'asked'],
    ['help', '我胸口疼', 'danger'],
  ])('whoever was promised a call and calls for %s again is in the queue again', async (_, words, reason) => {
    const desk = await house.desk()
    await house.talk(desk, 'ann', '0')
    house.clock.pass(10 * 60_000)
    await desk.sweep()
    await house.settle(desk)
    await house.talk(desk, 'ann', words)
    expect((await house.person('ann')).owner).toBe('staff')
    const handoffs = await house.handoffs('ann')
    expect(handoffs.map(row => `${row.reason} ${row.state}`)).toEqual([`${reason} open`])
    expect(handoffs[0]?.promisedFor).not.toBeNull()
    house.clock.pass(10 * 60_000)
    await desk.sweep()
    await house.settle(desk)
    // A danger is never promised away.
    expect((await house.handoffs('ann'))[0]?.state).toBe(reason === 'danger' ? 'open' : 'promised')
  })

  test('a person called for and given up in one breath was called for all the same', async () => {
    const desk = await house.desk()
    await house.talk(desk, 'ann', '买票')
    await house.store(desk, ...['0', '2', '0'].map(text => ({ from: 'ann', text })))
    await house.settle(desk)
    const states = (await house.handoffs('ann')).map(row => `${row.reason} ${row.state}`)
    expect(states.sort()).toEqual(['asked open', 'asked withdrawn'])
  })

  test('whoever waits for a person can stop waiting', async () => {
    const desk = await house.desk()
    await house.talk(desk, 'ann', '买票', '0', '2')
    expect((await house.person('ann')).owner).toBe('bot')
    const [handoff] = await house.database.db.select().from(schema.handoff)
    expect(handoff?.state).toBe('withdrawn')
    await house.talk(desk, 'ann', ...ANSWERS)
    expect(await orderOf('ann')).toEqual(NOODLES)
  })
})
