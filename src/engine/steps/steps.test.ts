import { describe, expect, test } from 'vitest'
import { HOUR, MINUTE } from '../../core/civil-time.ts'
import { END, flow, started } from './test-flow.ts'

test('say: the text with its parameters, and the card lines that apply', () => {
  const talk = started(
    flow(
      `  one: { set: { x: "3" }, next: two }
  two: { say: a, with: { n: slots.x }, card: { title: b, lines: [{ name: c, value: d }, { name: c, value: f, when: slots.x > 5 }] }, next: out }
${END}`,
      'slots: { x: { type: number } }',
    ),
  )
  expect(talk.said()).toEqual(['a', 'e'])
  const [first] = talk.effects()
  expect(first).toMatchObject({
    kind: 'say',
    text: { params: { n: 3 } },
    card: { definition: { lines: [{ value: 'd' }] } },
    serial: null,
  })
})

test('set takes all values from before it, choose takes the first that holds, goto goes', () => {
  const talk = started(
    flow(
      `  one: { set: { x: "1", y: "2" }, next: two }
  two: { set: { x: slots.y, y: slots.x }, next: three }
  three: { goto: four }
  four: { choose: [{ when: slots.x == 1, next: lost }, { when: slots.x == 2, next: five }], otherwise: lost }
  five: { ask: note, next: out }\n${END}`,
      'slots: { x: { type: number }, y: { type: number }, note: { type: text, ask: c } }',
    ),
  )
  expect(talk.slots()).toMatchObject({ x: 2, y: 1 })
  expect(talk.asked()).toBe('note')
})

describe('call', () => {
  const yaml = flow(
    `  one: { ask: count, next: two }
  two: { call: tea.order, with: { count: slots.count, sugar: slots.sugar }, keep: result, outcomes: { ordered: three, none: lost } }
  three: { say: a, with: { number: slots.result.number }, next: out }\n${END}`,
    'slots: { count: { type: number, ask: b }, sugar: { type: number }, result: { type: data } }',
  )
  test('stops with the call, goes on with its outcome, keeps what it gave', () => {
    const talk = started(yaml)
    talk.saysSlots({ quantity: 2 })
    expect(talk.call()).toEqual({ operation: 'tea.order', input: { count: 2, sugar: null }, purpose: 'step' })
    talk.answers({ name: 'ordered', output: { number: 'T1' } })
    expect(talk.effects()[0]).toMatchObject({ text: { params: { number: 'T1' } } })
  })
  test('an outcome that is not wired, or that nobody waits for, is a bug', () => {
    const talk = started(yaml)
    expect(() => talk.answers({ name: 'ordered', output: {} })).toThrow('no step waits')
    talk.saysSlots({ quantity: 2 })
    expect(() => talk.answers({ name: 'strange', output: {} })).toThrow('strange is not wired')
    expect(() => talk.commands('help')).toThrow('still to be answered')
  })
})

describe('sub', () => {
  const main = (dropped: string) =>
    flow(
      `  one: { sub: side, with: { x: "7" }, keep: { got: gift }, ${dropped} next: two }\n  two: { ask: note, next: out }\n${END}`,
      'slots: { got: { type: number }, note: { type: text, ask: c } }',
    )
  const side = flow(
    '  one: { ask: pick, next: two }\n  two: { choose: [{ when: slots.pick == 1, next: good }], otherwise: bad }\n  good: { end: done, give: { gift: slots.x + slots.pick } }\n  bad: { end: dropped }',
    'slots: { x: { type: number }, pick: { type: number, ask: f } }',
    'side',
  )
  test('takes with, gives keep', () => {
    const talk = started(main(''), side)
    expect(talk.slots()).toEqual({ x: 7 })
    talk.saysSlots({ quantity: 1 })
    expect(talk.slots()).toEqual({ got: 8 })
    expect(talk.asked()).toBe('note')
  })
  test('dropped drops its caller too, unless it says where to go', () => {
    const talk = started(main(''), side)
    talk.saysSlots({ quantity: 2 })
    expect(talk.effects()).toMatchObject([
      { kind: 'ended', flow: 'side', how: 'dropped' },
      { kind: 'ended', flow: 'main', how: 'dropped' },
    ])
    const other = started(main('dropped: two,'), side)
    other.saysSlots({ quantity: 2 })
    expect(other.asked()).toBe('note')
  })
  test('上一步 goes back over a sub-flow that has not asked yet', () => {
    const asking = flow(
      `  one: { ask: note, next: two }\n  two: { sub: side, keep: {}, next: out }\n${END}`,
      'slots: { note: { type: text, ask: c } }',
    )
    const talk = started(asking, side)
    talk.says('甜的')
    expect(talk.asked()).toBe('pick')
    talk.commands('back')
    expect(talk.asked()).toBe('note')
    expect(talk.options()).toEqual(['1:same_as_before'])
    talk.presses(1)
    expect(talk.asked()).toBe('pick')
  })
})

describe('wait', () => {
  test('for a time: the resident is free meanwhile', () => {
    const talk = started(
      flow(
        `  one: { wait: { for: 2h }, next: two }\n  two: { ask: note, next: out }\n${END}`,
        'slots: { note: { type: text, ask: c } }',
      ),
    )
    expect(talk.talk().frames).toEqual([])
    talk.passes(HOUR)
    expect(talk.asked()).toBeNull()
    talk.passes(HOUR)
    expect(talk.asked()).toBe('note')
  })
  test('until a date and time', () => {
    const talk = started(flow(`  one: { wait: { until: '"2026-11-24 10:30"' }, next: out }\n${END}`))
    talk.passes(89 * MINUTE)
    expect(talk.said()).toEqual([])
    talk.passes(MINUTE)
    expect(talk.said()).toEqual(['e'])
  })
  test('in working days: Tuesday and five of them is the next Tuesday', () => {
    const talk = started(flow(`  one: { wait: { for: 5w }, next: out }\n${END}`))
    talk.passes(7 * 24 * HOUR - 1)
    expect(talk.said()).toEqual([])
    talk.passes(1)
    expect(talk.said()).toEqual(['e'])
  })
  const signal = flow(
    `  one: { wait: { signal: tea.ready, for: 1h, keep: cup }, late: lost, next: two }\n  two: { say: a, with: { size: slots.cup.size }, next: out }\n${END}`,
    'slots: { cup: { type: data } }',
  )
  test('for an event: its data is kept', () => {
    const talk = started(signal)
    talk.send({ kind: 'signal', name: 'tea.cold', data: {} })
    expect(talk.said()).toEqual([])
    talk.send({ kind: 'signal', name: 'tea.ready', data: { size: 3 } })
    expect(talk.effects()[0]).toMatchObject({ text: { key: 'a', params: { size: 3 } } })
    talk.passes(HOUR)
    expect(talk.talk().parked).toEqual([])
  })
  test('for an event that does not come', () => {
    const talk = started(signal)
    talk.passes(HOUR)
    expect(talk.effects()).toMatchObject([{ kind: 'ended', how: 'dropped' }])
  })
  test('an open question is overtaken and asked again afterwards', () => {
    const other = flow(
      `  one: { ask: note, next: out }\n${END}`,
      'triggers: [{ intent: order_service }]\nslots: { note: { type: text, ask: c } }',
      'other',
    )
    const talk = started(signal, other)
    talk.wants('order_service')
    talk.send({ kind: 'signal', name: 'tea.ready', data: { size: 3 } })
    expect(talk.said()).toEqual(['a', 'e', 'c'])
    expect(talk.asked()).toBe('note')
  })
})

test('handoff: to a person at the step, on at the next with what staff changed', () => {
  const talk = started(
    flow(
      `  one: { handoff: allergy, say: a, next: two }\n  two: { say: b, with: { n: slots.count }, next: out }\n${END}`,
      'slots: { count: { type: number } }',
    ),
  )
  expect(talk.effects()).toMatchObject([{ kind: 'say' }, { kind: 'handoff', reason: 'allergy' }])
  expect(talk.talk().frames).toHaveLength(1)
  talk.send({ kind: 'returned', slots: { count: 4 }, note: '改成四份' })
  expect(talk.said()).toEqual(['returned', 'b', 'e'])
  expect(talk.effects()[1]).toMatchObject({ text: { params: { n: 4 } } })
})

test('notify tells somebody else, and goes on', () => {
  const talk = started(flow(`  one: { notify: relatives, say: a, next: out }\n${END}`))
  expect(talk.effects()[0]).toMatchObject({ kind: 'notify', to: 'relatives', text: { key: 'a' } })
  expect(talk.said()).toEqual(['e'])
})

test('end tells how it ended', () => {
  const talk = started(flow('  one: { end: dropped, say: a }'))
  expect(talk.effects()).toMatchObject([{ kind: 'say' }, { kind: 'ended', flow: 'main', how: 'dropped' }])
})

test('a flow that runs in a circle is a bug, not a hanging desk', () => {
  expect(() => started(flow('  one: { goto: two }\n  two: { goto: one }'))).toThrow('200 steps')
})
