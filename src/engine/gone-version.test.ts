import { describe, expect, test } from 'vitest'
import { type CivilDate, HOUR, MINUTE } from '../core/civil-time.ts'
import { branded } from '../core/ids.ts'
import { bookOf, type RehearsedTalk, rehearsedTalk } from './rehearsed-talk.ts'
import { REPAIR, TEA } from './tea-flows.ts'

const book = bookOf([TEA, REPAIR])
const DAY: CivilDate = branded('2026-11-25')

function ordering(): RehearsedTalk {
  const talk = rehearsedTalk(book)
  talk.wants('order_meal')
  talk.saysSlots({ date: DAY })
  return talk
}

describe('a version that is gone', () => {
  const NEWER = TEA.replace('几杯？', '要几杯？')
  test('hands the draft to a person, kept', () => {
    const talk = ordering()
    talk.book = bookOf([NEWER, REPAIR])
    talk.saysSlots({ quantity: 2 })
    expect(talk.said()).toEqual(['version_gone'])
    expect(talk.effects()).toContainEqual({ kind: 'handoff', reason: 'version_gone' })
    expect(talk.slots()).toEqual({ day: DAY })
    talk.send({ kind: 'returned', slots: {}, note: '办好了' })
    expect(talk.said()).toEqual(['returned'])
    expect(talk.talk().frames).toEqual([])
  })
  const WAYS: readonly (readonly [string, (talk: RehearsedTalk) => void])[] = [
    ['a word', talk => talk.says('在吗')],
    ['a picture', talk => talk.send({ kind: 'media', media: 'photo', attachment: null })],
    ['opening the chat', talk => talk.send({ kind: 'joined' })],
    ['the same wish', talk => talk.wants('order_meal')],
  ]
  test.each(WAYS)('set aside by silence, it goes to a person at the next sign of life: %s', (_, sign) => {
    const talk = ordering()
    talk.passes(25 * HOUR)
    talk.book = bookOf([NEWER, REPAIR])
    sign(talk)
    expect(talk.said()).toEqual(['version_gone'])
    expect(talk.effects()).toContainEqual({ kind: 'handoff', reason: 'version_gone' })
    expect(talk.slots()).toEqual({ day: DAY })
  })
  test('set aside for another wish, it goes to a person after that one', () => {
    const talk = ordering()
    talk.wants('order_service')
    talk.book = bookOf([NEWER, REPAIR])
    talk.says('蓝的')
    expect(talk.said()).toEqual(['fixed', 'version_gone'])
    expect(talk.slots()).toEqual({ day: DAY })
  })
  const NAP = `
format: flow/1
flow: nap
about: Wakes them.
title: title
triggers: [{ words: { zh-CN: [叫我] } }]
start: rest
steps: { rest: { wait: { for: 1h }, next: up }, up: { end: done, say: up } }
texts: { zh-CN: { title: 叫我, up: 起来吧。 } }
`
  test('whoever it was to wake hears at that time that a person goes on', () => {
    const talk = rehearsedTalk(bookOf([NAP]))
    talk.says('叫我')
    talk.book = bookOf([REPAIR])
    talk.passes(HOUR)
    expect(talk.said()).toEqual(['version_gone'])
    expect(talk.talk().due).toEqual([])
  })
  test('whoever is in the middle of something else then hears it afterwards', () => {
    const talk = rehearsedTalk(bookOf([NAP, REPAIR]))
    talk.says('叫我')
    talk.book = bookOf([REPAIR])
    talk.passes(HOUR - MINUTE)
    talk.wants('order_service')
    talk.passes(2 * MINUTE)
    expect(talk.asked()).toBe('what')
    talk.says('蓝的')
    expect(talk.said()).toEqual(['fixed', 'version_gone'])
  })
  test('what it said last is not said again; the menu is', () => {
    const talk = rehearsedTalk(book)
    talk.wants('order_service')
    talk.says('蓝的')
    talk.book = bookOf([TEA])
    talk.commands('repeat')
    expect(talk.said()).toEqual(['menu'])
  })
  test('does not stand before a cry for help or a call for a person', () => {
    const talk = ordering()
    talk.book = bookOf([REPAIR])
    talk.commands('human')
    expect(talk.effects()).toEqual([{ kind: 'handoff', reason: 'asked' }])
    talk.says('救命', { danger: { classes: ['medical'], level: 'alarm', silent: false } })
    expect(talk.said()).toEqual(['danger_medical'])
  })
})

describe('a flow that was taken out', () => {
  test('chosen from a menu of before: kindly refused, and the menu of now', () => {
    const talk = rehearsedTalk(book)
    talk.commands('menu')
    talk.book = bookOf([TEA])
    talk.presses(2)
    expect(talk.said()).toEqual(['stale_choice', 'menu'])
    expect(talk.options()).toEqual(['1:title', '0:person'])
  })
  test('called by one that goes on: a person takes over, and does not get it back', () => {
    const CALLER = REPAIR.replace('next: out }', 'next: tea }\n  tea: { sub: tea, next: out }')
    const talk = rehearsedTalk(bookOf([CALLER, TEA]))
    talk.wants('order_service')
    talk.book = bookOf([CALLER])
    talk.says('蓝的')
    expect(talk.said()).toEqual(['version_gone'])
    expect(talk.slots()).toEqual({ what: '蓝的' })
    talk.send({ kind: 'returned', slots: {}, note: '办好了' })
    expect([talk.said(), talk.talk().frames]).toEqual([['returned'], []])
  })
})
