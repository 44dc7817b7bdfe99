import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { Unavailable } from '../../db/failure.ts'
import { outbox } from '../../db/schema/index.ts'
import { asc } from '../../db/sql.ts'
import type { Channel } from '../../src/core/channel.ts'
import { later } from '../../src/core/civil-time.ts'
import { answerPassively } from '../../src/desk/deliver/answer-passively.ts'
import { isReplayed } from '../../src/desk/replayed.ts'
import { ENGINES } from '../database.ts'
import { LostStatements } from './lost-statements.ts'
import { answerLost, NextCommit } from './next-commit.ts'
import { ACCOUNT, type RecordingChannel, recordingChannel, textOf } from './recording-channel.ts'
import { type DeskParts, type House, openHouse } from './test-desk.ts'

const PASSIVE: Channel['passive'] = { withinMs: 4_500, answer: call => ({ type: 'text/plain', body: textOf(call) }) }

describe.each(ENGINES)('answering an event on %s', engine => {
  let house: House
  beforeEach(async () => {
    house = await openHouse(engine)
    await house.stock({ rice: 100, noodle: 100 })
  })
  afterEach(() => house.close())

  const deskWith = (channel: RecordingChannel, database?: DeskParts['database']) =>
    house.desk({ channel, ...(database && { database }) })
  type Desk = Awaited<ReturnType<typeof deskWith>>

  /** The event of one more message, and what answers the platform's request for it. */
  async function asked(desk: Desk, text: string, key?: string) {
    const [event] = await house.store(desk, { from: 'ann', text, ...(key !== undefined && { key }) })
    if (!event) throw new Error('not stored')
    const within = (ms: number) => answerPassively(desk.ports, desk.channel, event, later(house.clock.now, ms))
    return { event, within }
  }

  test('what a bundling channel says to one event is one call', async () => {
    const desk = await deskWith(recordingChannel(ACCOUNT, { bundles: true }))
    await house.talk(desk, 'ann', '买票', '等票')
    await house.send(desk)
    expect(desk.channel.calls.map(call => call.text).join('|')).toBe((await house.botSaid('ann')).join('|'))
    expect(desk.channel.calls).toHaveLength(2)
    expect(await house.outbox()).toEqual([])
  })

  test('the first call of an answer carries what the platform gave to answer with, the others do not', async () => {
    const desk = await deskWith(recordingChannel())
    await house.store(desk, { from: 'ann', text: '买票', reply: 'token 1' }, { from: 'bob', text: '买票' })
    await house.settle(desk)
    await house.store(desk, { from: 'ann', text: '我摔倒了起不来', reply: 'token 2' })
    await house.settle(desk)
    await house.send(desk)
    const replies = desk.channel.calls.filter(call => call.reply !== null)
    expect(replies.map(call => [call.address, call.reply])).toEqual([
      ['ann', 'token 2'],
      ['ann', 'token 1'],
    ])
    // The answer to a cry for help goes first.
    expect(replies[0]?.text).toContain('120')
    expect(replies[1]?.text).toBe((await house.botSaid('ann'))[0])
  })

  test('a platform that waits for its answer gets it, and no call is made', async () => {
    const desk = await deskWith(recordingChannel(ACCOUNT, { bundles: true, passive: PASSIVE }))
    const { within } = await asked(desk, '买票')
    const answer = within(4_000)
    await house.settle(desk)
    expect(await answer.then(call => call && textOf(call))).toBe((await house.botSaid('ann')).join('|'))
    await house.send(desk)
    house.clock.pass(60_000)
    await house.send(desk)
    expect(desk.channel.calls).toEqual([])
    await desk.sweep()
    expect(await house.outbox()).toEqual([])
  })

  test('a platform that lost the answer and asks again gets the same one', async () => {
    const desk = await deskWith(recordingChannel(ACCOUNT, { bundles: true, passive: PASSIVE }))
    const first = await asked(desk, '买票', 'ann:same')
    await house.settle(desk)
    const said = await first.within(0)
    house.clock.pass(5_000)
    const again = await asked(desk, '买票', 'ann:same')
    expect(again.event.duplicate).toBe(true)
    expect(said).not.toBeNull()
    expect(await again.within(0)).toEqual(said)
  })

  test('an answer that could not be read is left to be sent as a call', async () => {
    const desk = await deskWith(recordingChannel(ACCOUNT, { bundles: true, passive: PASSIVE }))
    const { event } = await asked(desk, '买票')
    await house.settle(desk)
    const open = () => {
      throw new Unavailable('the line was lost')
    }
    const lost = { ...desk.ports, vault: { ...desk.ports.vault, open } }
    await expect(answerPassively(lost, desk.channel, event, house.clock.now)).rejects.toThrow('the line was lost')
    house.clock.pass(4_500)
    await house.send(desk)
    expect(desk.channel.calls.map(call => call.text).join('|')).toBe((await house.botSaid('ann')).join('|'))
  })

  test('an answer whose taking was perhaps committed is given', async () => {
    const next = new NextCommit()
    const desk = await deskWith(recordingChannel(ACCOUNT, { bundles: true, passive: PASSIVE }), next.of)
    const { within } = await asked(desk, '买票')
    await house.settle(desk)
    next.goes(answerLost)
    expect(await within(0).then(call => call && textOf(call))).toBe((await house.botSaid('ann')).join('|'))
    await house.send(desk)
    expect(desk.channel.calls).toEqual([])
  })

  test('an answer that had not left when its process died is sent as a call once nobody asks again', async () => {
    const desk = await deskWith(recordingChannel(ACCOUNT, { bundles: true, passive: PASSIVE }))
    const { event } = await asked(desk, '买票')
    await house.settle(desk)
    const died = new LostStatements(/^update "outbox" o set claimed_until = null/)
    died.lose(1)
    const ports = { ...desk.ports, database: died.of(desk.ports.database) }
    expect(await answerPassively(ports, desk.channel, event, house.clock.now)).not.toBeNull()
    expect(died.left).toBe(0)
    house.clock.pass(19_000)
    await desk.sweep()
    await house.send(desk)
    expect(desk.channel.calls).toEqual([])
    house.clock.pass(2_000)
    await desk.sweep()
    await house.send(desk)
    expect(desk.channel.calls.map(call => call.text).join('|')).toBe((await house.botSaid('ann')).join('|'))
    expect(await house.outbox()).toEqual([])
  })

  test('an answer that came too late for the request is sent as a call, and not given again', async () => {
    const desk = await deskWith(recordingChannel(ACCOUNT, { bundles: true, passive: PASSIVE }))
    const { within } = await asked(desk, '买票')
    expect(await within(0)).toBeNull()
    await house.settle(desk)
    await house.send(desk)
    expect(desk.channel.calls).toHaveLength(0)
    house.clock.pass(4_500)
    await house.send(desk)
    expect(desk.channel.calls).toHaveLength(1)
    expect(await within(0)).toBeNull()
  })

  test('an answer that is not in hand before the platform stops listening is sent as a call', async () => {
    const desk = await deskWith(recordingChannel(ACCOUNT, { bundles: true, passive: PASSIVE }))
    const { event, within } = await asked(desk, '买票')
    await house.settle(desk)
    expect(await within(-1_000)).toBeNull()
    const render: Channel['render'] = messages => {
      house.clock.pass(1_000)
      return desk.channel.render(messages)
    }
    expect(await answerPassively(desk.ports, { ...desk.channel, render }, event, house.clock.now)).toBeNull()
    house.clock.pass(4_500)
    await house.send(desk)
    expect(desk.channel.calls.map(call => call.text).join('|')).toBe((await house.botSaid('ann')).join('|'))
    expect(await house.outbox()).toEqual([])
  })

  test('a later answer does not overtake one that is still on its way', async () => {
    const desk = await deskWith(recordingChannel(ACCOUNT, { bundles: true, passive: PASSIVE }))
    desk.channel.script = () => ({ kind: 'unreachable', accepted: 'no', detail: 'ECONNREFUSED' })
    await house.talk(desk, 'ann', '买票')
    house.clock.pass(4_500)
    await house.send(desk)
    const { within } = await asked(desk, '2')
    await house.settle(desk)
    expect(await within(0)).toBeNull()
    const waiting = await house.database.db.select().from(outbox).orderBy(asc(outbox.id))
    expect(waiting.map(row => row.answeredAt)).toEqual([null, null])
  })

  test('nothing to say is known at once', async () => {
    const desk = await deskWith(recordingChannel(ACCOUNT, { bundles: true, passive: PASSIVE }))
    await house.talk(desk, 'ann', '人工')
    const { within } = await asked(desk, '在吗')
    await house.settle(desk)
    const began = performance.now()
    expect(await within(4_000)).toBeNull()
    expect(performance.now() - began).toBeLessThan(1_000)
  })

  test('a mark of one event is a replay with another event, and for a while only', async () => {
    const desk = await deskWith(recordingChannel())
    const replayed = (key: string) => isReplayed(desk.ports, ACCOUNT.id, 'nonce', key)
    expect(await replayed('e1')).toBe(false)
    expect(await replayed('e1')).toBe(false)
    expect(await replayed('e2')).toBe(true)
    house.clock.pass(11 * 60_000)
    await desk.sweep()
    expect(await replayed('e2')).toBe(false)
  })
})
