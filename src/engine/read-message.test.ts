import { describe, expect, test } from 'vitest'
import { type CivilDate, HOUR } from '../core/civil-time.ts'
import { branded } from '../core/ids.ts'
import { openForReading } from './open-for-reading.ts'
import { bookOf, type RehearsedTalk, rehearsedTalk } from './rehearsed-talk.ts'
import { REPAIR, TEA } from './tea-flows.ts'

const book = bookOf([TEA, REPAIR], {
  named: (list, id) => ({ 'zh-CN': `${list}的${id}` }),
})
const DAY: CivilDate = branded('2026-11-25')
const NEXT: CivilDate = branded('2026-11-26')

function ordering(): RehearsedTalk {
  const talk = rehearsedTalk(book)
  talk.wants('order_meal')
  return talk
}

function readBack(): RehearsedTalk {
  const talk = ordering()
  talk.saysSlots({ date: DAY, quantity: 2 })
  talk.presses(1)
  expect(talk.asked()).toBe('confirm')
  return talk
}

describe('the exact option', () => {
  test('by its place among those shown', () => {
    const talk = readBack()
    talk.says('1', { option: 0, slots: { quantity: 1 } })
    expect(talk.call()).not.toBeNull()
  })
  test('the reader sees the words of each option, but not 0', () => {
    const talk = rehearsedTalk(book)
    talk.commands('menu')
    const open = openForReading(talk.talk(), ref => `<${ref.key}>`)
    expect(open).toMatchObject({ expects: [], yesNo: false })
    expect(open?.options.map(words => words())).toEqual([['<title>'], ['<title>']])
    const asked = ordering()
    expect(openForReading(asked.talk(), () => '')).toMatchObject({ expects: ['date', 'number'] })
  })
  test.each(['9.1', '1.7', 'w.1', '', '1'])(
    'a press of %s, no longer open, is answered kindly and does nothing',
    token => {
      const talk = ordering()
      const { slots } = talk.talk().frames[0] ?? {}
      talk.send({ kind: 'choice', token })
      expect(talk.said()).toEqual(['stale_choice', 'ask_day'])
      expect(talk.slots()).toEqual(slots)
    },
  )
  test('both bubbles of one question asked twice can be pressed', () => {
    const talk = readBack()
    const { serial } = talk.talk()
    talk.commands('repeat')
    talk.send({ kind: 'choice', token: `${serial}.1` })
    expect(talk.call()).not.toBeNull()
  })
  test('a read-back whose facts have changed is another question', () => {
    const talk = readBack()
    const { serial } = talk.talk()
    talk.saysSlots({ quantity: 5 })
    talk.send({ kind: 'choice', token: `${serial}.1` })
    expect(talk.call()).toBeNull()
    expect(talk.said()).toEqual(['stale_choice', 'read_back'])
  })
})

describe('corrections', () => {
  test('of an answer before, in passing', () => {
    const talk = readBack()
    talk.saysSlots({ date: NEXT })
    expect(talk.talk().open).toMatchObject({ asker: { kind: 'confirm' }, text: { params: { day: NEXT } } })
  })
  test('with the open answer in the same sentence', () => {
    const talk = ordering()
    talk.saysSlots({ date: DAY })
    talk.saysSlots({ quantity: 3, date: NEXT })
    expect(talk.slots()).toMatchObject({ count: 3, day: NEXT })
    expect(talk.asked()).toBe('confirm')
  })
  test('of a slot that cannot be revised are left alone', () => {
    const talk = readBack()
    talk.saysSlots({ yesNo: 'no' })
    expect(talk.slots()).toMatchObject({ hot: true })
  })
})

describe('a word that means several', () => {
  test('dishes: asked with at most four, the rest of the sentence kept', () => {
    const talk = readBack()
    const candidates = ['a', 'b', 'c', 'd', 'e']
    const items = [{ list: 'leaves', id: 'x', quantity: 1 }]
    talk.saysSlots({ ambiguous: [{ list: 'leaves', term: '红茶', candidates, quantity: 2 }], items, quantity: 4 })
    expect(talk.said()).toEqual(['which_item'])
    expect(talk.talk().open?.options).toHaveLength(5)
    talk.presses(2)
    expect(talk.slots()).toMatchObject({
      count: 4,
      leaves: [
        { list: 'leaves', id: 'x', quantity: 1 },
        { list: 'leaves', id: 'b', quantity: 2 },
      ],
    })
    expect(talk.asked()).toBe('confirm')
  })
  test('streets of one name', () => {
    const talk = readBack()
    talk.saysSlots({ areas: ['410108001', '410183005'] })
    expect(talk.said()).toEqual(['which_area'])
    talk.presses(2)
    expect(talk.slots()).toMatchObject({ street: '410183005' })
  })
})

test('items named later are merged: a new number replaces, 不要 takes out', () => {
  const talk = readBack()
  const list = 'leaves'
  talk.saysSlots({
    items: [
      { list, id: 'a', quantity: 1 },
      { list, id: 'b', quantity: 1 },
    ],
  })
  talk.saysSlots({
    items: [
      { list, id: 'c', quantity: 2 },
      { list, id: 'a', quantity: 3 },
    ],
    removeItems: [{ list, id: 'b', quantity: null }],
  })
  expect(talk.slots()).toMatchObject({
    leaves: [
      { id: 'c', quantity: 2 },
      { id: 'a', quantity: 3 },
    ],
  })
})

describe('another wish', () => {
  test('is served, then back to what was open', () => {
    const talk = ordering()
    talk.wants('order_service')
    expect(talk.asked()).toBe('what')
    talk.says('蓝的')
    expect(talk.said()).toEqual(['fixed', 'resume'])
    talk.presses(1)
    expect(talk.said()).toEqual(['ask_day'])
  })
  test('not wanted any more: let go', () => {
    const talk = ordering()
    talk.wants('order_service')
    talk.says('蓝的')
    talk.saysSlots({ yesNo: 'no' })
    expect(talk.said()).toEqual(['let_go'])
    expect(talk.effects()).toContainEqual({ kind: 'ended', flow: 'tea', how: 'dropped' })
  })
  test('is not taken for an answer because it holds a date', () => {
    const talk = ordering()
    talk.wants('order_service', 0.95, { date: NEXT })
    expect(talk.asked()).toBe('what')
    expect(talk.talk().parked[0]?.frames[0]?.slots).toEqual({})
  })
  test('a free text takes any words', () => {
    const talk = rehearsedTalk(book)
    talk.wants('order_service')
    talk.says('订茶的那个杯子', { intents: [{ intent: 'order_meal', sure: 0.9 }] })
    expect(talk.said()).toEqual(['fixed'])
  })
  test('the same wish again goes on where it is', () => {
    const talk = ordering()
    talk.wants('order_meal', 0.9, { quantity: 4 })
    expect(talk.asked()).toBe('day')
    expect(talk.slots()).toMatchObject({ count: 4 })
    expect(talk.talk().parked).toEqual([])
  })
  test('one set aside is offered before a new one is begun, with what the new wish said', () => {
    const talk = ordering()
    talk.saysSlots({ date: DAY })
    talk.wants('order_service')
    talk.says('…', { intents: [{ intent: 'order_meal', sure: 0.9 }], slots: { quantity: 7 } })
    const again = ordering()
    again.saysSlots({ date: DAY })
    again.passes(25 * HOUR)
    again.wants('order_meal', 0.9, { quantity: 7 })
    expect(again.said()).toEqual(['resume_yesterday'])
    again.presses(2)
    expect(again.asked()).toBe('day')
    expect(again.slots()).toEqual({ count: 7 })
  })
  test('whole words start a flow', () => {
    const talk = rehearsedTalk(book)
    talk.says('来杯茶！')
    expect(talk.asked()).toBe('day')
  })
  test('two close ones are asked about', () => {
    const talk = rehearsedTalk(book)
    talk.says('…', {
      intents: [
        { intent: 'order_meal', sure: 0.88 },
        { intent: 'order_service', sure: 0.85 },
      ],
      slots: { quantity: 2 },
    })
    expect(talk.said()).toEqual(['which'])
    expect(talk.options()).toEqual(['1:title', '2:title', '3:neither', '0:person'])
    talk.presses(1)
    expect(talk.slots()).toEqual({ count: 2 })
  })
  test('whoever meant neither, and has nothing else going on, is shown what there is', () => {
    const talk = rehearsedTalk(book)
    talk.wants('order_service', 0.6)
    talk.presses(2)
    expect([talk.said(), talk.asked()]).toEqual([['menu'], 'menu'])
  })
  test('a weak one is asked about only where nothing is open', () => {
    const idle = rehearsedTalk(book)
    idle.wants('order_service', 0.6)
    expect(idle.said()).toEqual(['which'])
    const talk = ordering()
    talk.wants('order_service', 0.6)
    expect(talk.said()).toEqual(['unclear_day', 'ask_day'])
  })
})

describe('not understood', () => {
  test('first the question with choices, then narrower, then a person', () => {
    const talk = ordering()
    talk.says('咦')
    expect(talk.said()).toEqual(['unclear_day', 'ask_day'])
    expect(talk.effects()).toContainEqual({ kind: 'not_understood', flow: 'tea', slot: 'day' })
    expect(talk.options()).toEqual(['1:today', '2:tomorrow', '3:day_after_tomorrow', '0:person'])
    talk.says('啊')
    expect(talk.options()).toEqual(['1:today', '2:tomorrow', '0:person'])
    talk.says('哦')
    expect(talk.said()).toEqual(['unclear_person'])
    expect(talk.effects()).toContainEqual({ kind: 'handoff', reason: 'not_understood' })
  })
  test('an answer in between starts the patience anew', () => {
    const talk = ordering()
    talk.says('咦')
    talk.says('啊')
    talk.saysSlots({ date: DAY })
    talk.says('咦')
    expect(talk.said()).toEqual(['unclear_number', 'ask_count'])
  })
  test('with nothing open the menu is shown, narrower, then a person', () => {
    const talk = rehearsedTalk(book)
    talk.says('咦')
    expect(talk.said()).toEqual(['unclear', 'menu'])
    talk.says('啊')
    expect(talk.said()).toEqual(['unclear_again', 'menu'])
    talk.says('哦')
    expect(talk.effects()).toContainEqual({ kind: 'handoff', reason: 'not_understood' })
  })
  test.each(['1', '２', '二', '两份'])('a bare %s with nothing open is asked about and never acts', number => {
    const talk = rehearsedTalk(book)
    talk.says(number)
    expect(talk.said()).toEqual(['number_for_what'])
  })
  test.each(['photo', 'video', 'sticker', 'file'] as const)('a %s nobody asked for', media => {
    const talk = ordering()
    talk.send({ kind: 'media', media, attachment: null })
    expect(talk.said()).toEqual([`unexpected_${media}`, 'ask_day'])
  })
  test('a voice that nothing wrote down goes to a person, at any moment', () => {
    for (const talk of [ordering(), rehearsedTalk(book)]) {
      talk.send({ kind: 'media', media: 'voice', attachment: null })
      expect(talk.said()).toEqual(['voice_person'])
      expect(talk.effects()).toContainEqual({ kind: 'handoff', reason: 'voice' })
    }
  })
})

describe('intents without a flow of their own', () => {
  test.each([
    ['complaint', 'complaint'],
    ['human', 'asked'],
  ] as const)('%s: a person', (intent, reason) => {
    const talk = ordering()
    talk.wants(intent)
    expect(talk.effects()).toEqual([{ kind: 'handoff', reason }])
  })
  test('an emergency without a word of danger is asked about', () => {
    const talk = ordering()
    talk.wants('emergency')
    expect(talk.asked()).toBe('danger_check')
  })
  test('smalltalk is answered, and the question asked again', () => {
    const talk = ordering()
    talk.wants('smalltalk')
    expect(talk.said()).toEqual(['smalltalk', 'ask_day'])
  })
})

describe('first contact', () => {
  const FIRST = REPAIR.replace('flow: repair', 'flow: hello')
    .replace(/triggers: .*/, 'triggers: [{ first: true }]')
    .replace(/menu: .*\n/, '')
  test('opening the chat or a word that says nothing: greeting, then the menu', () => {
    const talk = rehearsedTalk(book, {})
    talk.send({ kind: 'joined' })
    expect(talk.said()).toEqual(['welcome', 'welcome_safe', 'menu'])
    talk.send({ kind: 'joined' })
    expect(talk.said()).toEqual(['menu'])
    const other = rehearsedTalk(book, {})
    other.says('在吗')
    expect(other.said()).toEqual(['welcome', 'welcome_safe', 'menu'])
  })
  test('a wish is served at once', () => {
    const talk = rehearsedTalk(book, {})
    talk.wants('order_meal')
    expect(talk.said()).toEqual(['welcome', 'welcome_safe', 'ask_day'])
  })
  test('the flow for first contact takes it', () => {
    const talk = rehearsedTalk(bookOf([TEA, FIRST]), {})
    talk.send({ kind: 'joined' })
    expect(talk.asked()).toBe('what')
  })
  test('a cry for help is heard first', () => {
    const talk = rehearsedTalk(book, {})
    talk.says('救命', { danger: { classes: ['medical'], level: 'alarm', silent: false } })
    expect(talk.said()).toEqual(['danger_medical'])
  })
  test('later they are greeted by the form of address they chose', () => {
    const talk = rehearsedTalk(book)
    talk.person = { ...talk.person, form: '王奶奶' }
    talk.send({ kind: 'joined' })
    expect(talk.effects()[0]).toMatchObject({ text: { key: 'hello_form', params: { form: '王奶奶' } } })
  })
})
