import { describe, expect, test } from 'vitest'
import { type Refusal, refusals } from './fixtures/refusals.ts'

describe('calls', () => {
  test.each<Refusal>([
    [
      'an operation that no trade has',
      'call: tea.order',
      'call: tea.oder',
      ['tea.yaml order, error: calls tea.oder, which no trade has. Use tea.order, if that was meant.'],
    ],
    [
      'an outcome that is not wired',
      ', closed: sorry }',
      ' }',
      ['tea.yaml order, error: the outcome closed of tea.order leads nowhere. Add it under outcomes.'],
    ],
    [
      'an outcome that there is not',
      'ordered: tell',
      'ordered: tell, spilt: sorry',
      ['tea.yaml order, error: tea.order has no outcome spilt. Use one of closed, ordered, sold_out.'],
    ],
    [
      'input that is missing',
      'with: { kind: slots.kind, cups: slots.cups }, keep: made',
      'with: { kind: slots.kind }, keep: made',
      ['tea.yaml order, error: tea.order needs cups, which is not given. Add cups under with.'],
    ],
    [
      'input that is not taken',
      'with: { kind: slots.kind, cups: slots.cups }, keep',
      'with: { kind: slots.kind, cups: slots.cups, notes: slots.kind }, keep',
      ['tea.yaml order, error: tea.order takes no notes. Use note, if that was meant.'],
    ],
    [
      'input that is always refused',
      'cups: slots.cups }, keep: made',
      'cups: "0" }, keep: made',
      ['tea.yaml order, error: tea.order does not take 0 as cups. Give a value that the operation takes.'],
    ],
    [
      'an outcome kept in a number',
      'keep: made, outcomes',
      'keep: cups, outcomes',
      [
        'tea.yaml order, error: keeps the outcome in cups, a slot of type number. Keep it in a slot of type data.',
        'tea.yaml, error: the slot made is read, and nothing fills it. Ask for it, set it, or keep an outcome in it.',
      ],
    ],
    [
      'an outcome kept nowhere',
      'keep: made, outcomes',
      'keep: mad, outcomes',
      [
        'tea.yaml order, error: names the slot mad, which is not there. Add it under slots, or correct its name.',
        'tea.yaml, error: the slot made is read, and nothing fills it. Ask for it, set it, or keep an outcome in it.',
      ],
    ],
    [
      'a field that the outcome has not',
      'left: slots.made.left',
      'left: slots.made.lefft',
      [
        "tea.yaml instead, error: slots.made.lefft: no call gives lefft to made. Correct its name, or look up what the operation's outcomes hold.",
      ],
    ],
    [
      'a field that the list has not',
      'label: item.label }, value',
      'label: item.lable }, value',
      [
        "tea.yaml, error: slot instead, item.lable: slots.made.others has no lable. Correct its name, or look up what the operation's outcomes hold.",
      ],
    ],
  ])('%s', (_why, from, to, told) => {
    expect(refusals(from, to)).toEqual(told)
  })
})

describe('sub-flows', () => {
  test.each<Refusal>([
    [
      'one that is not there',
      'sub: sugar',
      'sub: suger',
      ['tea.yaml sweet, error: calls the flow suger, which is not there. Use sugar, if that was meant.'],
    ],
    [
      'what it never gives',
      'sweet: spoons }',
      'sweet: spons }',
      ['tea.yaml sweet, error: keeps spons, which the flow sugar never gives. Use spoons, if that was meant.'],
    ],
    [
      'what it does not give when it is done',
      'end: done, give: { spoons: slots.spoons } }',
      'end: done }',
      ['tea.yaml sweet, error: keeps spoons, which the flow sugar never gives. Take it out; there is none.'],
    ],
    [
      'what it does not take',
      'sub: sugar, with: { cups',
      'sub: sugar, with: { cup',
      ['tea.yaml sweet, error: the flow sugar has no slot cup to take. Use cups, if that was meant.'],
    ],
    [
      'kept nowhere',
      'keep: { sweet: spoons }',
      'keep: { swet: spoons }',
      [
        'tea.yaml sweet, error: names the slot swet, which is not there. Add it under slots, or correct its name.',
        'tea.yaml, error: the slot sweet is read, and nothing fills it. Ask for it, set it, or keep an outcome in it.',
      ],
    ],
    [
      'itself',
      'sub: sugar, with: { cups: slots.cups }, keep: { sweet: spoons }',
      'sub: tea, with: { cups: slots.cups }',
      [
        'tea.yaml sweet, error: calls the flow tea, which in the end calls tea again. End this flow, or lead to one of its own steps, instead of calling in a circle.',
        'tea.yaml, error: the slot sweet is read, and nothing fills it. Ask for it, set it, or keep an outcome in it.',
      ],
    ],
    [
      'two that call each other',
      '  ask: { ask: spoons,',
      '  more: { sub: tea, next: out }\n  ask: { ask: spoons,',
      [
        'tea.yaml sweet, error: calls the flow sugar, which in the end calls tea again. End this flow, or lead to one of its own steps, instead of calling in a circle.',
        'sugar.yaml more, error: no way leads here. Remove it, or lead a step to it.',
        'sugar.yaml more, error: calls the flow tea, which in the end calls sugar again. End this flow, or lead to one of its own steps, instead of calling in a circle.',
      ],
    ],
  ])('%s', (_why, from, to, told) => {
    expect(refusals(from, to)).toEqual(told)
  })
})

describe('notices', () => {
  test.each<Refusal>([
    [
      'a personal slot told to relatives',
      'with: { number: slots.made.number }, next: brew',
      'with: { number: slots.phone }, next: brew',
      [
        'tea.yaml tell, error: tells relatives the personal slot phone. Leave it out, or tell staff, who may look it up.',
      ],
    ],
  ])('%s', (_why, from, to, told) => {
    expect(refusals(from, to)).toEqual(told)
  })
})
