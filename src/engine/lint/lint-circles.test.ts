import { describe, expect, test } from 'vitest'
import { type Refusal, refusals } from './fixtures/refusals.ts'

describe('ways round that stop for nobody', () => {
  test.each<Refusal>([
    [
      'goto and set',
      '  again: { set: { cups: "null" }, next: rest }',
      '  again: { goto: hop }\n  hop: { set: { cups: "null" }, next: again }',
      [
        'tea.yaml again, error: goes round through again, hop without stopping. Lead one of them to a step that asks, waits, calls or ends.',
      ],
    ],
    [
      'a choose that leads to itself',
      'otherwise: sorry }',
      'otherwise: many }',
      [
        'tea.yaml many, error: goes round through many without stopping. Lead one of them to a step that asks, waits, calls or ends.',
      ],
    ],
    [
      'say for ever',
      'otherwise: sorry }',
      'otherwise: told }\n  told: { say: sorry, next: many }',
      [
        'tea.yaml many, error: goes round through many, told without stopping. Lead one of them to a step that asks, waits, calls or ends.',
      ],
    ],
    [
      'notify for ever',
      'next: brew }',
      'next: told }\n  told: { goto: tell }',
      [
        'tea.yaml brew, error: no way leads here. Remove it, or lead a step to it.',
        'tea.yaml done, error: no way leads here. Remove it, or lead a step to it.',
        'tea.yaml tell, error: goes round through tell, told without stopping. Lead one of them to a step that asks, waits, calls or ends.',
      ],
    ],
    [
      'counting, which may come to an end',
      'otherwise: sorry }',
      'otherwise: more }\n  more: { set: { cups: slots.cups + 1 }, next: many }',
      [
        'tea.yaml many, warning: may go round through many, more without stopping. Lead one of them to a step that asks, waits, calls or ends.',
      ],
    ],
    [
      'a wrong answer that is kept and asked for again',
      'ask: kind, next: rest }',
      'ask: kind, next: check }\n  check: { choose: [{ when: slots.kind == "green", next: rest }], otherwise: kind }',
      [
        'tea.yaml kind, error: goes round through kind, check without stopping once kind is answered. Set kind to null on the way, or ask with again.',
      ],
    ],
    [
      'a question that is asked only once',
      '  again: { set: { cups: "null" }, next: rest }',
      '  again: { ask: cups, next: told }\n  told: { say: sorry, next: again }',
      [
        'tea.yaml again, error: goes round through again, told without stopping once cups is answered. Set cups to null on the way, or ask with again.',
      ],
    ],
    [
      'a null test that is no way out',
      'ask: kind, next: rest }',
      'ask: kind, next: check }\n  check: { choose: [{ when: slots.sweet != null && slots.kind == null, next: rest }], otherwise: kind }',
      [
        'tea.yaml kind, error: goes round through kind, check without stopping once kind is answered. Set kind to null on the way, or ask with again.',
      ],
    ],
    [
      'questions without an end',
      '  again: { set: { cups: "null" }, next: rest }',
      '  again: { confirm: read, with: { cups: slots.cups }, agreed: again, refused: again }',
      ['tea.yaml again, warning: nothing that ends, waits or hands off can be reached from here. Lead it to an end.'],
    ],
  ])('%s', (_why, from, to, told) => {
    expect(refusals(from, to)).toEqual(told)
  })
})
