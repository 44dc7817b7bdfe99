import { describe, expect, test } from 'vitest'
import { type Refusal, refusals } from './fixtures/refusals.ts'

describe('questions', () => {
  test.each<Refusal>([
    [
      'without words',
      'dinner], ask: ask_when }',
      'dinner] }',
      [
        'tea.yaml rest, error: asks for when, which has no question. Add ask to the slot when, or say to the step.',
        'tea.yaml, warning: nothing says the text ask_when. Take it out, or say it.',
      ],
    ],
    [
      'of a slot that is not there',
      'rest: { ask: [leaves, cups, when, phone]',
      'rest: { ask: [leaves, cups, when, phone, milk]',
      ['tea.yaml rest, error: names the slot milk, which is not there. Add it under slots, or correct its name.'],
    ],
    [
      'with nothing to choose from',
      '    choices: [{ each: slots.made.others, label: option, with: { label: item.label }, value: item.id }]\n',
      '',
      [
        'tea.yaml instead, error: asks for instead, which has nothing to choose from. Add choices to the slot instead.',
        'tea.yaml, warning: nothing says the text option. Take it out, or say it.',
      ],
    ],
    [
      'for a period of any kind',
      'type: period, of: [lunch, dinner]',
      'type: period',
      [
        'tea.yaml rest, error: asks for when, a period, without saying which ones make sense. Add of to the slot when, as in of: [lunch, dinner].',
      ],
    ],
    [
      'that no answer fills',
      'phone: { type: phone',
      'phone: { type: data',
      [
        'tea.yaml rest, error: asks for phone, a slot of type data, which no answer fills. Give the slot the type of its answer.',
      ],
    ],
    [
      'with words for a form',
      'phone], next: sweet',
      'phone], say: ask_cups, with: { kind: slots.kind }, next: sweet',
      [
        'tea.yaml rest, error: has words of its own for a form of several slots. Give each slot its ask, and take say out.',
      ],
    ],
    [
      'of a form that is asked again',
      'phone], next: sweet',
      'phone], again: true, next: sweet',
      [
        'tea.yaml rest, error: with again asks only for the first of its slots. Ask for one slot a step, or take again out.',
      ],
    ],
  ])('%s', (_why, from, to, told) => {
    expect(refusals(from, to)).toEqual(told)
  })
})

describe('slots', () => {
  test.each<Refusal>([
    [
      'without a list',
      'type: items, list: teas',
      'type: items',
      ['tea.yaml, error: the slot leaves takes items of no known list. Set list to one of teas.'],
    ],
    [
      'of an unknown list',
      'list: teas',
      'list: tea',
      ['tea.yaml, error: the slot leaves takes items of no known list. Set list to one of teas.'],
    ],
    [
      'with a choice that does nothing',
      '{ label: green, value: \'"green"\' }',
      '{ label: green }',
      ['tea.yaml, error: the choice green of the slot kind does nothing. Give it a value or next.'],
    ],
    [
      'that refuse every answer',
      'min: 1, max: 9',
      'min: 9, max: 1',
      ['tea.yaml, error: the slot cups refuses every answer: min is above max. Swap the two.'],
    ],
    [
      'with what means nothing there',
      'cups: { type: number',
      'cups: { type: number, of: [lunch]',
      ['tea.yaml, warning: of means nothing in the slot cups of type number. It is for period.'],
    ],
    [
      'with limits that mean nothing',
      'phone: { type: phone',
      'phone: { type: phone, max: 11',
      ['tea.yaml, warning: max means nothing in the slot phone of type phone. It is for number, money, items, year.'],
    ],
    [
      'that can not be corrected in passing',
      'kind:\n    type: choice',
      'kind:\n    type: choice\n    revise: rest',
      [
        "tea.yaml, warning: the slot kind can't be corrected in passing: it is of type choice. Take revise out, and lead a choice to its question.",
      ],
    ],
    [
      'that are not listened for',
      'list: teas,',
      'list: teas, prefill: false,',
      [
        "tea.yaml, warning: the slot leaves can't be corrected in passing: it has prefill: false. Take revise out, and lead a choice to its question.",
      ],
    ],
    [
      'with choices that nobody sees',
      'made: { type: data }',
      "made: { type: data, choices: [{ label: green, value: '1' }] }",
      ['tea.yaml, warning: the choices of the slot made are never shown. Ask for it, or take them out.'],
    ],
    [
      'used nowhere',
      '  made: { type: data }',
      '  made: { type: data }\n  who: { type: data }',
      ['tea.yaml, warning: the slot who is used nowhere. Take it out.'],
    ],
    [
      'read and never filled',
      'keep: { sweet: spoons }, ',
      '',
      ['tea.yaml, error: the slot sweet is read, and nothing fills it. Ask for it, set it, or keep an outcome in it.'],
    ],
  ])('%s', (_why, from, to, told) => {
    expect(refusals(from, to)).toEqual(told)
  })
})
