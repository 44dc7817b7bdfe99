import { describe, expect, test } from 'vitest'
import { bookOf, rehearsedTalk } from '../rehearsed-talk.ts'
import { textHash } from '../text-hash.ts'
import { lintYaml, refusals } from './fixtures/refusals.ts'
import { SUGAR, TEA } from './fixtures/tea-and-sugar.ts'

test('nothing is wrong with the good flows', () => {
  expect(lintYaml({ 'tea.yaml': TEA, 'sugar.yaml': SUGAR })).toEqual([])
})

test('what only a caller hands over is not missed while the caller can not be read', () => {
  const files = { 'sugar.yaml': SUGAR.replace('cups: { type: number }', 'cups: { type: data }') }
  expect(lintYaml(files).map(one => one.what)).toContain('the slot cups is read, and nothing fills it')
  expect(lintYaml(files, false)).toEqual([])
})

test('a flow that is defined twice is refused in both files', () => {
  const twice = lintYaml({ 'tea.yaml': TEA, 'sugar.yaml': SUGAR, 'more.yaml': SUGAR })
  expect(twice).toEqual(
    ['sugar.yaml', 'more.yaml'].map(file => ({
      file,
      step: null,
      level: 'error',
      what: 'the flow sugar is defined twice',
      cure: 'Give one of them another name.',
    })),
  )
})

describe('left alone', () => {
  const AGAIN = '  again: { set: { cups: "null" }, next: rest }'
  test.each([
    [
      'a wrong answer that is taken back before it is asked for again',
      'ask: kind, next: rest }',
      `ask: kind, next: check }
  check: { choose: [{ when: slots.kind == "green", next: rest }], otherwise: forget }
  forget: { set: { kind: "null" }, next: kind }`,
    ],
    [
      'a way back that only an empty slot takes',
      'ask: kind, next: rest }',
      'ask: kind, next: check }\n  check: { choose: [{ when: slots.kind == null, next: kind }], otherwise: rest }',
    ],
    [
      'two tests that can not both lead back',
      'ask: kind, next: rest }',
      `ask: kind, next: sweet-yet }
  sweet-yet: { choose: [{ when: slots.sweet != null, next: all-yet }], otherwise: rest }
  all-yet: { choose: [{ when: slots.kind == null || slots.sweet == null, next: kind }], otherwise: rest }`,
    ],
    ['a question that is asked each time', AGAIN, `  again: { ask: cups, again: true, next: rest }`],
    ['an intent that two flows take, one on a condition', '[放糖] } }]', '[放糖] } }, { intent: order_service }]'],
    [
      'a receipt in lines',
      '好了，单号 {number}，{spoons}勺糖。',
      `${'好了，单号 {number}，{spoons}勺糖。\\n'.repeat(8)}`,
    ],
    [
      'a counted text in its plural forms',
      'too_many: "{value} cups are too many."',
      'too_many_one: "{value} cup is too many."\n    too_many_other: "{value} cups are too many."',
    ],
    [
      'a translation of the words as they are',
      'given:\n',
      `translated: { en: { title: ${textHash('泡茶')} } }\ngiven:\n`,
    ],
    ['an optional input', 'cups: slots.cups }, keep: made', 'cups: slots.cups, note: "null" }, keep: made'],
    ['a slot that is filled by whoever calls', 'cups: { type: number }', 'cups: { type: data }'],
  ])('%s', (_why, from, to) => {
    expect(refusals(from, to)).toEqual([])
  })
})

test('what is called a circle is one: the talk throws', () => {
  const check = 'check: { choose: [{ when: slots.kind == "black", next: rest }], otherwise: kind }'
  const broken = TEA.replace('ask: kind, next: rest }', `ask: kind, next: check }\n  ${check}`)
  expect(refusals('ask: kind, next: rest }', `ask: kind, next: check }\n  ${check}`)[0]).toContain('goes round')
  const talk = rehearsedTalk(bookOf([broken, SUGAR]))
  talk.says('泡茶')
  expect(talk.asked()).toBe('kind')
  expect(() => talk.presses(1)).toThrow('200 steps')
})
