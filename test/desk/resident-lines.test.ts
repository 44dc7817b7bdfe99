import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { message } from '../../db/schema/index.ts'
import { and, asc, eq } from '../../db/sql.ts'
import type { InboundContent } from '../../src/core/inbound.ts'
import type { Talk } from '../../src/engine/talk.ts'
import { ENGINES } from '../database.ts'
import { ACCOUNT } from './recording-channel.ts'
import { type House, openHouse } from './test-desk.ts'

const TEXTS = ['在吗', '', ' \u0000\n', '👵🏻𠮷', '\ud800', 'x'.repeat(5_000), '{"kind":"choice"}', '__proto__']
const CAME: readonly InboundContent[] = [
  ...TEXTS.map(text => ({ kind: 'text', text }) as const),
  { kind: 'media', media: 'photo', caption: '药方' },
  { kind: 'location', latitude: 34.7, longitude: 113.6 },
  { kind: 'choice', token: '99.1' },
]

describe.each(ENGINES)('a resident’s line in the talk, on %s', engine => {
  let house: House
  beforeEach(async () => {
    house = await openHouse(engine)
  })
  afterEach(() => house.close())

  async function keyOf(from: string) {
    const { contact, conversation } = await house.person(from)
    const key = (await house.database.vault.keys(house.database.db, [contact])).get(contact)
    if (!key) throw new Error('no key')
    return { key, conversation }
  }

  async function lines(from: string): Promise<unknown[]> {
    const { key, conversation } = await keyOf(from)
    const rows = await house.database.db
      .select()
      .from(message)
      .where(and(eq(message.conversationId, conversation), eq(message.author, 'resident')))
      .orderBy(asc(message.id))
    return rows.map(row => house.database.vault.open(key, row.body))
  }

  test.each(['the process whose turn it is', 'another process'])('is what came in by %s', async door => {
    const desk = await house.desk()
    const receive = door === 'another process' ? house.door(desk) : desk.receive
    for (const content of CAME) {
      await receive(ACCOUNT.id, house.drafts([{ from: 'ann', content }]), house.clock.now)
      await house.settle(desk)
    }
    expect(await lines('ann')).toEqual(CAME)
  })

  test('that pressed an option has its words, and one that is no longer there is as it came', async () => {
    const desk = await house.desk()
    await house.talk(desk, 'ann', '买票')
    const { key, conversation } = await keyOf('ann')
    const row = await house.database.db.query.conversation.findFirst({
      where: (talk, is) => is.eq(talk.id, conversation),
    })
    // Sealed by the turn as one.
    const talk = house.database.vault.open(key, row?.talk ?? new Uint8Array()) as Talk
    for (const number of [2, 1]) {
      const content = { kind: 'choice', token: `${talk.open?.serial}.${number}` } as const
      await desk.receive(ACCOUNT.id, house.drafts([{ from: 'ann', content }]), house.clock.now)
      await house.settle(desk)
    }
    expect((await lines('ann')).slice(1)).toEqual([
      { kind: 'choice', token: `${talk.open?.serial}.2`, label: '品种noodle' },
      { kind: 'choice', token: `${talk.open?.serial}.1` },
    ])
  })
})
