import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { channelIdentity, contact, conversation, dataKey } from '../../../db/schema/index.ts'
import { demoContactId } from '../../../db/seed/people.ts'
import { eq } from '../../../db/sql.ts'
import { ENGINES, TEST_NOW, type TestDatabase, testDatabase } from '../../../test/database.ts'
import { type ContactId, type ConversationId, type IdentityId, newId } from '../../core/ids.ts'
import type { JsonObject, Outcome } from '../../core/operation.ts'
import { loadPeople } from './load-people.ts'
import { peopleTrade } from './people-trade.ts'

const DETAILS = {
  name: '王秀英',
  form: '王奶奶',
  year: 1942,
  street: '410105002',
  address: '花园路90号院2号楼601',
  allergies: [],
}

describe.each(ENGINES)('people on %s', engine => {
  let database: TestDatabase
  beforeAll(async () => {
    database = await testDatabase(engine, { seed: 'demo' })
  })
  afterAll(() => database.close())

  async function run(
    name: string,
    input: JsonObject,
    who: ContactId,
    talk = newId<ConversationId>(),
  ): Promise<Outcome> {
    const operation = peopleTrade({ vault: database.vault, tell: async () => {} }).operations.find(
      one => one.name === name,
    )
    const call = {
      input,
      key: newId<ConversationId>(),
      contact: who,
      own: who,
      conversation: talk,
      language: 'zh-CN',
      arrivedAt: TEST_NOW,
    } as const
    const outcomes = await database.transaction(async tx => operation?.run(tx, [call]))
    const outcome = outcomes?.[0]
    if (!outcome) throw new Error(`no outcome of ${name}`)
    operation?.outcomes[outcome.name]?.parse(outcome.output)
    return outcome
  }

  async function stranger(): Promise<ContactId> {
    const id = newId<ContactId>()
    const { row } = database.vault.create(id)
    await database.db.insert(contact).values({ id })
    await database.db.insert(dataKey).values(row)
    return id
  }

  async function talkOf(contactId: ContactId, speakerId: ContactId): Promise<ConversationId> {
    const [id, identityId] = [newId<ConversationId>(), newId<IdentityId>()]
    const sealed = { addressHash: Buffer.from(id), address: Buffer.from('x') }
    await database.db.insert(channelIdentity).values({ id: identityId, contactId, accountId: 'web/main', ...sealed })
    await database.db.insert(conversation).values({ id, contactId, speakerId, identityId, accountId: 'web/main' })
    return id
  }

  test('a stranger becomes known with the details they agreed to, sealed', async () => {
    const id = await stranger()
    expect((await run('people.diners', {}, id)).name).toBe('unknown')
    const saved = await run('people.save_profile', DETAILS, id)
    expect(saved.person).toEqual({ level: 'known', profiled: true, form: '王奶奶' })
    expect((await run('people.diners', {}, id)).name).toBe('oneself')
    const people = await loadPeople(database.vault, database.db, [id])
    expect(people.get(id)).toMatchObject({
      name: { 'zh-CN': '王秀英' },
      birthDate: '1942-12-31',
      allergies: [],
      level: 'known',
    })
    const [row] = await database.db.select().from(contact).where(eq(contact.id, id))
    expect(row?.area).toBe('410105002')
    expect(Buffer.from(row?.profile ?? []).includes('王秀英')).toBe(false)
  })

  test('what staff verified stays, whatever is claimed later', async () => {
    const id = demoContactId('P001')
    await run('people.save_profile', { ...DETAILS, year: 1920 }, id)
    const person = (await loadPeople(database.vault, database.db, [id])).get(id)
    expect(person).toMatchObject({
      level: 'verified',
      name: { 'zh-CN': '陈桂兰' },
      birthDate: '1942-03-08',
      homeSite: null,
    })
  })

  test('a relative sees the elders of active mandates and oneself', async () => {
    const daughter = await run('people.diners', {}, demoContactId('R002'))
    expect(daughter).toMatchObject({
      name: 'several',
      output: { people: [{ label: '王奶奶' }, { label: '赵爷爷' }, { id: 'self', label: '我自己' }] },
    })
    // One mandate expired, one revoked: a profile of one's own is all there is.
    expect((await run('people.diners', {}, demoContactId('R004'))).name).toBe('oneself')
  })

  test('allergies are kept as said; "none" is an answer', async () => {
    const id = demoContactId('P008')
    await run('people.save_allergies', { allergies: [] }, id)
    expect((await loadPeople(database.vault, database.db, [id])).get(id)?.allergies).toEqual([])
  })

  test('language and letter size hold from this turn on, in this talk of whoever speaks', async () => {
    const [id, speaker] = [await stranger(), demoContactId('P001')]
    const talk = await talkOf(id, speaker)
    expect((await run('people.set_language', { language: 'en' }, speaker, talk)).person).toEqual({ language: 'en' })
    expect((await run('people.set_large_type', { large: true }, speaker, talk)).person).toEqual({ largeType: true })
    const [row] = await database.db.select().from(contact).where(eq(contact.id, id))
    expect(row).toMatchObject({ language: 'en', largeType: true })
    const [other] = await database.db.select().from(contact).where(eq(contact.id, speaker))
    expect(other).toMatchObject({ language: 'zh-CN', largeType: false })
  })
})
