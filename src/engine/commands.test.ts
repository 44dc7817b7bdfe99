import { describe, expect, test } from 'vitest'
import type { CivilDate } from '../core/civil-time.ts'
import { HOUR, later, MINUTE } from '../core/civil-time.ts'
import { branded } from '../core/ids.ts'
import { bookOf, type RehearsedTalk, rehearsedTalk } from './rehearsed-talk.ts'
import { LEAVES, REPAIR, TEA } from './tea-flows.ts'

const book = bookOf([TEA, REPAIR])
const DAY: CivilDate = branded('2026-11-25')

/** At the question for the number of cups, the day answered. */
function ordering(): RehearsedTalk {
  const talk = rehearsedTalk(book)
  talk.wants('order_meal')
  talk.saysSlots({ date: DAY })
  expect(talk.asked()).toBe('count')
  return talk
}

/** Ordered, with an act that can be taken back for an hour. */
function ordered(): RehearsedTalk {
  const talk = ordering()
  talk.saysSlots({ quantity: 2 })
  talk.presses(1)
  talk.presses(1)
  const until = later(talk.now, HOUR)
  const act = { number: 'T1', undo: 'tea.undo', input: { id: 7 }, until }
  talk.answers({ name: 'placed', output: { number: 'T1' }, act })
  expect(talk.said()).toEqual(['receipt'])
  return talk
}

test('0: to a person at any step, draft kept, and back to the question', () => {
  const talk = ordering()
  talk.commands('human')
  expect(talk.effects()).toEqual([{ kind: 'handoff', reason: 'asked' }])
  expect(talk.talk().due).toEqual([])
  talk.send({ kind: 'returned', slots: {}, note: '茶要热的' })
  expect(talk.said()).toEqual(['returned', 'ask_count'])
  expect(talk.slots()).toMatchObject({ day: DAY })
})

test('a queue that nobody served asks the question again without a note', () => {
  const talk = ordering()
  talk.commands('human')
  talk.send({ kind: 'returned', slots: {}, note: '' })
  expect(talk.said()).toEqual(['ask_count'])
})

describe('再说一遍', () => {
  test('asks again under the same serial, offers a call the third time', () => {
    const talk = ordering()
    const { serial } = talk.talk()
    talk.commands('repeat')
    talk.commands('repeat')
    expect(talk.said()).toEqual(['ask_count'])
    expect(talk.talk().serial).toBe(serial)
    talk.commands('repeat')
    expect(talk.said()).toEqual(['offer_call'])
    talk.presses(2)
    expect(talk.asked()).toBe('count')
  })
  test('says the last words when nothing is open, and a call means a person', () => {
    const talk = ordered()
    talk.commands('repeat')
    expect(talk.said()).toEqual(['receipt'])
    talk.commands('repeat')
    talk.commands('repeat')
    talk.presses(1)
    expect(talk.effects()).toEqual([{ kind: 'handoff', reason: 'asked' }])
  })
  test('the menu when nothing was said', () => {
    const talk = rehearsedTalk(book)
    talk.commands('repeat')
    expect(talk.asked()).toBe('menu')
  })
})

describe('上一步', () => {
  test('asks the question before, with its old answer to choose', () => {
    const talk = ordering()
    talk.commands('back')
    expect(talk.asked()).toBe('day')
    expect(talk.options()).toEqual(['1:same_as_before'])
    talk.presses(1)
    expect(talk.asked()).toBe('count')
    expect(talk.slots()).toMatchObject({ day: DAY })
  })
  test('from the read-back to the last answer', () => {
    const talk = ordering()
    talk.saysSlots({ quantity: 2 })
    talk.presses(1)
    expect(talk.asked()).toBe('confirm')
    talk.commands('back')
    expect(talk.asked()).toBe('hot')
  })
  test('says so at the first question', () => {
    const talk = rehearsedTalk(book)
    talk.wants('order_meal')
    talk.commands('back')
    expect(talk.said()).toEqual(['first_question', 'ask_day'])
  })
  test('undoes nothing that was done', () => {
    const talk = ordered()
    talk.commands('back')
    expect(talk.said()).toEqual(['nothing_to_go_back', 'menu'])
    expect(talk.talk().acts).toHaveLength(1)
  })
})

describe('撤销', () => {
  test('takes back the newest act and says which', () => {
    const talk = ordered()
    talk.commands('undo')
    expect(talk.call()).toEqual({ operation: 'tea.undo', input: { id: 7 }, purpose: 'undo' })
    talk.answers({ name: 'undone', output: {} })
    expect(talk.effects()).toMatchObject([{ text: { key: 'undone', params: { number: 'T1' } } }])
    talk.commands('undo')
    expect(talk.said()).toEqual(['nothing_to_undo', 'menu'])
  })
  test('goes back to what was open', () => {
    const talk = ordered()
    talk.wants('order_service')
    talk.commands('undo')
    talk.answers({ name: 'undone', output: {} })
    expect(talk.said()).toEqual(['undone', 'ask_what'])
  })
  test('too late, as the clock or the operation says: a person is offered', () => {
    const late = ordered()
    late.commands('undo')
    late.answers({ name: 'too_late', output: {} })
    expect(late.said()).toEqual(['undo_too_late'])
    const later = ordered()
    later.passes(2 * HOUR)
    later.commands('undo')
    expect(later.said()).toEqual(['undo_too_late'])
    later.presses(1)
    expect(later.effects()).toEqual([{ kind: 'handoff', reason: 'asked' }])
  })
  test('with a draft and nothing finished it is 上一步', () => {
    const talk = ordering()
    talk.commands('undo')
    expect(talk.asked()).toBe('day')
  })
})

describe('取消', () => {
  test('drops the draft after saying so', () => {
    const talk = ordering()
    talk.commands('cancel')
    expect(talk.effects()).toMatchObject([
      { kind: 'say', text: { key: 'dropped', params: { title: { 'zh-CN': '订茶' } } } },
      { kind: 'ended', flow: 'tea', how: 'dropped' },
    ])
    expect(talk.talk().frames).toEqual([])
  })
  test('with nothing open goes to the flow that cancels', () => {
    const talk = rehearsedTalk(book)
    talk.commands('cancel')
    expect(talk.asked()).toBe('what')
  })
  test('without one says that there is nothing', () => {
    const talk = rehearsedTalk(bookOf([TEA]))
    talk.commands('cancel')
    expect(talk.said()).toEqual(['nothing_to_cancel'])
  })
  test('is the no of a yes-or-no question', () => {
    const talk = ordering()
    talk.saysSlots({ quantity: 2 })
    talk.commands('cancel')
    expect(talk.asked()).toBe('confirm')
    expect(talk.slots()).toMatchObject({ hot: false })
  })
})

describe('菜单', () => {
  test('shows the entries by place and a person last', () => {
    const talk = rehearsedTalk(book)
    talk.commands('menu')
    expect(talk.options()).toEqual(['1:title', '2:title', '0:person'])
    talk.presses(2)
    expect(talk.asked()).toBe('what')
  })
  test('in the middle keeps the draft: its own entry goes on, another one comes back to it', () => {
    const talk = ordering()
    talk.commands('menu')
    talk.presses(1)
    expect(talk.asked()).toBe('count')
    talk.commands('menu')
    talk.presses(2)
    talk.says('蓝的')
    expect(talk.said()).toEqual(['fixed', 'resume'])
    talk.presses(1)
    expect(talk.asked()).toBe('count')
  })
  test('while ordering the flow made for it looks aside and comes back', () => {
    const talk = rehearsedTalk(bookOf([TEA, REPAIR, LEAVES]))
    talk.commands('menu')
    expect(talk.asked()).toBe('menu')
    talk.presses(1)
    talk.saysSlots({ date: DAY })
    talk.commands('menu')
    expect(talk.effects()[0]).toMatchObject({ text: { key: 'leaves', params: { day: DAY } } })
    expect(talk.asked()).toBe('count')
  })
})

test('帮助: what the slot says, or in general, then the question again', () => {
  const talk = rehearsedTalk(book)
  talk.commands('help')
  expect(talk.said()).toEqual(['help', 'menu'])
  talk.presses(1)
  talk.commands('help')
  expect(talk.said()).toEqual(['help_day', 'ask_day'])
  talk.saysSlots({ date: DAY })
  talk.commands('help')
  expect(talk.said()).toEqual(['help_words', 'ask_count'])
})

test('停: after one question, then no reminders', () => {
  const talk = ordering()
  talk.commands('stop')
  expect(talk.said()).toEqual(['stop_news'])
  talk.presses(1)
  expect(talk.said()).toEqual(['news_stopped', 'ask_count'])
  expect(talk.talk().newsStopped).toBe(true)
  talk.passes(20 * MINUTE)
  expect(talk.said()).toEqual([])
})
