import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { conversation } from '../../db/schema/index.ts'
import { eq } from '../../db/sql.ts'
import type { Delivery } from '../../src/core/channel.ts'
import { tell } from '../../src/desk/tell.ts'
import { NOTICE } from '../../src/desk/turn/notice.ts'
import { ENGINES } from '../database.ts'
import { type House, openHouse } from './test-desk.ts'

const GONE: Delivery = { kind: 'gone', detail: '403' }
const NEWS = '我们不会要密码'

describe.each(ENGINES)('news that cannot be delivered, on %s', engine => {
  let house: House
  beforeEach(async () => {
    house = await openHouse(engine)
  })
  afterEach(() => house.close())

  type Desk = Awaited<ReturnType<House['desk']>>

  /** One person who writes from several addresses. */
  async function person(desk: Desk, ...addresses: string[]): Promise<void> {
    for (const address of addresses) {
      await house.talk(desk, address, '在吗')
      house.clock.pass(1_000)
    }
    await house.send(desk)
    const { contact: speakerId } = await house.person(addresses[0] ?? '')
    await house.database.db.update(conversation).set({ speakerId })
    desk.channel.calls.length = 0
  }

  async function news(desk: Desk, address: string): Promise<void> {
    const { conversation: of, contact: to } = await house.person(address)
    const content = {
      kind: 'signal',
      to,
      name: NOTICE,
      data: { text: { flow: null, key: 'welcome_safe', params: {} } },
    } as const
    await house.database.transaction(tx => tell(desk.ports, tx, [{ conversation: of, key: 'news', content }]))
    for (let i = 0; i < 4; i++) {
      await house.settle(desk)
      await house.send(desk)
    }
  }

  const told = (desk: Desk) => desk.channel.calls.filter(call => call.text.includes(NEWS)).map(call => call.address)

  test('is told where the same person wrote last', async () => {
    const desk = await house.desk()
    await person(desk, 'ann', 'old phone', 'new phone')
    desk.channel.script = ({ address }) => (address === 'ann' ? GONE : { kind: 'sent' })
    await news(desk, 'ann')
    expect(told(desk)).toEqual(['ann', 'new phone'])
    expect(await house.handoffs('ann')).toEqual([])
  })

  test('goes from place to place, and to staff when none is left', async () => {
    const desk = await house.desk()
    await person(desk, 'ann', 'old phone', 'new phone')
    desk.channel.script = () => ({ kind: 'refused', detail: 'on-our-blacklist' })
    await news(desk, 'ann')
    expect(told(desk)).toEqual(['ann', 'new phone', 'old phone'])
    const { conversation: last } = await house.person('old phone')
    const cards = await house.handoffs('old phone')
    expect(cards.map(card => [card.conversationId, card.reason, card.state])).toEqual([[last, 'unreached', 'open']])
  })

  test('an answer that cannot be delivered is not told elsewhere', async () => {
    const desk = await house.desk()
    await person(desk, 'ann', 'new phone')
    desk.channel.script = () => GONE
    await house.talk(desk, 'ann', '在吗')
    await house.send(desk)
    expect(desk.channel.calls.every(call => call.address === 'ann')).toBe(true)
    expect(await house.handoffs('ann')).toEqual([])
    const [row] = await house.database.db
      .select()
      .from(conversation)
      .where(eq(conversation.id, (await house.person('ann')).conversation))
    expect(row?.owner).toBe('bot')
  })
})
