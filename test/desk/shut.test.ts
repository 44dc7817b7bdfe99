import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { conversation } from '../../db/schema/index.ts'
import type { Delivery } from '../../src/core/channel.ts'
import { type Instant, later } from '../../src/core/civil-time.ts'
import { branded, type HandoffId, type StaffId } from '../../src/core/ids.ts'
import type { Staff } from '../../src/core/staff.ts'
import { openHandoff } from '../../src/desk/handoff-detail.ts'
import { tell } from '../../src/desk/tell.ts'
import { NOTICE } from '../../src/desk/turn/notice.ts'
import { ENGINES } from '../database.ts'
import { ACCOUNT, recordingChannel } from './recording-channel.ts'
import { type House, openHouse } from './test-desk.ts'

const HOUR = 3_600_000
const OPERATOR: Staff = { id: branded<StaffId>('s1'), name: '李敏', role: 'operator', areas: ['4101'] }
const SHUT: Delivery = { kind: 'shut', detail: 'window-over' }
const NEWS = '我们不会要密码'

describe.each(ENGINES)('news for somebody who wrote too long ago for their messenger, on %s', engine => {
  let house: House
  let desk: Awaited<ReturnType<House['desk']>>
  /** What was taken, by whom. */
  let heard: [string, string][]
  let shut: ReadonlySet<string>
  beforeEach(async () => {
    house = await openHouse(engine)
    const window = { messages: 5, forMs: 48 * HOUR, brief: { messages: 3, forMs: 60_000 } }
    desk = await house.desk({ channel: recordingChannel(ACCOUNT, { window }) })
    desk.channel.script = ({ address, text }) => {
      if (shut.has(address)) return SHUT
      heard.push([address, text])
      return { kind: 'sent' }
    }
    shut = new Set()
    heard = []
    await house.talk(desk, 'ann', '在吗')
    await house.send(desk)
    heard = []
    shut = new Set(['ann'])
    house.clock.pass(49 * HOUR)
  })
  afterEach(() => house.close())

  async function work(): Promise<void> {
    for (let i = 0; i < 3; i++) {
      await house.settle(desk)
      await house.send(desk)
    }
  }

  async function news(usefulUntil?: Instant): Promise<void> {
    const { conversation: of, contact: to } = await house.person('ann')
    const data = { text: { flow: null, key: 'welcome_safe', params: {} } }
    const content = { kind: 'signal', to, name: NOTICE, data, ...(usefulUntil && { usefulUntil }) } as const
    await house.database.transaction(tx => tell(desk.ports, tx, [{ conversation: of, key: 'news', content }]))
    await work()
  }

  /** From now on the platform takes something again, since she wrote. */
  async function writes(text: string): Promise<void> {
    shut = new Set()
    house.clock.pass(1_000)
    await house.talk(desk, 'ann', text)
    await work()
  }

  const cards = async () => (await house.handoffs('ann')).map(({ reason, state }) => `${reason} ${state}`)
  const told = () => heard.filter(([, text]) => text.includes(NEWS)).map(([address]) => address)

  test('waits, which staff see, and is said before the answer once they write', async () => {
    await news()
    expect(await house.failures()).toEqual([])
    const [card] = await house.handoffs('ann')
    expect(card).toMatchObject({ reason: 'waits', state: 'open' })
    const seen = await openHandoff(desk.ports, OPERATOR, branded<HandoffId>(card?.id ?? ''))
    expect(seen.messages.at(-1)).toMatchObject({ text: expect.stringContaining(NEWS), state: 'waiting' })
    const tried = desk.channel.calls.length
    house.clock.pass(24 * HOUR)
    await work()
    expect(desk.channel.calls, 'not tried in vain').toHaveLength(tried)
    await writes('菜单')
    expect(heard[0]?.[1]).toContain(NEWS)
    expect(heard.length, 'and the answer').toBeGreaterThan(1)
    expect(await cards()).toEqual(['waits withdrawn'])
    expect(await house.outbox()).toEqual([])
  })

  test('is told where else they can be reached', async () => {
    await house.talk(desk, 'new phone', '在吗')
    await work()
    const { contact: speakerId } = await house.person('ann')
    await house.database.db.update(conversation).set({ speakerId })
    await news()
    expect(told()).toContain('new phone')
    expect(await cards()).toEqual([])
  })

  test('is not said any more when it is of no use by then, and staff see that it never was', async () => {
    await news(later(house.clock.now, HOUR))
    expect(await cards()).toEqual(['waits open'])
    house.clock.pass(HOUR)
    await work()
    expect(await house.failures()).toMatchObject([{ outcome: 'refused', detail: 'window-over' }])
    await writes('菜单')
    expect(told()).toEqual([])
  })

  test('goes out also after what opens the messenger for a moment only', async () => {
    await news()
    shut = new Set()
    house.clock.pass(1_000)
    const content = { kind: 'unknown', name: 'SCAN' } as const
    const press = house.drafts([{ from: 'ann', content }]).map(draft => ({ ...draft, opensBriefly: true as const }))
    await house.door(desk)(ACCOUNT.id, press, house.clock.now)
    await work()
    expect(told()).toEqual(['ann'])
  })

  test('waits again where the messenger still takes nothing, and is not tried in a circle', async () => {
    await news()
    house.clock.pass(1_000)
    await house.talk(desk, 'ann', '菜单')
    const tried = desk.channel.calls.length
    await work()
    expect(desk.channel.calls).toHaveLength(tried + 1)
    expect(await cards()).toEqual(['waits withdrawn', 'waits open'])
    await writes('菜单')
    expect(told()).toEqual(['ann'])
  })

  test('hinders nobody who asks for a person meanwhile', async () => {
    await news()
    await writes('人工')
    expect(told()).toEqual(['ann'])
    expect(await cards()).toEqual(['asked open'])
    expect((await house.handoffs('ann'))[0]?.dueAt?.getTime()).toBe(house.clock.now + 120_000)
    expect((await house.person('ann')).owner).toBe('staff')
  })

  test('an answer waits too, and nobody is asked to call for it', async () => {
    await house.talk(desk, 'ann', '菜单')
    await work()
    expect(await cards()).toEqual([])
    expect(await house.failures()).toEqual([])
    await writes('在吗')
    expect(heard.length).toBeGreaterThan(1)
    expect(await house.outbox()).toEqual([])
  })
})
