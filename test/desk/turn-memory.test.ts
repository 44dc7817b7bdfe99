import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { EMPTY_PROFILE } from '../../db/profile.ts'
import { channelIdentity, contact, conversation, inbound, message } from '../../db/schema/index.ts'
import { eq } from '../../db/sql.ts'
import type { PersonKey, Vault } from '../../db/vault.ts'
import { MINUTE } from '../../src/core/civil-time.ts'
import { branded, type HandoffId, type StaffId } from '../../src/core/ids.ts'
import type { InboundContent } from '../../src/core/inbound.ts'
import type { Staff } from '../../src/core/staff.ts'
import { erasePerson } from '../../src/desk/erase-person.ts'
import { claimHandoff, closeHandoff } from '../../src/desk/handoffs.ts'
import { ENGINES } from '../database.ts'
import { type DeskRows, deskRows } from './desk-rows.ts'
import { answerLost, NextCommit, takenBack } from './next-commit.ts'
import { ACCOUNT } from './recording-channel.ts'
import { publication, SHOP_FLOWS } from './shop-flows.ts'
import { type DeskParts, type House, openHouse } from './test-desk.ts'

const OPERATOR: Staff = { id: branded<StaffId>('s1'), name: '李敏', role: 'operator', areas: ['4101'] }
const PURCHASE = ['要哪一', '大的小', '要几张', '您要3', '好了，']
/** 字票 says the same in three ways. */
const WORDED = publication(`
format: flow/1
flow: worded
about: One text.
title: title
triggers: [{ words: { zh-CN: [字票] } }]
start: done
steps: { done: { end: done, say: done } }
texts:
  zh-CN: { title: 字票, done: { plain: 小字。, large: 大字。 } }
  en: { title: worded, done: In English. }
`)

describe.each(ENGINES)('a turn that remembers, on %s', engine => {
  let house: House
  let opened: unknown[]
  let sealed: unknown[]
  beforeEach(async () => {
    house = await openHouse(engine)
    await house.stock({ rice: 100, noodle: 100 })
    opened = []
    sealed = []
  })
  afterEach(() => house.close())

  const watchedVault = (own: Vault): Vault => ({
    ...own,
    seal(key, value) {
      sealed.push(value)
      return own.seal(key, value)
    },
    open(key, bytes) {
      const value = own.open(key, bytes)
      opened.push(value)
      return value
    },
  })
  const open = (parts: DeskParts = {}) => house.desk({ vault: watchedVault, flows: [...SHOP_FLOWS, WORDED], ...parts })
  type OpenDesk = Awaited<ReturnType<typeof open>>
  /** Through the desk's own door; then the turn is over. */
  const come = async (desk: OpenDesk, text: string | InboundContent, from = 'ann') => {
    const draft = typeof text === 'string' ? { from, text } : { from, content: text }
    await desk.receive(ACCOUNT.id, house.drafts([draft]), house.clock.now)
    await house.settle(desk)
  }
  const last = async (from = 'ann') => (await house.botSaid(from)).at(-1)
  /** How each message after the greeting begins. */
  const asked = async () => (await house.botSaid('ann')).slice(2).map(text => text.slice(0, 3))
  const db = () => house.database.db
  const hers = async () => {
    const { contact: person, conversation: talk } = await house.person('ann')
    const [row] = await db().select().from(conversation).where(eq(conversation.id, talk))
    const key = (await house.database.vault.keys(db(), [person])).get(person)
    if (!row || !key) throw new Error('no talk')
    return { person, talk, key, identity: row.identityId }
  }
  const sealedBy = (key: PersonKey, value: unknown) => house.database.vault.seal(key, value)

  test('opens nothing of a talk, a person and a place that it saw a moment ago', async () => {
    const desk = await open()
    await come(desk, '买票')
    expect(opened).not.toEqual([])
    for (const text of ['2', '1', '3', '1', '买票']) {
      opened = []
      await come(desk, text)
      expect(opened, text).toEqual([])
    }
    expect(await last()).toBe('要哪一样？')
    expect(await house.orders('ann')).toHaveLength(1)
  })

  test('opens them again when what it remembers is five minutes old, in the middle of a purchase', async () => {
    const desk = await open()
    await come(desk, '买票')
    await come(desk, '2')
    house.clock.pass(5 * MINUTE)
    opened = []
    await come(desk, '1')
    expect(opened).toContainEqual(expect.objectContaining({ format: 1 }))
    expect(opened).toContain('ann')
    await come(desk, '3')
    await come(desk, '1')
    expect(await house.orders('ann')).toMatchObject([{ lines: [{ dish: 'noodle', quantity: 3 }], dietary: ['large'] }])
  })

  const LIFE = [
    '买票',
    '2',
    '上一步',
    '1',
    '1',
    '4',
    '不对',
    '买票',
    '1',
    '1',
    '1',
    '1',
    '撤销',
    '人工',
    '1',
    '先不等了',
    '等票',
    '在吗',
  ]
  test('keeps of a talk what the next one to open it finds', async () => {
    const desk = await open()
    for (const text of [...LIFE, '我摔倒了起不来']) await come(desk, text)
    const talks = sealed.filter(value => typeof value === 'object' && value !== null && 'format' in value)
    expect(talks.length).toBeGreaterThan(LIFE.length / 2)
    for (const talk of talks) expect(JSON.parse(JSON.stringify(talk))).toStrictEqual(talk)
  })

  test('says and keeps what processes that remember nothing do', async () => {
    const live = async (next: (house: House) => () => Promise<OpenDesk>): Promise<DeskRows> => {
      const own = await openHouse(engine)
      try {
        await own.stock({ rice: 3, noodle: 3 })
        const desk = next(own)
        for (const text of LIFE) {
          await own.talk(await desk(), 'ann', text)
          own.clock.pass(1_000)
        }
        return await deskRows(own)
      } finally {
        await own.close()
      }
    }
    const fresh = await live(own => () => own.desk())
    const remembering = await live(own => {
      const only = own.desk()
      return () => only
    })
    expect(remembering).toEqual(fresh)
  })

  test('goes on from what another process did in between', async () => {
    const desks = [await open(), await open({ process: 'second' })] as const
    for (const [i, text] of ['买票', '2', '1', '3', '1'].entries()) await come(desks[i % 2 ? 1 : 0], text)
    expect(await house.orders('ann')).toMatchObject([{ lines: [{ dish: 'noodle', quantity: 3 }], dietary: ['large'] }])
    expect(await asked()).toEqual(PURCHASE)
  })

  test('is silent where staff took the talk over since, and goes on when they gave it back', async () => {
    const desk = await open()
    await come(desk, '帮票')
    const [waiting] = await house.handoffs('ann')
    const card = branded<HandoffId>(waiting?.id ?? '')
    await claimHandoff(desk.ports, OPERATOR, card)
    const before = await house.botSaid('ann')
    await come(desk, '在吗')
    expect(await house.botSaid('ann')).toEqual(before)
    await closeHandoff(desk.ports, OPERATOR, card, { note: '说好了', slots: {} })
    await house.settle(desk)
    expect(await last()).toBe('大的小的？')
    await come(desk, '1')
    expect(await last()).toMatch(/^记下了/)
  })

  test.each([
    ['language', { language: 'en' }, '小字。', 'In English.'],
    ['larger type', { largeType: true }, '小字。', '大字。'],
  ])('speaks in the %s that was chosen since', async (_, set, before, after) => {
    const desk = await open()
    await come(desk, '字票')
    expect(await last()).toBe(before)
    const { person } = await hers()
    await db().update(contact).set(set).where(eq(contact.id, person))
    await come(desk, '字票')
    expect(await last()).toBe(after)
  })

  test('greets by the name that was told since, and as nobody once it was taken away', async () => {
    const desk = await open()
    await come(desk, '字票')
    const { person, key } = await hers()
    const named = async (profile: Uint8Array | null) => {
      await db().update(contact).set({ profile }).where(eq(contact.id, person))
      // With a question open that would be asked again.
      await come(desk, '字票')
      await come(desk, { kind: 'joined' })
      return last()
    }
    const profile = (form: string) => sealedBy(key, { ...EMPTY_PROFILE, name: '王秀英', form: { 'zh-CN': form } })
    expect(await named(profile('王奶奶'))).toContain('王奶奶')
    expect(await named(profile('王姨'))).toContain('王姨')
    expect(await named(null)).toMatch(/^您好。/)
  })

  test('speaks of whoever speaks there since', async () => {
    const desk = await open()
    await come(desk, '字票')
    await come(desk, '字票', 'bob')
    const { talk } = await hers()
    const { contact: bob } = await house.person('bob')
    const key = (await house.database.vault.keys(db(), [bob])).get(bob)
    if (!key) throw new Error('no key')
    const profile = sealedBy(key, { ...EMPTY_PROFILE, name: '李建国', form: { 'zh-CN': '李伯' } })
    await db().update(contact).set({ profile }).where(eq(contact.id, bob))
    await db().update(conversation).set({ speakerId: bob }).where(eq(conversation.id, talk))
    await come(desk, { kind: 'joined' })
    expect(await last()).toContain('李伯')
  })

  test('writes to the place as it is now', async () => {
    const desk = await open()
    desk.deliver.start()
    await come(desk, '字票')
    await desk.deliver.idle()
    const { identity, key } = await hers()
    const address = sealedBy(key, 'ann, moved')
    await db().update(channelIdentity).set({ address }).where(eq(channelIdentity.id, identity))
    const before = desk.channel.calls.length
    await come(desk, '字票')
    await desk.deliver.idle()
    expect(desk.channel.calls.slice(before).map(call => call.address)).toEqual(['ann, moved'])
    await db().update(channelIdentity).set({ state: 'gone' }).where(eq(channelIdentity.id, identity))
    await house.store(desk, { from: 'ann', content: { kind: 'left' } })
    const { talk } = await hers()
    await writes(talk, key, '字票')
    await house.settle(desk)
    await house.send(desk)
    expect(desk.channel.calls).toHaveLength(before + 1)
    expect((await house.failures()).map(({ outcome }) => outcome)).toEqual(['gone'])
  })

  /** As it lies there when it was stored before anything else changed. */
  async function writes(talk: string, key: PersonKey, text: string): Promise<void> {
    await db()
      .insert(inbound)
      .values({
        accountId: ACCOUNT.id,
        eventKey: `ann:${text}${Math.random()}`,
        conversationId: talk,
        kind: 'text',
        sort: house.clock.now,
        receivedAt: new Date(house.clock.now),
        content: sealedBy(key, { kind: 'text', text }),
      })
  }

  test('says nothing to somebody who was erased since, and closes what they wrote', async () => {
    const desk = await open()
    for (const text of ['买票', '2']) await come(desk, text)
    const { person, talk, key } = await hers()
    await house.database.transaction(tx => erasePerson(house.database.vault, [], tx, person, house.clock.now))
    for (let i = 0; i < 2; i++) {
      await writes(talk, key, '1')
      await house.settle(desk)
    }
    const events = await db().select().from(inbound).where(eq(inbound.conversationId, talk))
    expect(events.filter(event => event.failure === 'erased')).toHaveLength(2)
    expect(events.map(event => event.content.length)).toEqual(events.map(() => 0))
    expect(await db().select().from(message).where(eq(message.conversationId, talk))).toEqual([])
    expect(await house.outbox()).toEqual([])
  })

  test('does not believe a turn that was taken back, at its commit or after its answer', async () => {
    const next = new NextCommit()
    const desk = await open({ database: next.of })
    for (const [text, how] of [
      ['买票', takenBack],
      ['2', takenBack],
      ['1', answerLost],
      ['3', takenBack],
      ['1', answerLost],
    ] as const) {
      next.goes(how)
      await house.store(desk, { from: 'ann', text })
      await house.settle(desk)
      expect(next.isOver).toBe(true)
    }
    expect(await house.orders('ann')).toMatchObject([{ lines: [{ dish: 'noodle', quantity: 3 }], dietary: ['large'] }])
    expect(await asked()).toEqual(PURCHASE)
  })
})
