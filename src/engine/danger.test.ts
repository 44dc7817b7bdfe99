import { describe, expect, test } from 'vitest'
import type { AlarmClass, Danger } from '../core/alarm.ts'
import { type CivilDate, MINUTE } from '../core/civil-time.ts'
import { branded } from '../core/ids.ts'
import { bookOf, type RehearsedTalk, rehearsedTalk } from './rehearsed-talk.ts'
import { REPAIR, TEA } from './tea-flows.ts'

const book = bookOf([TEA, REPAIR])
const DAY: CivilDate = branded('2026-11-25')

function cry(talk: RehearsedTalk, alarm: AlarmClass, level: Danger['level'] = 'alarm', silent = false): void {
  talk.says('…', { danger: { classes: [alarm], level, silent } })
}

function ordering(): RehearsedTalk {
  const talk = rehearsedTalk(book)
  talk.wants('order_meal')
  talk.saysSlots({ date: DAY })
  return talk
}

describe('a cry for help', () => {
  test.each(['medical', 'fall', 'fire', 'police', 'missing', 'self_harm'] as const)(
    '%s: the card first, a person, everything parked',
    alarm => {
      const talk = ordering()
      cry(talk, alarm)
      expect(talk.effects()).toMatchObject([
        { kind: 'handoff', reason: 'danger' },
        { kind: 'say', urgent: true, text: { key: `danger_${alarm}` } },
      ])
      expect(talk.asked()).toBe('can_speak')
      expect(talk.talk().parked).toMatchObject([{ why: 'danger' }])
    },
  )
  test('no alarm effect: it was raised when the message came in', () => {
    const talk = ordering()
    cry(talk, 'fall')
    expect(talk.effects().some(effect => effect.kind === 'alarm')).toBe(false)
  })
  test('one card a class and ten minutes', () => {
    const talk = ordering()
    cry(talk, 'fall')
    talk.passes(9 * MINUTE)
    cry(talk, 'fall')
    expect(talk.said()).toEqual(['danger_again'])
    cry(talk, 'fire')
    expect(talk.said()).toEqual(['danger_fire'])
    talk.passes(2 * MINUTE)
    cry(talk, 'fall')
    expect(talk.said()).toEqual(['danger_fall'])
  })
  test.each(['abuse', 'police'] as const)('silent %s: nothing on the screen tells of it', alarm => {
    const talk = ordering()
    cry(talk, alarm, 'alarm', true)
    expect(talk.effects()).toMatchObject([
      { kind: 'handoff', reason: 'danger' },
      { kind: 'say', urgent: false, options: [], text: { key: 'danger_silent' } },
    ])
    expect(talk.talk().open).toBeNull()
  })
  test.each([
    [1, 'can_speak'],
    [2, 'cannot_speak'],
  ])('答 %i: %s', (number, said) => {
    const talk = ordering()
    cry(talk, 'medical')
    talk.presses(number)
    expect(talk.said()).toEqual([said])
  })
  test('afterwards what was open is offered again', () => {
    const talk = ordering()
    cry(talk, 'medical')
    talk.send({ kind: 'returned', slots: {}, note: '人没事' })
    expect(talk.said()).toEqual(['returned', 'resume'])
    talk.presses(1)
    expect(talk.asked()).toBe('count')
  })
  test('comes before the exact option and every command', () => {
    const talk = ordering()
    talk.says('0 我摔倒了', { command: 'human', danger: { classes: ['fall'], level: 'alarm', silent: false } })
    expect(talk.said()).toEqual(['danger_fall'])
  })
})

describe('a denied or doubtful word', () => {
  function asked(silent = false): RehearsedTalk {
    const talk = ordering()
    cry(talk, 'fall', 'check', silent)
    return talk
  }
  test('is asked about once', () => {
    expect(asked().said()).toEqual(['danger_check'])
    expect(asked(true).said()).toEqual(['danger_check_silent'])
  })
  test.each([
    ['pressing 没事', (talk: RehearsedTalk) => talk.presses(2)],
    ['saying no', (talk: RehearsedTalk) => talk.saysSlots({ yesNo: 'no' })],
    [
      'denying it again',
      (talk: RehearsedTalk) =>
        talk.says('没摔', { danger: { classes: ['fall'], level: 'check', silent: false }, slots: { yesNo: 'no' } }),
    ],
  ])('a clear no (%s) goes on with what was open', (_how, answer) => {
    const talk = asked()
    answer(talk)
    expect(talk.said()).toEqual(['danger_cleared', 'ask_count'])
    talk.passes(6 * MINUTE)
    expect(talk.effects().some(effect => effect.kind === 'alarm')).toBe(false)
  })
  test.each([
    ['pressing 难受', (talk: RehearsedTalk) => talk.presses(1)],
    ['saying yes', (talk: RehearsedTalk) => talk.saysSlots({ yesNo: 'yes' })],
    ['something else', (talk: RehearsedTalk) => talk.saysSlots({ quantity: 2 })],
    ['a command', (talk: RehearsedTalk) => talk.commands('menu')],
    ['a picture', (talk: RehearsedTalk) => talk.send({ kind: 'media', media: 'photo', attachment: null })],
    ['no, but unwell', (talk: RehearsedTalk) => talk.says('没，就是不得劲', { slots: { yesNo: 'no' }, unwell: true })],
    ['five minutes of silence', (talk: RehearsedTalk) => talk.passes(5 * MINUTE)],
  ])('%s raises the alarm', (_how, answer) => {
    const talk = asked()
    answer(talk)
    expect(talk.effects()).toMatchObject([
      { kind: 'alarm', classes: ['fall'] },
      { kind: 'handoff', reason: 'danger' },
      { kind: 'say', urgent: true },
    ])
  })
  const CLOCK = `
format: flow/1
flow: clock
about: Wakes them, or tells them what moved.
title: title
triggers: [{ signal: moved }, { words: { zh-CN: [叫我] } }]
slots: { soon: { type: data } }
start: which
steps:
  which: { choose: [{ when: slots.soon == true, next: up }], otherwise: rest }
  rest: { wait: { for: 3m }, next: up }
  up: { end: done, say: up }
texts: { zh-CN: { title: 叫我, up: 起来吧。 } }
`
  const BETWEEN: readonly (readonly [string, (talk: RehearsedTalk) => void])[] = [
    ['an event', talk => talk.send({ kind: 'signal', name: 'moved', data: { soon: true } })],
    ['the time of a talk that waited', talk => talk.passes(3 * MINUTE)],
  ]
  describe.each(BETWEEN)('%s does not take its place', (_, comes) => {
    function askedAndOvertaken(): RehearsedTalk {
      const talk = rehearsedTalk(bookOf([CLOCK]))
      talk.says('叫我')
      cry(talk, 'fall', 'check')
      comes(talk)
      expect([talk.asked(), talk.effects()]).toEqual(['danger_check', []])
      return talk
    }
    test('silence still raises the alarm', () => {
      const talk = askedAndOvertaken()
      const kinds: string[] = []
      for (let i = 0; i < 5; i++) {
        talk.passes(MINUTE)
        kinds.push(...talk.effects().map(effect => effect.kind))
      }
      expect(kinds).toContain('alarm')
    })
    test('after a clear no it is served', () => {
      const talk = askedAndOvertaken()
      talk.presses(2)
      expect(talk.said()).toEqual(['danger_cleared', 'up'])
    })
  })
  test('raised after a silent question it stays silent', () => {
    const talk = asked(true)
    talk.passes(5 * MINUTE)
    expect(talk.said()).toEqual(['danger_silent'])
  })
})

describe('不得劲', () => {
  test('is asked about once a talk, and yes is a person', () => {
    const talk = ordering()
    talk.says('不得劲', { unwell: true })
    expect(talk.asked()).toBe('unwell')
    talk.presses(1)
    expect(talk.effects()).toEqual([{ kind: 'handoff', reason: 'unwell' }])
  })
  test('no goes on, and the second time it is read as anything else', () => {
    const talk = ordering()
    talk.says('不得劲', { unwell: true })
    talk.presses(2)
    expect(talk.asked()).toBe('count')
    talk.says('胃不得劲，来两杯', { unwell: true, slots: { quantity: 2 } })
    expect(talk.asked()).toBe('hot')
  })
  test('never means no', () => {
    const talk = ordering()
    talk.saysSlots({ quantity: 2 })
    expect(talk.asked()).toBe('hot')
    talk.says('不得劲', { unwell: true })
    expect(talk.asked()).toBe('unwell')
  })
})
