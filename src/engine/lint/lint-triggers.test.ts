import { describe, expect, test } from 'vitest'
import { type Refusal, refusals } from './fixtures/refusals.ts'

describe('triggers', () => {
  test.each<Refusal>([
    [
      'a word that begins another flow too',
      'zh-CN: [泡茶]',
      'zh-CN: [泡茶, 放糖！]',
      [
        'tea.yaml, error: the trigger 放糖！ also begins the flow sugar. Take it out of one of the two.',
        'sugar.yaml, error: the trigger 放糖 also begins the flow tea. Take it out of one of the two.',
      ],
    ],
    [
      'a place of the menu that is taken',
      'place: 1',
      'place: 2',
      [
        'tea.yaml, error: the place 2 of the menu is also that of the flow sugar. Give one of them another place.',
        'sugar.yaml, error: the place 2 of the menu is also that of the flow tea. Give one of them another place.',
      ],
    ],
    [
      'within a flow that is not there',
      'within: sugar',
      'within: suger',
      ['tea.yaml, error: a trigger counts within the flow suger, which is not there. Use sugar, if that was meant.'],
    ],
    [
      'a word without a letter',
      'en: [tea]',
      'en: ["?"]',
      ['tea.yaml, error: the trigger ? holds no letter. Write words that somebody says.'],
    ],
    [
      'the command that leads to a person',
      'command: help, within: sugar',
      'command: human',
      ['tea.yaml, error: the command human always leads to a person, never to a flow. Take the trigger out.'],
    ],
  ])('%s', (_why, from, to, told) => {
    expect(refusals(from, to)).toEqual(told)
  })
})

describe('silence', () => {
  test.each<Refusal>([
    [
      'a reminder that comes too late',
      'remind: 10m, keep: 24h',
      'remind: 2d, keep: 24h',
      [
        'tea.yaml, error: the reminder after 2d comes when the draft, kept 24h, is gone. Remind earlier, or keep the draft longer.',
      ],
    ],
  ])('%s', (_why, from, to, told) => {
    expect(refusals(from, to)).toEqual(told)
  })
})
