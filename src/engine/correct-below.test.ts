import { describe, expect, test } from 'vitest'
import { bookOf, type RehearsedTalk, rehearsedTalk } from './rehearsed-talk.ts'

const CALLER = `
format: flow/1
flow: caller
about: a test
title: a
triggers: [{ intent: order_meal }]
slots: { day: { type: date, ask: a, revise: four }, who: { type: name } }
start: one
steps:
  one: { ask: day, next: two }
  two: { sub: naming, keep: { who: name }, next: three }
  three: { say: b, next: four }
  four: { confirm: c, with: { day: slots.day, who: slots.who }, agreed: out, refused: out }
  out: { end: done }
texts: { zh-CN: { a: a, b: b, c: c } }
`
const NAMING = `
format: flow/1
flow: naming
about: a test
title: a
slots: { name: { type: name, ask: a }, note: { type: text, ask: b } }
start: one
steps:
  one: { ask: [name, note], next: done }
  done: { end: done, give: { name: slots.name } }
texts: { zh-CN: { a: a, b: b } }
`

describe('a flow that was called, while its caller’s answer is changed,', () => {
  const asking = () => {
    const talk = rehearsedTalk(bookOf([CALLER, NAMING]))
    talk.wants('order_meal')
    talk.saysSlots({ date: '2026-11-25' as never })
    return talk
  }
  const change = { intents: [{ intent: 'modify', sure: 0.9 }] } as const
  const days = (talk: RehearsedTalk) => talk.talk().frames[0]?.slots.day

  test('asks again, and then the caller goes on where that is revised', () => {
    const talk = asking()
    talk.says('改成周四', { ...change, slots: { date: '2026-11-26' as never, name: '改成周四' } })
    expect([talk.asked(), days(talk), talk.slots()]).toEqual(['name', '2026-11-26', {}])
    talk.saysSlots({ name: '王秀英' }, '王秀英')
    talk.says('改成周五', { ...change, slots: { date: '2026-11-27' as never } })
    expect([talk.asked(), days(talk), talk.slots()]).toEqual(['note', '2026-11-27', { name: '王秀英' }])
    talk.says('没有')
    expect(talk.said()).toEqual(['c'])
    expect(talk.effects()[0]).toMatchObject({ kind: 'ended' })
    expect(talk.talk().open?.text.params).toEqual({ day: '2026-11-27', who: '王秀英' })
    expect(talk.talk().frames[0]).not.toHaveProperty('revise')
  })

  test.each([
    ['said without changing words', {}, { date: '2026-11-26' as never, name: '周四' }],
    ['the same day', change, { date: '2026-11-25' as never, name: '周三' }],
    ['nothing that the caller knows', change, { quantity: 2, name: '改成' }],
  ])('takes for its own answer what is %s', (_, read, slots) => {
    const talk = asking()
    talk.says(String(slots.name), { ...read, slots })
    expect([talk.asked(), days(talk), talk.slots().name]).toEqual(['note', '2026-11-25', slots.name])
  })

  test('gives the old one back at 上一步', () => {
    const talk = asking()
    talk.says('改成周四', { ...change, slots: { date: '2026-11-26' as never } })
    talk.commands('back')
    expect([talk.asked(), days(talk)]).toEqual(['name', '2026-11-25'])
  })
})
