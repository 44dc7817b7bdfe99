import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Channel, PlatformCall } from '../../src/core/channel.ts'
import { later } from '../../src/core/civil-time.ts'
import { branded, type HandoffId, type StaffId } from '../../src/core/ids.ts'
import type { InboundContent } from '../../src/core/inbound.ts'
import type { Staff } from '../../src/core/staff.ts'
import { answerPassively } from '../../src/desk/deliver/answer-passively.ts'
import { openHandoff } from '../../src/desk/handoff-detail.ts'
import { claimHandoff, closeHandoff, replyToHandoff } from '../../src/desk/handoffs.ts'
import { nextDue } from '../../src/desk/next-due.ts'
import { ENGINES } from '../database.ts'
import { ACCOUNT, recordingChannel, textOf } from './recording-channel.ts'
import { type House, openHouse } from './test-desk.ts'

const OPERATOR: Staff = { id: branded<StaffId>('s1'), name: '李敏', role: 'operator', areas: ['4101'] }
const SILENT: Partial<Channel> = {
  bundles: true,
  passiveOnly: true,
  passive: { withinMs: 4_500, answer: call => ({ type: 'text/plain', body: textOf(call) }) },
}
const FEW = 12

/** So many characters a call. */
const shortCalls: Channel['render'] = messages => {
  const text = messages.map(({ body }) => body.text).join('|')
  const [first = '', ...more] = text.match(new RegExp(`.{1,${FEW}}`, 'gs')) ?? []
  const call = (part: string): PlatformCall => ({ method: 'show', payload: { text: part } })
  return [call(first), ...more.map(call)]
}

describe.each(ENGINES)('an account that can only answer requests, on %s', engine => {
  let house: House
  beforeEach(async () => {
    house = await openHouse(engine)
  })
  afterEach(() => house.close())

  const deskWith = (ways: Partial<Channel> = {}) =>
    house.desk({ channel: recordingChannel(ACCOUNT, { ...SILENT, ...ways }) })
  type Desk = Awaited<ReturnType<typeof deskWith>>
  type Event = Awaited<ReturnType<House['store']>>[number]

  async function arrived(desk: Desk, said: string | InboundContent, key?: string): Promise<Event> {
    const content = typeof said === 'string' ? { text: said } : { content: said }
    const [event] = await house.store(desk, { from: 'ann', ...content, ...(key !== undefined && { key }) })
    if (!event) throw new Error('not stored')
    await house.settle(desk)
    return event
  }
  async function answer(desk: Desk, event: Event): Promise<string | null> {
    const call = await answerPassively(desk.ports, desk.channel, event, later(house.clock.now, 4_000))
    return call && textOf(call)
  }
  /** What the answer to this message is; a moment later, as people write. */
  async function ask(desk: Desk, said: string | InboundContent): Promise<string | null> {
    house.clock.pass(10_000)
    return answer(desk, await arrived(desk, said))
  }
  /** Ann asked for a person, and the operator has her talk. */
  async function served(desk: Desk): Promise<HandoffId> {
    await ask(desk, '人工')
    const [waiting] = await house.handoffs('ann')
    const id = branded<HandoffId>(waiting?.id ?? '')
    await claimHandoff(desk.ports, OPERATOR, id)
    return id
  }
  const reply = (desk: Desk, to: HandoffId, text: string) =>
    replyToHandoff(desk.ports, OPERATOR, to, { id: crypto.randomUUID(), text })

  test('what staff reply waits for the next message, however long, and goes out as its answer', async () => {
    const desk = await deskWith()
    const id = await served(desk)
    await reply(desk, id, '您好')
    await reply(desk, id, '明天给您送')
    house.clock.pass(86_400_000)
    await house.send(desk)
    expect(await nextDue(desk.ports), 'nobody is woken for it').toBeNull()
    const states = async () => (await openHandoff(desk.ports, OPERATOR, id)).messages.slice(-3).map(one => one.state)
    expect(await states()).toEqual(['sent', 'waiting', 'waiting'])
    expect(await ask(desk, '在吗')).toBe('您好|明天给您送')
    expect(await states()).toEqual(['sent', 'sent', 'sent'])
    expect(await ask(desk, '好')).toBeNull()
    expect(desk.channel.calls).toEqual([])
    expect(await house.failures()).toEqual([])
    await desk.sweep()
    house.clock.pass(60_000)
    await desk.sweep()
    expect(await house.outbox()).toEqual([])
  })

  test('what waited is said before the answer to what was asked, an emergency before all', async () => {
    const desk = await deskWith()
    const id = await served(desk)
    await reply(desk, id, '您好')
    expect(await ask(desk, '我摔倒了起不来')).toMatch(/120.*\|您好$/s)
    await reply(desk, id, '马上到')
    await closeHandoff(desk.ports, OPERATOR, id, { note: '人没事。', slots: {} })
    await house.settle(desk)
    expect(await ask(desk, '买票')).toMatch(/^马上到\|.*人没事。.*\|/s)
  })

  test('one call holds only so much: the rest waits for the message after', async () => {
    const desk = await deskWith({ render: shortCalls })
    const id = await served(desk)
    while ((await ask(desk, '喂')) !== null) {}
    for (const text of ['一二三四五', '六七八九十', '甲乙丙丁戊己庚辛壬癸子丑寅卯', '完']) await reply(desk, id, text)
    const heard = [
      await ask(desk, '1'),
      await ask(desk, '2'),
      await ask(desk, '3'),
      await ask(desk, '4'),
      await ask(desk, '5'),
    ]
    expect(heard).toEqual(['一二三四五|六七八九十', '甲乙丙丁戊己庚辛壬癸子丑', '寅卯', '完', null])
  })

  test('a request that is made again gets the same, another gets what is left', async () => {
    const desk = await deskWith()
    const id = await served(desk)
    await reply(desk, id, '您好')
    house.clock.pass(10_000)
    const first = await arrived(desk, '在吗', 'ann:same')
    expect(await answer(desk, first)).toBe('您好')
    house.clock.pass(5_000)
    await reply(desk, id, '还在')
    const again = await arrived(desk, '在吗', 'ann:same')
    expect(again.duplicate).toBe(true)
    expect(await answer(desk, again)).toBe('您好')
    expect(await ask(desk, '喂')).toBe('还在')
  })

  test('two messages at once: it is said to one of them', async () => {
    const desk = await deskWith()
    const id = await served(desk)
    await reply(desk, id, '您好')
    house.clock.pass(10_000)
    const one = await arrived(desk, '在吗')
    house.clock.pass(1)
    const other = await arrived(desk, '喂')
    const said = await Promise.all([answer(desk, one), answer(desk, other)])
    expect(said.filter(text => text !== null)).toEqual(['您好'])
  })

  test('whoever leaves is told nothing more, and it waits until they are back', async () => {
    const desk = await deskWith()
    const id = await served(desk)
    await reply(desk, id, '您好')
    expect(await ask(desk, { kind: 'left' })).toBeNull()
    expect(await ask(desk, { kind: 'joined' })).toBe('您好')
  })

  test('the person is told how the answer will reach them, and staff that it will', async () => {
    const desk = await deskWith()
    expect(await ask(desk, '人工')).toContain('再说一句就看到')
    expect(await ask(desk, '等着')).toContain('再说一句')
    const [waiting] = await house.handoffs('ann')
    const opened = await openHandoff(desk.ports, OPERATOR, branded<HandoffId>(waiting?.id ?? ''))
    expect(opened).toMatchObject({ passiveOnly: true, window: null })
  })
})
