import { describe, expect, test } from 'vitest'
import { type Refusal, refusals } from './fixtures/refusals.ts'

describe('texts', () => {
  test.each<Refusal>([
    [
      'missing',
      '    green: 绿茶\n',
      '',
      ['tea.yaml, error: says the text green, which is not there. Add it under texts, zh-CN.'],
    ],
    [
      'missing in a translation',
      '    green: 綠茶\n',
      '',
      ['tea.yaml, warning: the text green is missing in zh-TW. Add it under texts, zh-TW.'],
    ],
    [
      'that nothing says',
      '    green: 绿茶\n',
      '    green: 绿茶\n    black: 红茶\n',
      ['tea.yaml, warning: nothing says the text black. Take it out, or say it.'],
    ],
    [
      'with a gap',
      '没有茶了，给您找个人。',
      '没有{kind}了，给您找个人。',
      ['tea.yaml sorry, error: the text sorry in zh-CN says {kind}, which is not given. Add kind under with.'],
    ],
    [
      'with a gap in a translation',
      'Only {left} left. Instead:',
      'Only {left} of {all} left. Instead:',
      ['tea.yaml instead, error: the text ask_instead in en says {all}, which is not given. Add all under with.'],
    ],
    [
      'with a gap in large type',
      'sorry: 没有茶了，给您找个人。',
      'sorry: { plain: 没有茶了。, large: "没有{tea}了。" }',
      ['tea.yaml sorry, error: the text sorry in zh-CN says {tea}, which is not given. Add tea under with.'],
    ],
    [
      'with a gap in a label',
      'other: 别的\n',
      'other: "别的{kind}"\n',
      ['tea.yaml, error: the text other in zh-CN says {kind}, which is not given. Add kind under with.'],
    ],
    [
      'that leave something out',
      'Only {left} left. Instead:',
      'Few left. Instead:',
      ['tea.yaml instead, warning: the text ask_instead in en leaves out {left}. Say {left} there too.'],
    ],
    [
      'with half a placeholder',
      'Only {left} left. Instead:',
      'Only {left} left}. Instead:',
      ['tea.yaml, error: the text ask_instead in en has a brace without its other half. Write placeholders as {name}.'],
    ],
    [
      'made from other words',
      'given:\n',
      'translated: { en: { title: abc } }\ngiven:\n',
      [
        'tea.yaml, warning: the text title in en was made from other words than zh-CN now has. Translate it again, and note 2a12423c7641 under translated.',
      ],
    ],
    [
      'noted as translated and not there',
      'given:\n',
      'translated: { en: { titel: abc } }\ngiven:\n',
      ['tea.yaml, warning: translated names the text titel, which is not there. Take it out.'],
    ],
  ])('%s', (_why, from, to, told) => {
    expect(refusals(from, to)).toEqual(told)
  })
})

describe('bubbles', () => {
  test.each<Refusal>([
    [
      'longer than 60 characters',
      '没有茶了，给您找个人。',
      '没有茶了，没有茶了，没有茶了，没有茶了，没有茶了，没有茶了，没有茶了，没有茶了，没有茶了，没有茶了，没有茶了，没有茶了，没有茶了，没有茶了，没有茶了，。',
      [
        'tea.yaml sorry, warning: the text sorry in zh-CN is longer than 60 characters. Say it shorter, or in two steps.',
      ],
    ],
    [
      'longer than 25 words',
      'No tea is left. I will get a person.',
      'no tea no tea no tea no tea no tea no tea no tea no tea no tea no tea no tea no tea no tea left',
      ['tea.yaml sorry, warning: the text sorry in en is longer than 25 words. Say it shorter, or in two steps.'],
    ],
    [
      'more than three in a row',
      '  again: { set: { cups: "null" }, next: rest }',
      '  again: { set: { cups: "null" }, next: one }\n  one: { say: sorry, next: two }\n  two: { say: sorry, next: three }\n  three: { say: sorry, next: rest }',
      ['tea.yaml one, warning: more than 3 bubbles in a row begin here. Say less, or ask something in between.'],
    ],
  ])('%s', (_why, from, to, told) => {
    expect(refusals(from, to)).toEqual(told)
  })
})

describe('labels', () => {
  test('longer than a button', () => {
    expect(refusals('green: 绿茶\n', 'green: 绿茶，不加糖，温的，用大杯子装好送来一份\n')).toEqual([
      'tea.yaml, warning: the label green in zh-CN is longer than 18 characters. Say it shorter: a button shows no more.',
    ])
  })
})
