import { describe, expect, test } from 'vitest'
import { type Refusal, refusals } from './fixtures/refusals.ts'

describe('expressions', () => {
  test.each<Refusal>([
    [
      'that break off',
      'when: slots.cups > 4',
      'when: slots.cups >',
      ['tea.yaml many, error: slots.cups >: Unexpected token: EOF. Correct the expression.'],
    ],
    [
      'with a name that is not known',
      'when: slots.cups > 4',
      'when: slot.cups > 4',
      [
        'tea.yaml many, error: slot.cups > 4: slot is not known; there are slots, person, now, item, value. Correct the expression.',
      ],
    ],
    [
      'with a slot that is not there',
      'when: slots.cups > 4',
      'when: slots.cup > 4',
      [
        'tea.yaml many, error: slots.cup > 4: there is no slot cup. Use cups, if that was meant. Or add it under slots.',
      ],
    ],
    [
      'with a function that is not known',
      'when: slots.cups > 4',
      'when: max(slots.cups) > 4',
      [
        'tea.yaml many, error: max(slots.cups) > 4: max() is not known; there are size, has, string, int, double. Correct the expression.',
      ],
    ],
    [
      'with a method that is not known',
      'when: slots.cups > 4',
      'when: slots.leaves.first() == null',
      [
        'tea.yaml many, error: slots.leaves.first() == null: .first() is not known; there are map, filter, exists, all, exists_one, size, contains, startsWith, endsWith, sum. Correct the expression.',
      ],
    ],
    [
      'nested too deep',
      'when: slots.cups > 4',
      'when: ((((((((((((((((((((((((((((((slots.cups > 4))))))))))))))))))))))))))))))',
      [
        'tea.yaml many, error: ((((((((((((((((((((((((((((((slots.cups > 4))))))))))))))))…: too many brackets within each other. Split it over two set steps.',
      ],
    ],
    [
      'too long',
      'when: slots.cups > 4',
      'when: 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 > 4',
      [
        'tea.yaml many, error: 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + …: too long. Split it over two set steps.',
      ],
    ],
    [
      'with a list in a list',
      'when: slots.cups > 4',
      'when: "slots.leaves.exists(a, slots.leaves.exists(b, a.id == b.id))"',
      [
        "tea.yaml many, error: slots.leaves.exists(a, slots.leaves.exists(b, a.id == b.id)): .exists() inside another list's condition: one level only. Correct the expression.",
      ],
    ],
    [
      'of what is not known of a person',
      'when: person.profiled',
      'when: person.old',
      ['tea.yaml, error: person.old: person has no old. Use one of form, language, largeType, level, profiled.'],
    ],
    [
      'of an item where there is no list',
      'left: slots.made.left',
      'left: item.left',
      ['tea.yaml instead, error: item.left: item means nothing here. Use slots, person or now.'],
    ],
  ])('%s', (_why, from, to, told) => {
    expect(refusals(from, to)).toEqual(told)
  })
})

describe('values of the wrong kind', () => {
  test.each<Refusal>([
    [
      'a number as a condition',
      'when: slots.cups > 4',
      'when: slots.cups',
      [
        'tea.yaml many, error: slots.cups: gives a number where a condition is needed. Compare it with something, as in slots.count > 1.',
      ],
    ],
    [
      'a sum as a condition',
      'when: slots.cups > 4',
      'when: slots.cups + 4',
      [
        'tea.yaml many, error: slots.cups + 4: gives a number where a condition is needed. Compare it with something, as in slots.count > 1.',
      ],
    ],
    [
      'text in an or',
      'when: slots.cups > 4',
      'when: \'slots.cups > 4 || "many"\'',
      [
        'tea.yaml many, error: slots.cups > 4 || "many": || of a string can\'t be worked out. Compare and count values of one kind.',
      ],
    ],
    [
      'a number above a text',
      'when: slots.cups > 4',
      'when: slots.cups > "4"',
      [
        'tea.yaml many, error: slots.cups > "4": number > string can\'t be worked out. Compare and count values of one kind.',
      ],
    ],
    [
      'a number that equals a text',
      'when: slots.cups > 4',
      'when: slots.cups == "4"',
      [
        'tea.yaml many, error: slots.cups == "4": number == string can\'t be worked out. Compare and count values of one kind.',
      ],
    ],
    [
      'a list above a number',
      'when: slots.cups > 4',
      'when: slots.leaves > 4',
      [
        "tea.yaml many, error: slots.leaves > 4: > of a list can't be worked out. Compare and count values of one kind.",
      ],
    ],
    [
      'what a number holds',
      'when: slots.cups > 4',
      'when: "slots.cups.exists(a, a == 1)"',
      [
        "tea.yaml many, error: slots.cups.exists(a, a == 1): .exists() of a number can't be worked out. Compare and count values of one kind.",
      ],
    ],
    [
      'a number as the condition of a list',
      'when: slots.cups > 4',
      'when: "slots.leaves.exists(a, 1)"',
      [
        "tea.yaml many, error: slots.leaves.exists(a, 1): the condition of .exists() of a number can't be worked out. Compare and count values of one kind.",
      ],
    ],
    [
      'options that are no list',
      'each: slots.made.others',
      'each: slots.cups',
      [
        'tea.yaml, error: slot instead, slots.cups: gives a number where a list is needed. Give a list, as in slots.found.days.',
      ],
    ],
    [
      'a check that is none',
      'holds: value < 8',
      'holds: value',
      [
        'tea.yaml, error: slot cups, value: gives a number where a condition is needed. Compare it with something, as in slots.count > 1.',
      ],
    ],
    [
      'a time that is a list',
      'wait: { signal: tea_ready, for: 1h }, late: sorry',
      'wait: { until: slots.leaves }',
      [
        'tea.yaml brew, error: slots.leaves: gives a list where a time is needed. Give a date and time, as in "2026-11-25 09:30".',
      ],
    ],
    [
      'text put into a number',
      'kind: slots.instead, instead: "null"',
      'cups: \'"many"\', instead: "null"',
      ['tea.yaml take, error: puts a string into cups, a slot of type number. Give it a number, or null.'],
    ],
  ])('%s', (_why, from, to, told) => {
    expect(refusals(from, to)).toEqual(told)
  })
})
