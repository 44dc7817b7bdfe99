import { describe, expect, test } from 'vitest'
import type { CivilDate } from '../core/civil-time.ts'
import { branded } from '../core/ids.ts'
import { bookOf, type RehearsedTalk, rehearsedTalk } from './rehearsed-talk.ts'
import { REPAIR, TEA } from './tea-flows.ts'

const book = bookOf([TEA, REPAIR], {
  named: (list, id) => ({ 'zh-CN': `${list}的${id}` }),
})

const DAY: CivilDate = branded('2026-11-25')

function ordering(): RehearsedTalk {
  const talk = rehearsedTalk(book)
  talk.wants('order_meal')
  return talk
}

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
