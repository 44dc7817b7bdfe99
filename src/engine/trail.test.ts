import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type CivilDate, HOUR, later } from '../core/civil-time.ts'
import { branded } from '../core/ids.ts'
import { bookOf, type RehearsedTalk, rehearsedTalk } from './rehearsed-talk.ts'
import { TRAIL_LIMIT } from './trail.ts'

const DAY: CivilDate = branded('2026-11-25')
const NEXT_DAY: CivilDate = branded('2026-11-26')

/** Every quote is another one, and a question is made from it: a question shown from an older state would show. */
const PARCEL = `
format: flow/1
flow: parcel
about: Sends a parcel.
title: title
menu: { place: 1, label: title }
triggers: [{ intent: order_meal }]
slots:
  day: { type: date, ask: ask_day, revise: quote }
  count: { type: number, ask: ask_count, min: 1, max: 9 }
  size: { type: choice, ask: ask_size, choices: [{ label: small, value: '"small"' }, { label: large, value: '"large"' }, { label: other, next: address }] }
  address: { type: data }
  swap: { type: choice, ask: ask_swap, with: { n: slots.q.n }, choices: [{ each: slots.q.choices, label: option, with: { label: item }, value: item }, { label: neither, next: quote }] }
  q: { type: data }
  round: { type: data }
start: form
steps:
  form: { ask: [day, count], next: size }
  size: { ask: size, next: quote }
  address: { sub: where, with: { size: slots.size }, keep: { address: place }, dropped: size, next: quote }
  quote: { call: post.quote, with: { day: slots.day }, keep: q, outcomes: { ready: read-back, gone: clear } }
  clear: { set: { swap: "null", round: "slots.round == null ? 1 : slots.round + 1" }, next: ask-swap }
  ask-swap: { ask: swap, next: quote }
  read-back: { confirm: read_back, with: { n: slots.q.n, day: slots.day }, agreed: place, refused: again }
  again: { set: { size: "null", q: "null" }, next: size }
  place: { call: post.place, keep: q, outcomes: { placed: anything } }
  anything: { ask: swap, again: true, next: out }
  out: { end: done, say: receipt }
texts:
  zh-CN:
    { title: 寄东西, ask_day: 哪天？, ask_count: 几件？, ask_size: 多大？, small: 小, large: 大, other: 别的, ask_swap: "没有了{n}", option: "{label}", neither: 不换, read_back: "{n}{day, day}", receipt: 好了 }
`
const WHERE = `
format: flow/1
flow: where
about: Asks where to.
title: title
slots:
  street: { type: text, ask: ask_street }
  place: { type: data }
  floor: { type: number, ask: ask_floor, min: 1, max: 30 }
start: street
steps:
  street: { ask: street, next: floor }
  floor: { ask: floor, next: sure }
  sure: { confirm: sure, with: { street: slots.street, floor: slots.floor }, agreed: out, refused: drop }
  out: { end: done, give: { place: slots.street } }
  drop: { end: dropped }
texts: { zh-CN: { title: 地址, ask_street: 哪条街？, ask_floor: 几楼？, sure: "{street}{floor}" } }
`
const SIDE = `
format: flow/1
flow: side
about: Another wish.
title: title
triggers: [{ intent: order_service }]
start: out
steps: { out: { end: done, say: fine } }
texts: { zh-CN: { title: 旁的, fine: 好 } }
`
const book = bookOf([PARCEL, WHERE, SIDE])

/** The open question as it is seen, but for the answer that is offered again. */
function seen(talk: RehearsedTalk) {
  const { open, frames } = talk.talk()
  const options = (open?.options ?? []).filter(one => one.label.key !== 'same_as_before' && one.number > 0)
  return {
    frames: frames.map(({ flow, step, slots }) => ({
      flow,
      step,
      slots: Object.fromEntries(Object.entries(slots).filter(([, value]) => value !== null)),
    })),
    asked: talk.asked(),
    text: open?.text,
    options: options.map(({ label, act }) => ({ label, act })),
  }
}

function begun(): { talk: RehearsedTalk; serve: () => void } {
  const talk = rehearsedTalk(book)
  let quotes = 0
  const serve = () => {
    while (talk.call()) {
      const n = ++quotes
      const output = { n, choices: [`a${n}`, `b${n}`, `c${n}`] }
      if (talk.call()?.operation === 'post.place') talk.answers({ name: 'placed', output, act: act(talk) })
      else talk.answers({ name: n % 3 === 0 ? 'ready' : 'gone', output })
    }
  }
  talk.wants('order_meal')
  return { talk, serve }
}

const act = (talk: RehearsedTalk) => ({ number: '7', undo: 'post.undo', input: {}, until: later(talk.now, HOUR) })

/** An answer to whatever is open; `pick` decides which. */
function answer(talk: RehearsedTalk, pick: number): void {
  const asked = talk.asked()
  const choices = (talk.talk().open?.options ?? []).filter(one => one.number > 0)
  if (asked === 'day') talk.saysSlots({ date: pick % 2 ? DAY : NEXT_DAY })
  else if (asked === 'count' || asked === 'floor') talk.saysSlots({ quantity: 1 + (pick % 9) })
  else if (asked === 'confirm' && pick % 5 === 4 && talk.talk().frames.length === 1)
    talk.saysSlots({ date: talk.slots().day === DAY ? NEXT_DAY : DAY })
  else if (asked === 'street') talk.says(`${pick}街`)
  else talk.presses(choices[pick % choices.length]?.number ?? 1)
}

/** At the read-back: day, count and size answered. */
function quoted(): { talk: RehearsedTalk; serve: () => void } {
  const { talk, serve } = begun()
  talk.saysSlots({ date: DAY })
  talk.saysSlots({ quantity: 2 })
  talk.presses(1)
  talk.answers({ name: 'ready', output: { n: 1, choices: [] } })
  expect(talk.asked()).toBe('confirm')
  return { talk, serve }
}

describe('上一步', () => {
  test('any walk of answers, then back as often, asks the same questions in reverse', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(50), { minLength: 1, maxLength: TRAIL_LIMIT }), picks => {
        const { talk, serve } = begun()
        let walk: ReturnType<typeof seen>[] = []
        for (const pick of picks) {
          if (talk.talk().frames.length === 0) return
          walk.push(seen(talk))
          answer(talk, pick)
          serve()
          // What an act has settled is walked back over no more.
          if (talk.talk().trail.length === 0) walk = []
        }
        if (talk.talk().frames.length === 0) return
        for (const question of walk.toReversed()) {
          talk.commands('back')
          expect(seen(talk)).toEqual(question)
        }
        talk.commands('back')
        expect(talk.said()[0]).toBe('first_question')
      }),
      { numRuns: 500 },
    )
  })

  test('a question made from an older quote shows its choices again, and the answer then', () => {
    const { talk } = begun()
    talk.saysSlots({ date: DAY })
    talk.saysSlots({ quantity: 2 })
    talk.presses(1)
    talk.answers({ name: 'gone', output: { n: 1, choices: ['苹果', '梨'] } })
    talk.presses(2)
    talk.answers({ name: 'ready', output: { n: 2, choices: [] } })
    talk.commands('back')
    expect(talk.asked()).toBe('swap')
    expect(talk.talk().open?.text.params).toEqual({ n: 1 })
    expect(talk.options()).toEqual(['1:option', '2:option', '3:neither', '0:person'])
  })

  test('a number or word answered then is offered again', () => {
    const { talk } = quoted()
    talk.commands('back')
    talk.commands('back')
    expect([talk.asked(), ...talk.options()]).toEqual(['count', '1:same_as_before'])
    talk.commands('back')
    expect([talk.asked(), ...talk.options()]).toEqual(['day', '1:same_as_before'])
    talk.presses(1)
    expect([talk.asked(), ...talk.options()]).toEqual(['count', '1:same_as_before'])
    talk.presses(1)
    expect(talk.slots()).toMatchObject({ day: DAY, count: 2 })
  })

  test('takes a correction in passing back', () => {
    const { talk } = quoted()
    talk.saysSlots({ date: NEXT_DAY })
    talk.answers({ name: 'ready', output: { n: 2, choices: [] } })
    expect(talk.talk().open?.text.params).toEqual({ n: 2, day: NEXT_DAY })
    talk.commands('back')
    expect(talk.asked()).toBe('confirm')
    expect(talk.talk().open?.text.params).toEqual({ n: 1, day: DAY })
  })

  test('an answer and a correction in one sentence are one step', () => {
    const { talk } = begun()
    talk.saysSlots({ date: DAY })
    talk.saysSlots({ quantity: 2, date: NEXT_DAY })
    talk.answers({ name: 'ready', output: { n: 1, choices: [] } })
    talk.commands('back')
    expect(talk.asked()).toBe('count')
    expect(talk.slots()).toMatchObject({ day: DAY, count: null })
  })

  test('goes back into the flow that was called, and out of it', () => {
    const { talk } = begun()
    talk.saysSlots({ date: DAY })
    talk.saysSlots({ quantity: 2 })
    talk.presses(3)
    talk.says('花园路')
    talk.saysSlots({ quantity: 5 })
    talk.presses(1)
    talk.answers({ name: 'ready', output: { n: 1, choices: [] } })
    const asked = [1, 2, 3, 4].map(() => {
      talk.commands('back')
      return [talk.talk().frames.length, talk.asked()]
    })
    expect(asked).toEqual([
      [2, 'confirm'],
      [2, 'floor'],
      [2, 'street'],
      [1, 'size'],
    ])
  })

  test('works as before after another wish was served', () => {
    const { talk } = quoted()
    talk.wants('order_service')
    talk.presses(1)
    expect(talk.asked()).toBe('confirm')
    talk.commands('back')
    expect(talk.asked()).toBe('size')
  })

  test('never walks over an act', () => {
    const { talk } = quoted()
    talk.presses(1)
    talk.answers({ name: 'placed', output: { n: 9, choices: ['甲', '乙'] }, act: act(talk) })
    expect(talk.asked()).toBe('swap')
    talk.commands('back')
    expect(talk.said()).toEqual(['first_question', 'ask_swap'])
    expect(talk.talk().acts).toHaveLength(1)
  })

  test('a talk of any length keeps a bounded trail, and of each answer only what it changed', () => {
    const { talk, serve } = begun()
    talk.saysSlots({ date: DAY })
    talk.saysSlots({ quantity: 2 })
    for (let i = 0; i < 100; i++) {
      if (talk.asked() === 'size') talk.presses(1)
      else if (talk.asked() === 'confirm') talk.presses(2)
      else talk.presses(1)
      serve()
    }
    expect(talk.talk().trail).toHaveLength(TRAIL_LIMIT)
    expect(JSON.stringify(talk.talk().trail).length).toBeLessThan(TRAIL_LIMIT * 500)
  })
})
