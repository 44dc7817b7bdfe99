import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { OutboundMessage } from '../../src/core/outbound.ts'
import { renderMessages } from './render-messages.ts'
import { message } from './test-channel.ts'
import { textPayload } from './text-payload.ts'

const render = (first: OutboundMessage, ...more: OutboundMessage[]) =>
  renderMessages([first, ...more]).map(call => textPayload.parse(call.payload).content)

const choices = [
  { token: '41.1', number: 1, label: '软米饭' },
  { token: '41.2', number: 2, label: '小米粥' },
  { token: '41.0', number: 0, label: '人工' },
]
const card = {
  title: '收据',
  lines: [
    { name: '单号', value: '100018' },
    { name: '送到', value: '中午11点半' },
  ],
}

describe('what WeChat is told to show', () => {
  test.each<readonly [string, OutboundMessage, readonly string[]]>([
    ['a text', message('好的。'), ['好的。']],
    ['options', message('要哪样？', { choices }), ['要哪样？\n1 软米饭\n2 小米粥\n0 人工']],
    ['options alone', message('', { choices }), ['1 软米饭\n2 小米粥\n0 人工']],
    ['a card', message('订好了。', { card }), ['订好了。\n收据\n单号 100018\n送到 中午11点半']],
    [
      'a card and options',
      message('', { card, choices: choices.slice(2) }),
      ['收据\n单号 100018\n送到 中午11点半\n0 人工'],
    ],
    ['a question that asks for a place', message('您在哪里？', { expects: 'location' }), ['您在哪里？']],
    ['nothing', message(''), ['']],
  ])('%s', (_, outbound, shown) => expect(render(outbound)).toEqual(shown))

  test('several bubbles are one text, with a line between', () => {
    const bubbles = [message('您好。'), message('订好了。', { card }), message(''), message('还要什么？', { choices })]
    expect(render(message('好的。'), ...bubbles)).toEqual([
      '好的。\n\n您好。\n\n订好了。\n收据\n单号 100018\n送到 中午11点半\n\n还要什么？\n1 软米饭\n2 小米粥\n0 人工',
    ])
  })

  test('bubbles above 2,048 bytes are as few texts as hold them', () => {
    const bubble = message('饭'.repeat(300))
    const shown = render(bubble, bubble, bubble, bubble)
    expect(shown).toEqual([`${'饭'.repeat(300)}\n\n${'饭'.repeat(300)}`, `${'饭'.repeat(300)}\n\n${'饭'.repeat(300)}`])
  })

  test('fifty options are all there, by number', () => {
    const many = Array.from({ length: 50 }, (_, i) => ({
      token: `1.${i}`,
      number: i,
      label: `第${i}样${'饭'.repeat(30)}`,
    }))
    const shown = render(message('要哪样？', { choices: many })).join('\n')
    for (const { number, label } of many) expect(shown).toContain(`${number} ${label}`)
  })

  test.each<readonly [string, string, string]>([
    ['a link', '<a href="https://evil.example">领补贴</a>', '＜a href="https://evil.example">领补贴＜/a>'],
    ['a link in capitals', '<A HREF=x>', '＜A HREF=x>'],
    [
      'a button that talks',
      '<a href="weixin://bizmsgmenu?msgmenuid=1">1</a>',
      '＜a href="weixin://bizmsgmenu?msgmenuid=1">1＜/a>',
    ],
    ['signs that are no markup', '3 < 5 <3 > 2 &amp;', '3 < 5 <3 > 2 &amp;'],
    ['what XML can’t carry', 'a\u0000b\u0008c\ufffed\ud800e', 'abcde'],
    ['emoji and lines', '🍚👩‍👧\n\t好', '🍚👩‍👧\n\t好'],
  ])('nobody’s words become markup: %s', (_, text, shown) => expect(render(message(text))).toEqual([shown]))

  test('of any words every text is within the limit, whole, and nothing is lost', () => {
    const words = fc.string({ unit: 'grapheme', maxLength: 3_000 })
    fc.assert(
      fc.property(words, words, (one, other) => {
        const shown = render(message(one), message(other))
        expect(shown.every(text => Buffer.byteLength(text) <= 2_048 && text.isWellFormed())).toBe(true)
        const bare = (text: string) => text.replace(/\s|\p{Cc}|[<＜\ufffe\uffff]/gu, '')
        expect(bare(shown.join(''))).toBe(bare(one + other))
      }),
      { numRuns: 30 },
    )
  })
})
