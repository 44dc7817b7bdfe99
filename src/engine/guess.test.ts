import { describe, expect, test } from 'vitest'
import type { Guess } from '../core/reading.ts'
import { bookOf, type RehearsedTalk, rehearsedTalk } from './rehearsed-talk.ts'
import { REPAIR, TEA } from './tea-flows.ts'

const SHOP = `
format: flow/1
flow: shop
about: Sells leaves.
title: title
menu: { place: 3, label: title }
triggers: [{ intent: modify }]
slots: { leaves: { type: items, list: leaves, ask: ask_leaves } }
start: ask
steps: { ask: { ask: leaves, next: out }, out: { end: done, say: sold } }
texts: { zh-CN: { title: 买茶叶, ask_leaves: 要啥？, sold: 好。 } }
`
const NAMES: Readonly<Record<string, string>> = { green: '绿茶', red: '红茶' }
const book = bookOf([TEA, REPAIR, SHOP], {
  named: (list, id) => (list === 'leaves' && NAMES[id] ? { 'zh-CN': NAMES[id] ?? '' } : null),
})
const leaf = (id: string, quantity: number | null = null) => ({ list: 'leaves', id, quantity })
const missed = (talk: RehearsedTalk, guess: Guess) => talk.says('呜哩哇啦', { guess })

function shopping(): RehearsedTalk {
  const talk = rehearsedTalk(book)
  talk.wants('modify')
  return talk
}

describe('what another guessed of words that nobody understood', () => {
  test('is asked, and acted on only when agreed to', () => {
    const talk = rehearsedTalk(book)
    missed(talk, { intent: 'order_meal', items: [] })
    expect(talk.said()).toEqual(['did_you_mean'])
    expect(talk.options()).toEqual(['1:title', '2:no', '0:person'])
    expect(talk.talk().frames).toEqual([])
    talk.presses(1)
    expect(talk.asked()).toBe('day')
  })

  test('is still kept for administrators', () => {
    const talk = rehearsedTalk(book)
    missed(talk, { intent: 'order_meal', items: [] })
    expect(talk.effects()).toContainEqual({ kind: 'not_understood', flow: null, slot: null })
  })

  test('items answer the question that asks for such, once agreed to', () => {
    const talk = shopping()
    missed(talk, { intent: null, items: [leaf('green', 2), leaf('red')] })
    expect(talk.talk().open?.options[0]?.label.params).toEqual({
      name: { 'zh-CN': '绿茶 × 2、红茶', 'zh-TW': '绿茶 × 2、红茶', en: '绿茶 × 2, 红茶' },
    })
    expect(talk.slots()).toEqual({})
    talk.presses(1)
    expect(talk.said()).toEqual(['sold'])
  })

  test('refused, the question below is asked again with a way to a person, and the third miss is one', () => {
    const talk = shopping()
    const guess = { intent: 'order_service', items: [leaf('green')] } as const
    missed(talk, guess)
    expect(talk.options()).toEqual(['1:name', '2:title', '3:neither', '0:person'])
    talk.presses(3)
    expect(talk.said()).toEqual(['ask_leaves'])
    expect(talk.options()).toContain('0:person')
    missed(talk, guess)
    missed(talk, guess)
    expect(talk.effects()).toContainEqual({ kind: 'handoff', reason: 'not_understood' })
  })

  test('said no to by words, with nothing below, there is the menu', () => {
    const talk = rehearsedTalk(book)
    missed(talk, { intent: 'order_meal', items: [] })
    talk.says('不是', { option: 1 })
    expect(talk.said()).toEqual(['menu'])
  })

  test.each<readonly [string, Guess]>([
    ['a wish of no flow', { intent: 'smalltalk', items: [] }],
    ['the flow that is going on', { intent: 'modify', items: [] }],
    ['items of another list', { intent: null, items: [{ list: 'nuts', id: 'x', quantity: 1 }] }],
    ['items without a name', { intent: null, items: [leaf('gone')] }],
    ['too many items', { intent: null, items: [leaf('a'), leaf('b'), leaf('c'), leaf('d')] }],
  ])('%s is of no use: not understood, as without', (_, guess) => {
    const talk = shopping()
    missed(talk, guess)
    expect(talk.said()).toEqual(['unclear', 'ask_leaves'])
  })

  test('never stands before a word of danger, or what the rules did understand', () => {
    const guess: Guess = { intent: 'order_service', items: [] }
    const talk = rehearsedTalk(book)
    talk.says('…', { guess, danger: { classes: ['fall'], level: 'alarm', silent: false } })
    expect(talk.effects()).toContainEqual({ kind: 'handoff', reason: 'danger' })
    const other = rehearsedTalk(book)
    other.says('…', { guess, intents: [{ intent: 'order_meal', sure: 0.9 }] })
    expect(other.asked()).toBe('day')
  })
})
