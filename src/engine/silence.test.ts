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

describe('silence', () => {
  test('one gentle reminder after ten minutes; the question stays open', () => {
    const talk = ordering()
    talk.passes(10 * MINUTE)
    expect(talk.said()).toEqual(['reminder'])
    talk.passes(HOUR)
    talk.saysSlots({ quantity: 2 })
    expect(talk.asked()).toBe('hot')
  })
  test.each([
    [HOUR * 25, 'resume_yesterday'],
    [HOUR * 72, 'resume_earlier'],
  ])('after %i ms the draft is kept and offered: %s', (pause, key) => {
    const talk = ordering()
    talk.passes(pause)
    expect(talk.asked()).toBeNull()
    talk.says('在吗')
    expect(talk.effects()).toMatchObject([{ text: { key, params: { step: 2 } } }])
    talk.presses(1)
    expect(talk.said()).toEqual(['ask_count'])
    expect(talk.slots()).toMatchObject({ day: DAY })
  })
  test('an answer to a question of yesterday never acts, timers or not', () => {
    const talk = ordering()
    const { open, due } = talk.talk()
    talk.now = branded(talk.now + 24 * HOUR)
    expect(due.some(one => one.at <= talk.now)).toBe(true)
    talk.send({ kind: 'choice', token: `${open?.serial}.1` })
    expect(talk.said()).toEqual(['stale_choice', 'resume_yesterday'])
    const other = ordering()
    other.now = branded(other.now + 24 * HOUR)
    other.saysSlots({ quantity: 2 })
    expect(other.said()).toEqual(['resume_yesterday'])
    expect(other.talk().parked[0]?.frames[0]?.slots).toEqual({ day: DAY })
  })
  test('another wish the next day is served first', () => {
    const talk = ordering()
    talk.passes(30 * HOUR)
    talk.wants('order_service')
    expect(talk.asked()).toBe('what')
    talk.says('蓝的')
    expect(talk.said()).toEqual(['fixed', 'resume_yesterday'])
  })
  test('opening the chat offers it', () => {
    const talk = ordering()
    talk.passes(30 * HOUR)
    talk.send({ kind: 'joined' })
    expect(talk.asked()).toBe('resume')
  })
  test('every timer that is due is served, in its order', () => {
    const talk = ordering()
    talk.now = branded(talk.now + 48 * HOUR)
    talk.send({ kind: 'due' })
    expect(talk.said()).toEqual(['reminder'])
    expect(talk.talk().due).toEqual([])
    expect(talk.talk().parked).toMatchObject([{ why: 'silence' }])
  })
})

describe('where silence means something', () => {
  const DOOR = `
format: flow/1
flow: door
about: Nobody opened.
title: title
triggers: [{ signal: knocked }]
silence: { remind: 10m, keep: 30m, after: worry }
slots: { home: { type: yesno, ask: ask_home } }
start: ask
steps:
  ask: { ask: home, next: out }
  worry: { handoff: missed, say: sending, next: out }
  out: { end: done }
texts: { zh-CN: { title: 敲门, ask_home: 在家吗？, sending: 有人来看您。 } }
`
  test('the question is asked again, then a person has it; an answer ends both', () => {
    const talk = rehearsedTalk(bookOf([DOOR]))
    talk.send({ kind: 'signal', name: 'knocked', data: {} })
    talk.passes(10 * MINUTE)
    expect([talk.said(), talk.asked()]).toEqual([['ask_home'], 'home'])
    talk.passes(20 * MINUTE)
    expect(talk.effects()).toContainEqual({ kind: 'handoff', reason: 'missed' })
    expect(talk.talk().due).toEqual([])
    const answered = rehearsedTalk(bookOf([DOOR]))
    answered.send({ kind: 'signal', name: 'knocked', data: {} })
    answered.presses(1)
    answered.passes(40 * MINUTE)
    expect(answered.effects()).not.toContainEqual({ kind: 'handoff', reason: 'missed' })
  })
})
