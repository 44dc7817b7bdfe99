import { describe, expect, test } from 'vitest'
import { bookOf, rehearsedTalk } from '../rehearsed-talk.ts'
import { END, flow, started } from './test-flow.ts'

describe('ask', () => {
  const form = flow(
    `  one: { ask: [day, count], next: two }\n  two: { ask: note, next: out }\n${END}`,
    'slots: { day: { type: date, ask: a }, count: { type: number, ask: b, max: 4 }, note: { type: text, ask: c } }',
  )

  test('one question at a time', () => {
    const talk = started(form)
    expect(talk.asked()).toBe('day')
    talk.saysSlots({ date: '2026-11-25' as never })
    expect(talk.asked()).toBe('count')
    talk.saysSlots({ quantity: 2 })
    expect(talk.asked()).toBe('note')
    talk.says('门口放着')
    expect(talk.said()).toEqual(['e'])
    expect(talk.talk().frames).toEqual([])
  })

  test('several answers from one sentence, then only what is missing', () => {
    const talk = started(form)
    talk.saysSlots({ quantity: 2, date: '2026-11-25' as never })
    expect(talk.asked()).toBe('note')
    expect(talk.slots()).toMatchObject({ day: '2026-11-25', count: 2 })
  })

  test('the sentence that started the flow answers too', () => {
    const talk = rehearsedTalk(bookOf([form]))
    talk.wants('order_meal', 0.9, { quantity: 2, date: '2026-11-25' as never })
    expect(talk.asked()).toBe('note')
  })

  test('an answer to a later question is kept, the open one asked again without reproach', () => {
    const talk = started(form)
    talk.saysSlots({ quantity: 3 })
    expect(talk.said()).toEqual(['a'])
    talk.saysSlots({ date: '2026-11-25' as never })
    expect(talk.asked()).toBe('note')
  })

  test('a filled slot is skipped, and asked all the same with again', () => {
    const again = (how: string) =>
      flow(
        `  one: { set: { count: "2" }, next: two }\n  two: { ask: count${how}, next: out }\n${END}`,
        'slots: { count: { type: number, ask: b } }',
      )
    expect(started(again('')).said()).toEqual(['e'])
    const talk = started(again(', again: true'))
    expect(talk.asked()).toBe('count')
    talk.saysSlots({ quantity: 5 })
    expect(talk.said()).toEqual(['e'])
  })

  test.each([
    ['min: 2', { quantity: 1 }, 'too_small'],
    ['max: 4', { quantity: 9 }, 'too_large'],
    ['check: { holds: value % 2 == 0, otherwise: sorry }', { quantity: 3 }, 'sorry'],
  ])('%s refuses %j kindly, with a person to turn to, and asks again', (limit, slots, text) => {
    const talk = started(
      flow(`  one: { ask: count, next: out }\n${END}`, `slots: { count: { type: number, ask: b, ${limit} } }`),
    )
    talk.saysSlots(slots)
    expect(talk.said()).toEqual([text, 'b'])
    expect(talk.options()).toContain('0:person')
    talk.saysSlots({ quantity: 4 })
    expect(talk.said()).toEqual(['e'])
  })

  test('choices come from lists, four a page, 5 看下一页, 0 找人 last', () => {
    const talk = started(
      flow(
        `  one: { set: { list: "[1, 2, 3, 4, 5, 6]" }, next: two }\n  two: { ask: pick, next: out }\n${END}`,
        `slots:
  list: { type: data }
  pick: { type: choice, ask: b, choices: [{ each: slots.list, when: item != 2, label: label, with: { n: item }, also: '["第" + string(item)]', value: item * 10 }] }`,
      ),
    )
    expect(talk.options()).toEqual(['1:label', '2:label', '3:label', '4:label', '5:next_page', '0:person'])
    expect(talk.talk().open?.options[1]).toMatchObject({ label: { params: { n: 3 } }, also: ['第3'] })
    talk.presses(5)
    expect(talk.options()).toEqual(['1:label', '2:first_page'])
    talk.presses(2)
    talk.presses(5)
    talk.presses(1)
    expect(talk.said()).toEqual(['e'])
  })

  test('a choice may lead elsewhere, and 上一步 comes back to it', () => {
    const talk = started(
      flow(
        `  one: { ask: pick, next: out }\n  far: { ask: note, next: lost }\n${END}`,
        `slots: { note: { type: text, ask: c }, pick: { type: choice, ask: b, choices: [{ label: label, value: "1" }, { label: f, next: far }] } }`,
      ),
    )
    talk.presses(2)
    expect(talk.asked()).toBe('note')
    talk.commands('back')
    expect(talk.asked()).toBe('pick')
  })

  test('a photo, a place and a phone number answer the question for them', () => {
    const talk = started(
      flow(
        `  one: { ask: [paper, place, phone], next: two }\n  two: { ask: note, next: out }\n${END}`,
        'slots: { paper: { type: photo, ask: a }, place: { type: location, ask: b }, phone: { type: phone, ask: c }, note: { type: text, ask: d } }',
      ),
    )
    talk.send({ kind: 'media', media: 'photo', attachment: 'p1' as never })
    talk.send({ kind: 'location', latitude: 34.7, longitude: 113.6, label: null })
    talk.send({ kind: 'phone', phone: '13800000000', own: true })
    expect(talk.asked()).toBe('note')
    expect(talk.slots()).toMatchObject({ paper: { attachment: 'p1' }, phone: '13800000000' })
  })
})

describe('confirm', () => {
  const yaml = flow(
    `  one: { confirm: a, with: { n: slots.count }, agreed: out, refused: two }
  two: { ask: count, again: true, next: one }\n${END}`,
    'slots: { count: { type: number, ask: b, revise: one } }',
  )
  test('1 and yes agree, 2 and no refuse', () => {
    for (const agree of [
      (t: ReturnType<typeof started>) => t.presses(1),
      (t: ReturnType<typeof started>) => t.saysSlots({ yesNo: 'yes' }),
    ]) {
      const talk = started(yaml)
      expect(talk.options()).toEqual(['1:right', '2:wrong'])
      agree(talk)
      expect(talk.said()).toEqual(['e'])
    }
    const talk = started(yaml)
    talk.saysSlots({ yesNo: 'no' })
    expect(talk.asked()).toBe('count')
  })

  test('不要了 is its no, not the command', () => {
    const talk = started(yaml)
    talk.commands('cancel')
    expect(talk.asked()).toBe('count')
  })

  describe('where a no is answered by a person', () => {
    const consent = flow(
      `  one: { confirm: a, agreed: out, refused: person }
  person: { handoff: no_consent, say: b, next: lost }\n${END}`,
    )
    const handOffs = (talk: ReturnType<typeof started>) => talk.effects().filter(({ kind }) => kind === 'handoff')

    test.each([
      ['算了', { command: 'cancel' }],
      [
        '算了不订了',
        {
          slots: { yesNo: 'no' },
          intents: [
            { intent: 'answer', sure: 0.9 },
            { intent: 'cancel', sure: 0.5 },
          ],
        },
      ],
    ] as const)('%s drops the wish, and nobody is fetched', (text, read) => {
      const talk = started(consent)
      talk.says(text, read)
      expect(talk.said()).toEqual(['dropped'])
      expect(handOffs(talk)).toEqual([])
      expect(talk.talk().frames).toEqual([])
    })

    test('a plain no still fetches one', () => {
      for (const refuse of [
        (t: ReturnType<typeof started>) => t.presses(2),
        (t: ReturnType<typeof started>) => t.saysSlots({ yesNo: 'no' }),
      ]) {
        const talk = started(consent)
        refuse(talk)
        expect(handOffs(talk)).toHaveLength(1)
      }
    })
  })

  test('a correction goes before the yes or no in the same sentence, and is read back anew', () => {
    const talk = started(yaml)
    talk.presses(2)
    talk.saysSlots({ quantity: 2 })
    const { serial } = talk.talk()
    talk.saysSlots({ quantity: 3, yesNo: 'no' })
    expect(talk.talk().open).toMatchObject({ asker: { kind: 'confirm' }, text: { params: { n: 3 } } })
    expect(talk.talk().serial).toBeGreaterThan(serial)
  })
})
