import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { auditLog, contact, learnedWord, notUnderstood } from '../../db/schema/index.ts'
import { asc, eq } from '../../db/sql.ts'
import type { Desk } from '../../src/compose.ts'
import { branded, newId, type StaffId } from '../../src/core/ids.ts'
import type { Staff } from '../../src/core/staff.ts'
import { erasePerson } from '../../src/desk/erase-person.ts'
import { listLearnedWords, teachableMeanings, teachWords, unteachWords } from '../../src/desk/words/teach-words.ts'
import { dismissUnknownWords, listUnknownWords } from '../../src/desk/words/unknown-words.ts'
import { ENGINES } from '../database.ts'
import { publication } from './shop-flows.ts'
import { shopTrade } from './shop-trade.ts'
import { type House, openHouse } from './test-desk.ts'

const CITY: Staff = { id: branded<StaffId>(newId()), name: '管理员', role: 'administrator', areas: ['4101'] }
const JINSHUI: Staff = { ...CITY, areas: ['410105'] }

const TRADE = {
  ...shopTrade(),
  lists: async () => [
    {
      name: 'goods',
      intent: 'order_meal',
      items: [
        { id: 'soup', name: { 'zh-CN': '胡辣汤' }, aliases: ['辣汤'], units: ['碗'] },
        { id: 'bun', name: { 'zh-CN': '馒头' }, aliases: ['馍'], units: ['个'] },
      ],
      ambiguous: [],
    },
  ],
}
/** Asks for something personal, then for goods. */
const BUY = publication(`
format: flow/1
flow: goods
about: Goods for somebody.
title: title
triggers: [{ intent: order_meal }, { words: { zh-CN: [买东西] } }]
slots:
  where: { type: phone, ask: ask_where, personal: true }
  goods: { type: items, list: goods, ask: ask_goods }
start: where
steps:
  where: { ask: where, next: goods }
  goods: { ask: goods, next: done }
  done: { end: done, say: done }
texts:
  zh-CN: { title: 买东西, ask_where: 电话多少？, ask_goods: 要什么？, done: 好了。 }
`)

describe.each(ENGINES)('words that we did not know, on %s', engine => {
  let house: House
  let desk: Desk
  const open = (process?: string) =>
    house.desk({ flows: [BUY], trades: [TRADE], waits: { sweepEvery: 20 }, ...(process && { process }) })
  beforeEach(async () => {
    house = await openHouse(engine)
    desk = await open()
    for (const who of ['ann', 'bob']) await house.talk(desk, who, '你好')
  })
  afterEach(() => house.close())

  const unknown = async (staff = CITY) => listUnknownWords(desk.ports, staff)
  const alias = { kind: 'alias', list: 'goods', item: 'soup' } as const
  const read = (on: Desk, text: string) =>
    on.ports.shelf.reader().read(text, { language: 'zh-CN', now: house.clock.now, open: null })
  const acts = async () =>
    (await house.database.db.select().from(auditLog).orderBy(asc(auditLog.id))).map(row => row.act)

  test('are kept masked and sealed, counted by their wording, those said most often first', async () => {
    await house.talk(desk, 'ann', '给我整那糊嘟13812345678', '嘎嘣儿脆')
    await house.talk(desk, 'bob', '给我整那糊嘟，139 1234 5678！')
    expect(await unknown()).toMatchObject([
      { text: '给我整那糊嘟，[phone]！', said: 2, people: 2, during: null },
      { text: '嘎嘣儿脆', said: 1, people: 1 },
    ])
    const rows = await house.database.db.select().from(notUnderstood)
    expect(rows.some(row => Buffer.from(row.text).includes('糊嘟'))).toBe(false)
  })

  test('an answer that would have been personal is not kept, and what was answered is taken out', async () => {
    await house.talk(desk, 'ann', '买东西', '俺也说不清嘞')
    expect(await unknown()).toEqual([])
    await house.talk(desk, 'ann', '13812345678', '嘎嘣儿脆')
    expect(await unknown()).toMatchObject([{ text: '嘎嘣儿脆', during: '买东西' }])
  })

  test('are those of one’s own areas', async () => {
    const { contact: ann } = await house.person('ann')
    await house.database.db.update(contact).set({ area: '410105006' }).where(eq(contact.id, ann))
    await house.talk(desk, 'ann', '嘎嘣儿脆')
    await house.talk(desk, 'bob', '嘎嘣儿脆')
    expect(await unknown(JINSHUI)).toMatchObject([{ said: 1 }])
    const id = (await unknown(JINSHUI))[0]?.id ?? ''
    await dismissUnknownWords(desk.ports, JINSHUI, id)
    expect(await unknown(JINSHUI)).toEqual([])
    expect(await unknown()).toMatchObject([{ said: 1 }])
    await expect(dismissUnknownWords(desk.ports, JINSHUI, id)).rejects.toMatchObject({ code: 'not_found' })
    expect(await acts()).toEqual(['words.dismiss'])
  })

  test('once dismissed they come back only when said again', async () => {
    await house.talk(desk, 'ann', '嘎嘣儿脆', '嘎嘣儿脆')
    await dismissUnknownWords(desk.ports, CITY, (await unknown())[0]?.id ?? '')
    await house.talk(desk, 'bob', '嘎嘣儿脆')
    expect(await unknown()).toMatchObject([{ said: 1 }])
  })

  test('go with the person, and after 90 days', async () => {
    await house.talk(desk, 'ann', '嘎嘣儿脆')
    await house.talk(desk, 'bob', '稀里糊嘟')
    const { contact: ann } = await house.person('ann')
    const { vault } = desk.ports
    await house.database.transaction(tx => erasePerson(vault, [TRADE], tx, ann, house.clock.now))
    expect(await unknown()).toMatchObject([{ text: '稀里糊嘟' }])
    house.clock.pass(91 * 24 * 3_600_000)
    await desk.sweep()
    expect(await house.database.db.select().from(notUnderstood)).toEqual([])
  })

  test('an alias is read by every process within seconds, settles its wording, and can be taken back', async () => {
    const other = await open('second')
    other.start()
    desk.start()
    await house.talk(desk, 'ann', '来碗糊嘟')
    const [row] = await unknown()
    expect(await teachWords(desk.ports, CITY, { words: '糊嘟', meaning: alias, unknown: row?.id ?? null })).toBeNull()
    const items = [{ list: 'goods', id: 'soup', quantity: null }]
    for (const one of [desk, other]) {
      await vi.waitFor(() => expect(read(one, '来碗糊嘟').slots.items).toEqual(items), { timeout: 5_000 })
    }
    expect(await unknown()).toEqual([])
    expect(await listLearnedWords(desk.ports)).toMatchObject([{ words: '糊嘟', item: '胡辣汤', intent: null }])
    const [taught] = await house.database.db.select().from(learnedWord)
    await unteachWords(desk.ports, CITY, taught?.id ?? '')
    await vi.waitFor(() => expect(read(other, '来碗糊嘟').slots.items).toBeUndefined(), { timeout: 5_000 })
    expect(await acts()).toEqual(['words.alias', 'words.remove'])
    await expect(unteachWords(desk.ports, CITY, taught?.id ?? '')).rejects.toMatchObject({ code: 'not_found' })
  })

  test('an example of an intent begins its flow in the talk', async () => {
    const words = '肚里没食儿了'
    const meaning = { kind: 'example', intent: 'order_meal' } as const
    expect(await teachWords(desk.ports, CITY, { words, meaning, unknown: null })).toBeNull()
    await desk.ports.shelf.refresh(house.database.db)
    await house.talk(desk, 'ann', '肚里没食儿了！')
    expect((await house.botSaid('ann')).at(-1)).toBe('电话多少？')
    await expect(teachWords(desk.ports, CITY, { words, meaning, unknown: null })).rejects.toMatchObject({
      code: 'conflict',
    })
  })

  test.each([
    ['救命', alias, 'danger'],
    ['馒头', alias, 'taken'],
    ['我叫王秀英', { kind: 'example', intent: 'order_meal' }, 'personal'],
  ] as const)('%s is refused, and nothing is changed', async (words, meaning, why) => {
    expect(await teachWords(desk.ports, CITY, { words, meaning, unknown: null })).toBe(why)
    expect(await house.database.db.select().from(learnedWord)).toEqual([])
    expect(await acts()).toEqual([])
  })

  test('only what is there can be meant', async () => {
    const meanings = teachableMeanings(desk.ports)
    expect(meanings.items.map(item => item.name)).toEqual(['胡辣汤', '馒头'])
    expect(meanings.intents).toContain('order_meal')
    for (const meaning of [
      { ...alias, item: 'gone' },
      { kind: 'example', intent: 'emergency' },
    ] as const) {
      await expect(teachWords(desk.ports, CITY, { words: '糊嘟', meaning, unknown: null })).rejects.toMatchObject({
        code: 'bad_request',
      })
    }
  })
})
