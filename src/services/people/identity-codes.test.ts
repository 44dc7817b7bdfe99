import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { auditLog, contact, identityCode } from '../../../db/schema/index.ts'
import { demoContactId } from '../../../db/seed/people.ts'
import { eq } from '../../../db/sql.ts'
import { ENGINES, TEST_NOW, type TestDatabase, testDatabase } from '../../../test/database.ts'
import { HOUR, type Instant, later, MINUTE } from '../../core/civil-time.ts'
import { newId } from '../../core/ids.ts'
import { peopleTrade } from './people-trade.ts'
import { CASEWORKER, counterOf } from './test/counter.ts'

const HE = demoContactId('P013')
const CHEN = demoContactId('P001')
const WRONG = { name: 'wrong', output: {} }

describe.each(ENGINES)('codes that make a chat somebody’s own on %s', engine => {
  let database: TestDatabase
  let counter: ReturnType<typeof counterOf>
  beforeEach(async () => {
    database = await testDatabase(engine, { seed: 'demo' })
    counter = counterOf(database)
  })
  afterEach(() => database.close())

  const kept = () => database.db.select().from(identityCode)
  const personOf = async (id: string) => (await database.db.select().from(contact).where(eq(contact.id, id)))[0]

  describe('staff', () => {
    test('get ten digits for half an hour, and it is written down', async () => {
      const { code, until } = await counter.issue(HE)
      expect(code).toMatch(/^\d{5} \d{5}$/)
      expect(until).toBe(new Date(later(TEST_NOW, 30 * MINUTE)).toISOString())
      expect(await database.db.select().from(auditLog)).toMatchObject([
        { staffId: CASEWORKER.id, act: 'identity.issue', contactId: HE, subject: HE },
      ])
    })

    test('caseworkers and supervisors issue them, nobody else', () => {
      expect(peopleTrade({ vault: database.vault, tell: async () => {} }).routes[0]?.roles).toEqual([
        'caseworker',
        'supervisor',
      ])
    })

    test('of another district find nobody, and no code is made', async () => {
      const elsewhere = { ...CASEWORKER, areas: ['410105', '410102'] }
      await expect(counter.issue(HE, elsewhere)).rejects.toMatchObject({ code: 'not_found' })
      await expect(counter.issue(HE, { ...CASEWORKER, areas: [] })).rejects.toMatchObject({ code: 'not_found' })
      expect(await kept()).toEqual([])
      expect(await database.db.select().from(auditLog)).toEqual([])
      await counter.issue(CHEN, elsewhere)
    })

    test('need not look after what nobody told: a day later it is gone', async () => {
      await counter.issue(HE)
      const sweep = (at: Instant) =>
        database.transaction(async tx => peopleTrade({ vault: database.vault, tell: async () => {} }).sweep?.(tx, at))
      await sweep(later(TEST_NOW, 24 * HOUR))
      expect(await kept()).toHaveLength(1)
      await sweep(later(TEST_NOW, 25 * HOUR))
      expect(await kept()).toEqual([])
    })

    test('find nobody who was erased, has no profile or does not exist', async () => {
      await database.db.update(contact).set({ erasedAt: new Date() }).where(eq(contact.id, HE))
      const { contact: stranger } = await counter.chat()
      for (const who of [HE, stranger, newId<typeof HE>()]) {
        await expect(counter.issue(who)).rejects.toMatchObject({ code: 'not_found' })
      }
      expect(await kept()).toEqual([])
    })

    test('void with a new code the one before, and nobody else’s', async () => {
      const [chat, first, others] = [await counter.chat(), await counter.issue(HE), await counter.issue(CHEN)]
      const second = await counter.issue(HE)
      expect(await counter.read(chat, first.code)).toEqual(WRONG)
      expect(await counter.verify(chat, first.code)).toEqual(WRONG)
      expect((await counter.read(chat, others.code)).name).toBe('fits')
      expect((await counter.read(chat, second.code)).name).toBe('fits')
    })

    test('who press twice at once leave one code that counts', async () => {
      const codes = await Promise.all(Array.from({ length: 8 }, () => counter.issue(HE)))
      expect(await kept()).toHaveLength(1)
      const found = await Promise.all(codes.map(async ({ code }) => counter.read(await counter.chat(), code)))
      expect(found.filter(one => one.name === 'fits')).toHaveLength(1)
    })

    test('leave no digits in the table, used or not', async () => {
      const { code } = await counter.issue(HE)
      await counter.verify(await counter.chat(), code)
      const { code: unused } = await counter.issue(HE)
      const rows = await kept()
      expect(rows.map(row => row.hash.length)).toEqual([32, 32])
      for (const digits of [code, unused].flatMap(each => [each, each.replace(' ', '')])) {
        for (const row of rows) {
          const bytes = Buffer.from(row.hash)
          const text = JSON.stringify({ ...row, hash: [bytes.toString('latin1'), bytes.toString('hex')] })
          expect(text).not.toContain(digits)
        }
      }
    })
  })

  describe('who tells one', () => {
    test.each<[string, (a: string, b: string) => string]>([
      ['as it was read out', (a, b) => `${a} ${b}`],
      ['without a space', (a, b) => a + b],
      ['with dashes', (a, b) => `${a.slice(0, 3)}-${a.slice(3)}—${b}`],
      ['in full width', (a, b) => [...`${a}　${b}`].map(full).join('')],
      ['in a sentence', (a, b) => `我的认证号是：${a}，${b}。`],
    ])('%s is asked back by the form of address', async (_, said) => {
      const [a = '', b = ''] = (await counter.issue(HE)).code.split(' ')
      expect(await counter.read(await counter.chat(), said(a, b))).toEqual({
        name: 'fits',
        output: { name: '何阿姨' },
      })
    })

    test('hears the same after the same work whether it is unknown, used, void or too old', async () => {
      const [used, , old] = [await counter.issue(CHEN), await counter.issue(HE), await counter.issue(HE)]
      await counter.verify(await counter.chat(), used.code)
      const end = later(TEST_NOW, 30 * MINUTE)
      const cases = [
        ['00000 00000', TEST_NOW],
        ['12', TEST_NOW],
        ['没有', TEST_NOW],
        [used.code, TEST_NOW],
        [old.code, end],
      ] as const
      const work: string[][] = []
      for (const [code, at] of cases) {
        const did: string[] = []
        expect(await counter.read(await counter.chat(), code, at, did)).toEqual(WRONG)
        work.push(did)
      }
      expect(work).toEqual(cases.map(() => work[0]))
      expect(work[0]?.length).toBeGreaterThan(2)
      expect((await counter.read(await counter.chat(), old.code, later(end, -1))).name).toBe('fits')
    })

    test('has five tries an hour in one talk, right ones counted, and another talk has its own', async () => {
      const [chat, { code }] = [await counter.chat(), await counter.issue(HE)]
      for (const said of ['0', '1', code, '2', '3']) await counter.read(chat, said)
      expect(await counter.read(chat, code)).toEqual({ name: 'too_many', output: {} })
      expect((await counter.read(await counter.chat(), code)).name).toBe('fits')
      const next = later(TEST_NOW, HOUR)
      const fresh = await counter.issue(HE, CASEWORKER, next)
      expect((await counter.read(chat, fresh.code, next)).name).toBe('fits')
    })

    test('in a talk that is a verified person’s own can not take it over', async () => {
      const [chat, { code }] = [await counter.chat(CHEN), await counter.issue(HE)]
      expect(await counter.read(chat, code)).toEqual({ name: 'taken', output: {} })
      expect((await counter.verify(chat, code)).name).toBe('wrong')
      expect(await counter.speaker(chat)).toBe(CHEN)
      expect((await counter.read(await counter.chat(), code)).name).toBe('fits')
    })

    test('makes the talk their own at once, and theirs to hear news in', async () => {
      const [chat, { code }] = [await counter.chat(), await counter.issue(demoContactId('P008'))]
      expect(await counter.verify(chat, code)).toEqual({
        name: 'verified',
        output: {},
        speaker: demoContactId('P008'),
        person: { level: 'verified', profiled: true, form: '吴叔叔' },
      })
      expect(await counter.speaker(chat)).toBe(demoContactId('P008'))
      expect(await personOf(demoContactId('P008'))).toMatchObject({ level: 'verified', newsIn: chat.conversation })
      expect(await personOf(chat.contact)).toMatchObject({ level: 'anonymous', profile: null, newsIn: null })
    })

    test('it again in their own talk changes nothing: the used one is wrong, a new one fits', async () => {
      const [stranger, first] = [await counter.chat(), await counter.issue(HE)]
      await counter.verify(stranger, first.code)
      const chat = { ...stranger, contact: HE }
      expect(await counter.read(chat, first.code)).toEqual(WRONG)
      const { code } = await counter.issue(HE)
      expect((await counter.read(chat, code)).name).toBe('fits')
      expect((await counter.verify(chat, code)).name).toBe('verified')
      expect(await counter.speaker(chat)).toBe(HE)
      expect((await personOf(HE))?.newsIn).toBe(chat.conversation)
    })

    test('too late at the question back, or of somebody erased meanwhile, changes nothing', async () => {
      const [chat, { code }] = [await counter.chat(), await counter.issue(HE)]
      expect((await counter.verify(chat, code, later(TEST_NOW, 30 * MINUTE))).name).toBe('wrong')
      await database.db.update(contact).set({ erasedAt: new Date() }).where(eq(contact.id, HE))
      expect((await counter.read(chat, code)).name).toBe('wrong')
      expect((await counter.verify(chat, code)).name).toBe('wrong')
      expect(await counter.speaker(chat)).toBe(chat.contact)
    })
  })
})

/** 1 → １ */
function full(sign: string): string {
  return /[!-~]/.test(sign) ? String.fromCodePoint((sign.codePointAt(0) ?? 0) + 0xfee0) : sign
}
