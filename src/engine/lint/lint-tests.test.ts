import { describe, expect, test } from 'vitest'
import { type Refusal, refusals } from './fixtures/refusals.ts'

describe('dialogue tests', () => {
  test.each<Refusal>([
    [
      'a stub of no operation',
      '    tea.order: {',
      '    tea.oder: {',
      ['tea.yaml, error: given stubs tea.oder, which no trade has. Use tea.order, if that was meant.'],
    ],
    [
      'a stub of no outcome',
      'outcome: ordered, output',
      'outcome: order, output',
      ['tea.yaml, error: given: tea.order has no outcome order. Use ordered, if that was meant.'],
    ],
    [
      'a stub that gives what never comes',
      'output: { number: "1" }, act',
      'output: { numbr: "1" }, act',
      [
        'tea.yaml, error: given: tea.order never gives that as ordered: number: expected string, received undefined. Give what the operation would give.',
      ],
    ],
    [
      'an undo of no operation',
      'undo: tea.undo',
      'undo: tea.und',
      [
        'tea.yaml, error: given: tea.order is taken back by tea.und, which no trade has. Use tea.undo, if that was meant.',
      ],
    ],
    [
      'an event that nobody waits for',
      '{ tap: 1 }, { expect',
      '{ tap: 1 }, { signal: tea_redy }, { expect',
      ['tea.yaml, error: test “a cup”: nothing waits for the signal tea_redy. Use tea_ready, if that was meant.'],
    ],
    [
      'a question that nobody asks',
      'asked: kind',
      'asked: kinds',
      [
        'tea.yaml, error: test “a cup” expects the question kinds, which is no slot and no confirm step. Use kind, if that was meant.',
      ],
    ],
    [
      'a slot that is not there',
      'slots: { kind: green }',
      'slots: { kid: green }',
      ['tea.yaml, error: test “a cup” names the slot kid, which is not there. Use kind, if that was meant.'],
    ],
    [
      'a slot that staff can not change',
      '{ tap: 1 }',
      '{ staff_close: { note: x, slots: { kid: 1 } } }',
      ['tea.yaml, error: test “a cup” names the slot kid, which is not there. Use kind, if that was meant.'],
    ],
    [
      'a call of no operation',
      'called: [tea.order]',
      'called: [tea.ordered]',
      [
        'tea.yaml, error: test “a cup” expects a call of tea.ordered, which no trade has. Use tea.order, if that was meant.',
      ],
    ],
    [
      'a test that expects nothing',
      '{ expect: { asked: kind } }, { tap: 1 }, { expect: { slots: { kind: green }, called: [tea.order] } }',
      '{ tap: 1 }',
      ['tea.yaml, error: test “a cup” expects nothing. Add an expect: a test that can not fail shows nothing.'],
    ],
    [
      'two tests of one name',
      'tests:\n',
      'tests:\n  - { name: a cup, talk: [{ expect: { asked: kind } }] }\n',
      ['tea.yaml, error: test “a cup” is there twice. Give one of them another name.'],
    ],
    [
      'money without a test',
      'tests:\n  - name: a cup\n    talk: [{ user: 泡茶 }, { expect: { asked: kind } }, { tap: 1 }, { expect: { slots: { kind: green }, called: [tea.order] } }]\n',
      '',
      ['tea.yaml, error: marked money and without a test. Write dialogue tests for it.'],
    ],
  ])('%s', (_why, from, to, told) => {
    expect(refusals(from, to)).toEqual(told)
  })
})
