import { describe, expect, test } from 'vitest'
import { type Refusal, refusals } from './fixtures/refusals.ts'

describe('ways that lead nowhere', () => {
  test.each<Refusal>([
    [
      'start',
      'start: kind\nsteps',
      'start: knd\nsteps',
      ['tea.yaml, error: start names the step knd, which is not there. Use kind, if that was meant.'],
    ],
    [
      'next',
      'ask: kind, next: rest',
      'ask: kind, next: reste',
      ['tea.yaml kind, error: leads to the step reste, which is not there. Use rest, if that was meant.'],
    ],
    [
      'a choice',
      'label: other, next: other }',
      'label: other, next: nowhere }',
      [
        'tea.yaml kind, error: leads by other to the step nowhere, which is not there. Use one of again, brew, done, dropped, instead, kind, many, order, other, read, rest, sorry, sweet, take, tell.',
      ],
    ],
    [
      'agreed',
      'agreed: order',
      'agreed: ordr',
      ['tea.yaml read, error: leads by agreed to the step ordr, which is not there. Use order, if that was meant.'],
    ],
    [
      'refused',
      'refused: again',
      'refused: agian',
      ['tea.yaml read, error: leads by refused to the step agian, which is not there. Use again, if that was meant.'],
    ],
    [
      'otherwise',
      'otherwise: sorry',
      'otherwise: gone',
      ['tea.yaml many, error: leads by otherwise to the step gone, which is not there. Use done, if that was meant.'],
    ],
    [
      'a branch',
      'cups > 4, next: instead',
      'cups > 4, next: insted',
      [
        'tea.yaml many, error: leads by slots.cups > 4 to the step insted, which is not there. Use instead, if that was meant.',
      ],
    ],
    [
      'late',
      'late: sorry',
      'late: later',
      [
        'tea.yaml brew, error: leads by late to the step later, which is not there. Use one of again, brew, done, dropped, instead, kind, many, order, other, read, rest, sorry, sweet, take, tell.',
      ],
    ],
    [
      'an outcome',
      'sold_out: many',
      'sold_out: mony',
      ['tea.yaml order, error: leads by sold_out to the step mony, which is not there. Use many, if that was meant.'],
    ],
    [
      'dropped',
      'dropped: dropped, next: read',
      'dropped: drop, next: read',
      [
        'tea.yaml sweet, error: leads by dropped to the step drop, which is not there. Use one of again, brew, done, dropped, instead, kind, many, order, other, read, rest, sorry, sweet, take, tell.',
      ],
    ],
    [
      'goto',
      '  dropped: { end',
      '  hop: { goto: resst }\n  dropped: { end',
      ['tea.yaml hop, error: leads to the step resst, which is not there. Use rest, if that was meant.'],
    ],
    [
      'a correction',
      'revise: read }',
      'revise: red }',
      ['tea.yaml, error: the slot leaves is revised at the step red, which is not there. Use read, if that was meant.'],
    ],
    [
      'a step that nothing leads to',
      '  dropped: { end: dropped }',
      '  dropped: { end: dropped }\n  alone: { end: dropped }',
      ['tea.yaml alone, error: no way leads here. Remove it, or lead a step to it.'],
    ],
  ])('%s', (_why, from, to, told) => {
    expect(refusals(from, to)).toEqual(told)
  })
})

describe('waits', () => {
  test.each<Refusal>([
    [
      'a signal that may never come',
      'late: sorry, ',
      '',
      [
        'tea.yaml brew, warning: goes on as if tea_ready had come when it does not come. Add late: the step for when the time is over.',
      ],
    ],
    [
      'late without a signal',
      'signal: tea_ready, for: 1h',
      'for: 1h',
      ['tea.yaml brew, error: late is for a wait for a signal; this one has only its time. Take late out.'],
    ],
    [
      'an event kept nowhere',
      'for: 1h }',
      'for: 1h, keep: tea }',
      ['tea.yaml brew, error: names the slot tea, which is not there. Add it under slots, or correct its name.'],
    ],
  ])('%s', (_why, from, to, told) => {
    expect(refusals(from, to)).toEqual(told)
  })
})
