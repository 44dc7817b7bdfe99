import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { attempt, message } from '../../db/schema/index.ts'
import { asc } from '../../db/sql.ts'
import type { InboundContent } from '../../src/core/inbound.ts'
import type { OutboundBody } from '../../src/core/outbound.ts'
import { WAITS } from '../../src/desk/ports.ts'
import { briefProcess } from '../../src/desk/turn/suspects.ts'
import { ENGINES } from '../database.ts'
import { type House, openHouse } from './test-desk.ts'

// What a process that died leaves behind: the events it was trying, waiting still, and the trace of each try.
describe.each(ENGINES)('after deaths of processes on %s', engine => {
  let house: House
  beforeEach(async () => {
    house = await openHouse(engine)
    await house.stock({ rice: 100, noodle: 100 })
  })
  afterEach(() => house.close())

  type Desk = Awaited<ReturnType<House['desk']>>

  /** Ann's last answer waits, and each of these processes died while it tried it. */
  async function diedTrying(desk: Desk, ...processes: string[]): Promise<void> {
    await house.talk(desk, 'ann', '买票', '2', '1', '3')
    await died({ kind: 'text', text: '1' }, desk, ...processes)
  }

  async function died(content: InboundContent, desk: Desk, ...processes: string[]): Promise<void> {
    const [waiting] = await house.store(desk, { from: 'ann', content })
    const traces = processes.map(process => ({
      inboundIds: [waiting?.id ?? 0],
      process,
      alone: true,
      at: new Date(house.clock.now),
    }))
    await house.database.db.insert(attempt).values(traces)
  }

  async function look(desk: Desk): Promise<void> {
    desk.turn.wake()
    await desk.turn.idle()
  }

  test.each([
    ['one death', ['gone']],
    ['several lanes of one process that died', ['gone', 'gone', 'gone', 'gone']],
  ])('%s: the answer is tried again at once', async (_, processes) => {
    const desk = await house.desk()
    await diedTrying(desk, ...processes)
    await look(desk)
    expect(await house.orders('ann')).toHaveLength(1)
    expect((await house.person('ann')).owner).toBe('bot')
  })

  test('processes that died together with it in their batches are one death: one of them held it', async () => {
    const desk = await house.desk()
    await house.talk(desk, 'ann', '买票', '2', '1', '3')
    const both = await house.store(desk, { from: 'ann', text: '1' }, { from: 'bob', text: '买票' })
    const batch = { inboundIds: both.map(one => one.id), at: new Date(house.clock.now) }
    const traces = ['gone', 'gone too', 'gone as well'].map(process => ({ ...batch, process }))
    await house.database.db.insert(attempt).values(traces)
    await look(desk)
    expect(await house.orders('ann')).toHaveLength(1)
    expect(await house.handoffs('bob')).toHaveLength(0)
  })

  test('processes that died while another lane was at the one that kills: a batch of one is no proof', async () => {
    const desk = await house.desk()
    await house.talk(desk, 'ann', '买票', '2', '1', '3')
    const [waiting] = await house.store(desk, { from: 'ann', text: '1' })
    const trace = { inboundIds: [waiting?.id ?? 0], at: new Date(house.clock.now) }
    await house.database.db.insert(attempt).values(['a', 'b', 'c'].map(process => ({ ...trace, process })))
    await look(desk)
    expect(await house.orders('ann')).toHaveLength(1)
    expect(await house.handoffs('ann')).toHaveLength(0)
  })

  test('three processes died with two messages of one talk at work: none of these deaths is one message’s own', async () => {
    const desk = await house.desk()
    await house.talk(desk, 'ann', '买票', '2', '1')
    const both = await house.store(desk, { from: 'ann', text: '3' }, { from: 'ann', text: '1' })
    const trace = { inboundIds: both.map(one => one.id), at: new Date(house.clock.now) }
    await house.database.db.insert(attempt).values(['a', 'b', 'c'].map(process => ({ ...trace, process })))
    await look(desk)
    expect(await house.orders('ann')).toHaveLength(1)
    expect(await house.handoffs('ann')).toHaveLength(0)
  })

  test('an arrival that killed three processes goes to a person, and is no line of theirs', async () => {
    const desk = await house.desk()
    await died({ kind: 'joined' }, desk, 'gone', 'gone too', 'gone as well')
    await look(desk)
    expect((await house.handoffs('ann')).map(row => row.reason)).toEqual(['failure'])
    expect((await house.transcript('ann')).map(line => line.from)).toEqual(['bot'])
  })

  test('two deaths may be chance: the last try waits until the process has lived for a while', async () => {
    const desk = await house.desk()
    await diedTrying(desk, 'gone', 'gone too')
    await look(desk)
    expect(await house.orders('ann')).toHaveLength(0)
    house.clock.pass(WAITS.lastTry[0])
    await look(desk)
    expect(await house.orders('ann')).toHaveLength(1)
    expect((await house.person('ann')).owner).toBe('bot')
  })

  test.each([
    { apart: 6_000, waits: 6_000 },
    { apart: 600_000, waits: 8_000 },
  ])('two deaths $apart ms apart: the last try waits $waits ms', async ({ apart, waits }) => {
    const desk = await house.desk()
    await diedTrying(desk, 'gone')
    house.clock.pass(apart)
    const [trace] = await house.database.db.select().from(attempt)
    const again = {
      inboundIds: trace?.inboundIds ?? [],
      process: 'gone too',
      alone: true,
      at: new Date(house.clock.now),
    }
    await house.database.db.insert(attempt).values(again)
    house.clock.pass(waits - 1)
    await look(desk)
    expect(await house.orders('ann')).toHaveLength(0)
    house.clock.pass(1)
    await look(desk)
    expect(await house.orders('ann')).toHaveLength(1)
  })

  test('a process that has just come up has not lived for a while, however long ago the others died', async () => {
    await diedTrying(await house.desk(), 'gone', 'gone too')
    house.clock.pass(WAITS.lastTry[0])
    const desk = await house.desk({ process: 'second' })
    await look(desk)
    expect(await house.orders('ann')).toHaveLength(0)
    house.clock.pass(WAITS.lastTry[0])
    await look(desk)
    expect(await house.orders('ann')).toHaveLength(1)
  })

  test('what waits for its last try is in nobody’s batch, and those behind it wait with it', async () => {
    const desk = await house.desk()
    await diedTrying(desk, 'gone', 'gone too')
    await house.store(desk, { from: 'ann', text: '买票' }, { from: 'bob', text: '买票' })
    await look(desk)
    expect(await house.botSaid('bob')).toContain('要哪一样？')
    expect(await house.orders('ann')).toHaveLength(0)
    expect((await house.botSaid('ann')).at(-1)).toBe('您要3张noodle，large，对吗？')
  })

  test('three deaths: it goes to a person untried', async () => {
    const ran: string[] = []
    const desk = await house.desk({ hooks: { ran: name => ran.push(name) } })
    await diedTrying(desk, 'gone', 'gone too', 'gone as well')
    await look(desk)
    expect(ran).toEqual([])
    expect((await house.handoffs('ann')).map(row => row.reason)).toEqual(['failure'])
  })

  test('what was pressed can be read by the person who takes over', async () => {
    const desk = await house.desk()
    await house.talk(desk, 'ann', '买票')
    const { contact } = await house.person('ann')
    const { vault, db } = house.database
    const key = (await vault.keys(db, [contact])).get(contact)
    const asked = (await db.select().from(message).orderBy(asc(message.id))).at(-1)
    if (!key || !asked) throw new Error('nothing was asked')
    const { choices } = vault.open(key, asked.body) as OutboundBody // sealed by the turn as one
    const token = choices[1]?.token ?? ''
    await died({ kind: 'choice', token }, desk, 'gone', 'gone too', 'gone as well')
    await look(desk)
    expect((await house.person('ann')).owner).toBe('staff')
    expect((await house.transcript('ann')).filter(line => line.from === 'resident').at(-1)?.text).toBe('品种noodle')
  })

  test('requests on the edge are taken for alive for half a minute, and for dead after that', async () => {
    const desk = await house.desk()
    await diedTrying(desk, briefProcess('a'), briefProcess('b'), briefProcess('c'))
    await look(desk)
    expect(await house.orders('ann')).toHaveLength(1)
    await house.talk(desk, 'bob', '买票')
    const [waiting] = await house.store(desk, { from: 'bob', text: '2' })
    const at = new Date(house.clock.now)
    const traces = ['d', 'e', 'f'].map(id => ({
      inboundIds: [waiting?.id ?? 0],
      process: briefProcess(id),
      alone: true,
      at,
    }))
    await house.database.db.insert(attempt).values(traces)
    house.clock.pass(30_000)
    await look(desk)
    expect((await house.handoffs('bob')).map(row => row.reason)).toEqual(['failure'])
  })

  test('a request lives too briefly to wait: it makes the last try when the pause after the deaths is over', async () => {
    const desk = await house.desk()
    await diedTrying(desk, briefProcess('a'), briefProcess('b'))
    house.clock.pass(30_000)
    await look(await house.desk({ process: briefProcess('c') }))
    expect(await house.orders('ann')).toHaveLength(1)
  })
})

// PGlite has one connection, so its lanes wait for each other anyway.
test('suspects are tried one after the other, however many lanes look', async () => {
  const house = await openHouse('postgres')
  onTestFinished(() => house.close())
  await house.stock({ rice: 100, noodle: 100 })
  const goOn = Promise.withResolvers<void>()
  const reached = Promise.withResolvers<void>()
  const ran = () => {
    reached.resolve()
    return goOn.promise
  }
  const desk = await house.desk({ hooks: { ran } })
  for (const name of ['ann', 'bob']) await house.talk(desk, name, '买票', '2', '1', '3')
  const both = await house.store(desk, { from: 'ann', text: '1' }, { from: 'bob', text: '1' })
  const trace = { inboundIds: both.map(one => one.id), process: 'gone', at: new Date(house.clock.now) }
  await house.database.db.insert(attempt).values(trace)
  desk.turn.wake()
  await reached.promise
  desk.turn.wake()
  await pause(200)
  const traces = await house.database.db.select().from(attempt)
  goOn.resolve()
  await desk.turn.idle()
  expect(traces.filter(({ alone }) => alone)).toHaveLength(1)
  expect([...(await house.orders('ann')), ...(await house.orders('bob'))]).toHaveLength(2)
})
