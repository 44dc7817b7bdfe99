import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { EMPTY_PROFILE } from '../../../db/profile.ts'
import { contact, conversation } from '../../../db/schema/index.ts'
import { eq } from '../../../db/sql.ts'
import { ENGINES, TEST_NOW, type TestDatabase, testDatabase } from '../../../test/database.ts'
import { later, MINUTE } from '../../core/civil-time.ts'
import { type Chat, counterOf } from './test/counter.ts'

describe.each(ENGINES)('talks that one person brings together, on %s', engine => {
  let database: TestDatabase
  let counter: ReturnType<typeof counterOf>
  beforeEach(async () => {
    database = await testDatabase(engine, { seed: 'demo' })
    counter = counterOf(database)
  })
  afterEach(() => database.close())

  /** On file, known by their own words only. */
  async function known(): Promise<Chat> {
    const chat = await counter.chat()
    await database.db
      .update(contact)
      .set({ level: 'known', profiled: true, profile: database.vault.seal(await keyOf(chat), PROFILE) })
      .where(eq(contact.id, chat.contact))
    return chat
  }

  async function keyOf(chat: Chat) {
    const key = (await database.vault.keys(database.db, [chat.contact])).get(chat.contact)
    if (!key) throw new Error('no key')
    return key
  }

  async function codeOf(chat: Chat): Promise<string> {
    const { name, output } = await counter.act('people.own_code', chat)
    expect(name).toBe('issued')
    return String((output as { code: string }).code)
  }

  const speakerOf = async (chat: Chat) =>
    (await database.db.select().from(conversation).where(eq(conversation.id, chat.conversation)))[0]?.speakerId
  const levelOf = async (chat: Chat) =>
    (await database.db.select().from(contact).where(eq(contact.id, chat.contact)))[0]?.level

  test('a code of one’s own brings another talk, and raises nobody’s standing', async () => {
    const [phone, tablet] = [await known(), await counter.chat()]
    const code = await codeOf(phone)
    expect(await counter.verify(tablet, code)).toMatchObject({
      name: 'joined',
      speaker: phone.contact,
      person: { level: 'known', profiled: true, form: '王奶奶' },
    })
    expect(await speakerOf(tablet)).toBe(phone.contact)
    expect(await levelOf(phone)).toBe('known')
  })

  test('the talk where it was asked for hears of it, once', async () => {
    const [phone, tablet] = [await known(), await counter.chat()]
    await counter.verify(tablet, await codeOf(phone))
    expect(counter.told).toMatchObject([
      { conversation: phone.conversation, to: phone.contact, name: 'chat_joined', data: { chat: tablet.conversation } },
    ])
  })

  test('it is good once, and for half an hour', async () => {
    const [phone, tablet, third] = [await known(), await counter.chat(), await counter.chat()]
    const used = await codeOf(phone)
    await counter.verify(tablet, used)
    expect((await counter.verify(third, used)).name).toBe('wrong')
    const old = await codeOf(phone)
    expect((await counter.verify(third, old, later(TEST_NOW, 30 * MINUTE))).name).toBe('wrong')
    expect(await speakerOf(third)).toBe(third.contact)
  })

  test('whoever is not known has nothing to bring together', async () => {
    expect((await counter.act('people.own_code', await counter.chat())).name).toBe('unknown')
  })

  test('a talk that was brought parts again, and speaks for itself', async () => {
    const [phone, tablet] = [await known(), await counter.chat()]
    await counter.verify(tablet, await codeOf(phone))
    const joined = { contact: phone.contact, conversation: tablet.conversation }
    expect(await counter.act('people.part', joined, tablet.contact)).toMatchObject({
      name: 'parted',
      speaker: tablet.contact,
      person: { level: 'anonymous', profiled: false, form: null },
    })
    expect(await speakerOf(tablet)).toBe(tablet.contact)
    expect((await counter.act('people.part', phone)).name).toBe('own')
  })

  test('every other talk is told to part, and nobody else’s', async () => {
    const [phone, tablet, stranger] = [await known(), await counter.chat(), await counter.chat()]
    await counter.verify(tablet, await codeOf(phone))
    counter.told.length = 0
    expect(await counter.act('people.part_others', phone)).toMatchObject({ name: 'told', output: { count: 1 } })
    expect(counter.told).toMatchObject([{ conversation: tablet.conversation, to: phone.contact, name: 'chat_parted' }])
    expect(await speakerOf(stranger)).toBe(stranger.contact)
  })
})

const PROFILE = {
  ...EMPTY_PROFILE,
  name: { 'zh-CN': '王秀英' },
  form: { 'zh-CN': '王奶奶', 'zh-TW': '王奶奶', en: 'Mrs Wang' },
}
