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
