import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { channelIdentity, message } from '../../db/schema/index.ts'
import { count, eq } from '../../db/sql.ts'
import type { SendingWindow } from '../../src/core/channel.ts'
import { CallerError } from '../../src/core/errors.ts'
import { type AlarmId, branded, type HandoffId, type StaffId } from '../../src/core/ids.ts'
import type { Staff } from '../../src/core/staff.ts'
import { openAlarm } from '../../src/desk/alarm-detail.ts'
import { answerPassively } from '../../src/desk/deliver/answer-passively.ts'
import { openHandoff } from '../../src/desk/handoff-detail.ts'
import { claimHandoff, replyToHandoff } from '../../src/desk/handoffs.ts'
import { ACCOUNT, recordingChannel } from './recording-channel.ts'
import { type House, openHouse } from './test-desk.ts'

const HOUR = 3_600_000
const OPERATOR: Staff = { id: branded<StaffId>('s1'), name: '李敏', role: 'operator', areas: ['4101'] }
const WINDOW: SendingWindow = { messages: 5, forMs: 48 * HOUR, brief: { messages: 3, forMs: 60_000 } }

describe('on a platform that takes five messages within 48 hours of one of theirs', () => {
  let house: House
  beforeEach(async () => {
    house = await openHouse('pglite')
  })
  afterEach(() => house.close())

  const deskWith = (ways: Parameters<typeof recordingChannel>[1]) =>
    house.desk({ channel: recordingChannel(ACCOUNT, { bundles: true, ...ways }) })
  type Desk = Awaited<ReturnType<typeof deskWith>>

  /** Ann waits for a person and the operator has her talk. */
  async function served(desk: Desk): Promise<HandoffId> {
    await house.talk(desk, 'ann', '人工')
    await house.send(desk)
    const [waiting] = await house.handoffs('ann')
    const id = branded<HandoffId>(waiting?.id ?? '')
    await claimHandoff(desk.ports, OPERATOR, id)
    return id
  }
  const reply = (desk: Desk, to: HandoffId, text = '您好') =>
    replyToHandoff(desk.ports, OPERATOR, to, { id: crypto.randomUUID(), text })
  const windowOf = async (desk: Desk, of: HandoffId) => (await openHandoff(desk.ports, OPERATOR, of)).window
  const inHours = (hours: number) => new Date(house.clock.now + hours * HOUR).toISOString()

  test('staff see what is left and until when, and it begins anew when the person writes', async () => {
    const desk = await deskWith({ window: WINDOW })
    const id = await served(desk)
    expect(await windowOf(desk, id)).toEqual({ left: 4, until: inHours(48) })
    house.clock.pass(HOUR)
    await reply(desk, id)
    expect(await windowOf(desk, id), 'one that waits counts').toEqual({ left: 3, until: inHours(47) })
    await house.send(desk)
    expect(await windowOf(desk, id), 'and is counted once').toEqual({ left: 3, until: inHours(47) })
    await house.talk(desk, 'ann', '在吗')
    expect(await windowOf(desk, id)).toEqual({ left: 5, until: inHours(48) })
  })

  test('a press in the menu opens it for a minute, where less was left', async () => {
    const desk = await deskWith({ window: WINDOW })
    const id = await served(desk)
    const press = () => {
      const [draft] = house.drafts([{ from: 'ann', content: { kind: 'text', text: '订餐' } }])
      if (!draft) throw new Error('none')
      return house.door(desk)(ACCOUNT.id, [{ ...draft, opensBriefly: true }], house.clock.now)
    }
    await press()
    expect(await windowOf(desk, id), 'more is left of the long one').toMatchObject({ left: 4 })
    house.clock.pass(49 * HOUR)
    await press()
    expect(await windowOf(desk, id)).toEqual({ left: 3, until: inHours(1 / 60) })
    await reply(desk, id)
    await house.send(desk)
    expect(await windowOf(desk, id)).toMatchObject({ left: 2 })
    house.clock.pass(60_000)
    expect(await windowOf(desk, id)).toEqual({ left: 0, until: null })
  })

  test('the same event again, and what is no message, begin nothing', async () => {
    const desk = await deskWith({ window: WINDOW })
    const id = await served(desk)
    await house.store(desk, { from: 'ann', text: '在吗', key: 'ann:same' })
    await reply(desk, id)
    house.clock.pass(HOUR)
    await house.store(desk, { from: 'ann', text: '在吗', key: 'ann:same' })
    await house.store(desk, { from: 'ann', content: { kind: 'unknown', name: 'VIEW' } })
    expect(await windowOf(desk, id)).toEqual({ left: 4, until: inHours(47) })
  })

  test('a call that failed is not counted, and neither is the answer to the platform’s own request', async () => {
    const passive = { withinMs: 4_500, answer: () => ({ type: 'text/plain', body: '' }) }
    const desk = await deskWith({ window: WINDOW, passive })
    const [event] = await house.store(desk, { from: 'ann', text: '人工' })
    await house.settle(desk)
    if (!event) throw new Error('not stored')
    expect(await answerPassively(desk.ports, desk.channel, event, house.clock.now)).not.toBeNull()
    const [waiting] = await house.handoffs('ann')
    const id = branded<HandoffId>(waiting?.id ?? '')
    await claimHandoff(desk.ports, OPERATOR, id)
    await reply(desk, id)
    desk.channel.script = () => ({ kind: 'refused', detail: 'on-our-blacklist' })
    await house.send(desk)
    expect(await windowOf(desk, id)).toMatchObject({ left: 5 })
  })

  test('a reply that cannot go out is refused before it is stored, until the person writes', async () => {
    const desk = await deskWith({ window: WINDOW })
    const id = await served(desk)
    for (let i = 0; i < 4; i++) await reply(desk, id)
    expect(await windowOf(desk, id)).toEqual({ left: 0, until: null })
    const stored = async () => (await house.database.db.select({ n: count() }).from(message))[0]?.n
    const before = await stored()
    const refusal = await reply(desk, id).catch(error => error)
    expect(refusal).toBeInstanceOf(CallerError)
    expect(refusal).toMatchObject({ code: 'conflict', message: expect.stringContaining('until they write again') })
    expect(await stored()).toBe(before)
    expect(await house.outbox()).toHaveLength(4)
    await house.send(desk)
    await house.talk(desk, 'ann', '在吗')
    await reply(desk, id)
    await house.send(desk)
    expect(desk.channel.calls.at(-1)?.text).toBe('您好')
  })

  test('after 48 hours nothing is left, whatever was said', async () => {
    const desk = await deskWith({ window: WINDOW })
    const id = await served(desk)
    house.clock.pass(48 * HOUR)
    expect(await windowOf(desk, id)).toEqual({ left: 0, until: null })
    await expect(reply(desk, id)).rejects.toThrow(CallerError)
  })

  test('an alarm says the same', async () => {
    const desk = await deskWith({ window: WINDOW })
    await house.talk(desk, 'ann', '我摔倒了起不来')
    await house.send(desk)
    const [raised] = await house.alarms()
    const opened = await openAlarm(desk.ports, OPERATOR, branded<AlarmId>(raised?.id ?? ''))
    expect(opened.window).toEqual({ left: 5 - desk.channel.calls.length, until: inHours(48) })
  })

  test('where the platform does not count, nothing is kept and nothing is refused', async () => {
    const desk = await deskWith({})
    const id = await served(desk)
    for (let i = 0; i < 6; i++) await reply(desk, id)
    expect(await windowOf(desk, id)).toBeNull()
    const kept = await house.database.db.select().from(channelIdentity).where(eq(channelIdentity.accountId, ACCOUNT.id))
    expect(kept).toMatchObject([{ heardAt: null, sentSince: 0 }])
  })
})
