import { describe, expect, test } from 'vitest'
import type { Choice, Expected, OutboundBody } from '../../src/core/outbound.ts'
import { telegramRefusal } from '../../test/stand-ins/telegram-rules.ts'
import { renderMessage, type SendMessage } from './render-message.ts'

const WORDS = { sharePhone: '发我的手机号', shareLocation: '发我的位置' }

function render(body: Partial<OutboundBody>): SendMessage[] {
  const calls = renderMessage({ text: '', choices: [], language: 'zh-CN', ...body }, language =>
    language === 'en' ? { sharePhone: 'Share my number', shareLocation: 'Share my place' } : WORDS,
  )
  for (const { method, payload } of calls) {
    expect(method).toBe('sendMessage')
    expect(telegramRefusal(method, { chat_id: '1', ...Object(payload) })).toBeNull()
  }
  return calls.map(call => call.payload as SendMessage) // as it makes them
}

function last(body: Partial<OutboundBody>): SendMessage {
  const payload = render(body).at(-1)
  if (!payload) throw new Error('expected a call')
  return payload
}

const choices = (...labels: readonly string[]): Choice[] =>
  labels.map((label, i) => ({ token: `12.${i + 1}`, number: i + 1, label }))

function rows(payload: SendMessage): string[][] {
  const markup = payload.reply_markup
  if (!markup || !('inline_keyboard' in markup)) throw new Error('expected buttons')
  return markup.inline_keyboard.map(row => row.map(button => button.text))
}

describe('a text', () => {
  test('goes out plain, without a preview of its links, and clears an old keyboard', () => {
    expect(render({ text: '您好。' })).toEqual([
      { text: '您好。', link_preview_options: { is_disabled: true }, reply_markup: { remove_keyboard: true } },
    ])
  })

  test.each(['*粗* _斜_ `码`', '<b>a</b> &amp; <script>', '[点我](https://example.org)', '@所有人 #话题 /start'])(
    '%s stays as it is: it has no way to become markup',
    text => {
      const payload = last({ text })
      expect(payload.text).toBe(text)
      expect(payload).not.toHaveProperty('parse_mode')
      expect(payload).not.toHaveProperty('entities')
    },
  )

  test.each([
    ['a limit of letters', 'a'.repeat(4_096), 1],
    ['one more', 'a'.repeat(4_097), 2],
    ['a limit of emoji, two units each', '🍚'.repeat(2_048), 1],
    ['one emoji more', '🍚'.repeat(2_049), 2],
  ])('of %s takes as few messages as it can', (_, text, count) => {
    const parts = render({ text })
    expect(parts).toHaveLength(count)
    expect(parts.map(part => part.text).join('')).toBe(text)
  })

  test.each([['nothing'], ['blanks', ' \n ']])('of %s still says something', (_, text = '') => {
    expect(last({ text }).text).toBe('…')
  })

  test('too long for one message has its buttons under the last', () => {
    const parts = render({ text: '您订的饭明天中午送到。'.repeat(900), choices: choices('对', '不对') })
    expect(parts.length).toBeGreaterThan(1)
    expect(parts.slice(0, -1).every(part => part.reply_markup === undefined)).toBe(true)
    expect(rows(parts[parts.length - 1] as SendMessage)).toEqual([['1 对', '2 不对']]) // it has a last one
  })

  test('with a card has its lines below', () => {
    const card = {
      title: '收据',
      lines: [
        { name: '单号', value: 'M1024' },
        { name: '合计', value: '12元' },
      ],
    }
    expect(last({ text: '订好了。', card }).text).toBe('订好了。\n收据\n单号 M1024\n合计 12元')
  })
})

describe('choices', () => {
  test('are buttons with their numbers, and their tokens as data', () => {
    expect(last({ text: '要哪样？', choices: choices('软米饭') }).reply_markup).toEqual({
      inline_keyboard: [[{ text: '1 软米饭', callback_data: '12.1' }]],
    })
  })

  test.each<readonly [string, readonly string[], readonly (readonly string[])[]]>([
    ['short ones stand two in a row', ['软米饭', '小米粥', '面条'], [['1 软米饭', '2 小米粥'], ['3 面条']]],
    ['one long one gives each a row', ['软米饭', '香菇鸡配清炒时蔬'], [['1 软米饭'], ['2 香菇鸡配清炒时蔬']]],
    ['letters take half of the room', ['Soft rice (1)', 'Noodles'], [['1 Soft rice (1)', '2 Noodles']]],
  ])('%s', (_, labels, expected) => {
    const payload = last({ text: '要哪样？', choices: choices(...labels) })
    expect(rows(payload)).toEqual(expected)
    expect(payload.text).toBe('要哪样？')
  })

  test('too long for a button are shortened on it, and all of them listed in the text', () => {
    const long = '软米饭、香菇鸡、清炒时蔬配小米粥一份，送到家里来'
    const payload = last({ text: '要哪样？', choices: choices(long, '面条') })
    expect(rows(payload)).toEqual([['1 软米饭、香菇鸡、清炒时蔬配小米粥一份…'], ['2 面条']])
    expect(payload.text).toBe(`要哪样？\n1 ${long}\n2 面条`)
  })

  test('are cut between characters, never inside one', () => {
    const [[label = ''] = []] = rows(last({ text: '？', choices: choices('𠮷'.repeat(30)) }))
    expect(label).toBe(`1 ${'𠮷'.repeat(18)}…`)
  })

  test('more than a keyboard takes are listed in the text', () => {
    const many = Array.from({ length: 130 }, (_, i) => `第${i + 1}样`)
    const payload = last({ text: '要哪样？', choices: choices(...many) })
    expect(rows(payload).flat()).toHaveLength(100)
    expect(payload.text).toContain('\n130 第130样')
  })

  test('alone have a text to stand under', () => {
    expect(last({ choices: choices('对') }).text).toBe('…')
  })
})

describe('a question for something that Telegram can hand over', () => {
  const keyboard = (button: object) => ({ keyboard: [[button]], one_time_keyboard: true, resize_keyboard: true })

  test.each<readonly [Expected, object]>([
    ['phone', { text: WORDS.sharePhone, request_contact: true }],
    ['location', { text: WORDS.shareLocation, request_location: true }],
  ])('%s has the button for it', (expects, button) => {
    expect(last({ text: '请说。', expects }).reply_markup).toEqual(keyboard(button))
  })

  test('says so in the reader’s language', () => {
    expect(last({ text: 'Please.', expects: 'phone', language: 'en' }).reply_markup).toEqual(
      keyboard({ text: 'Share my number', request_contact: true }),
    )
  })

  test.each<Expected>(['photo', 'date'])('%s has none: Telegram knows no such button', expects => {
    expect(last({ text: '请说。', expects }).reply_markup).toEqual({ remove_keyboard: true })
  })

  test('with choices has the choices: a message carries one keyboard', () => {
    expect(rows(last({ text: '请说。', expects: 'phone', choices: choices('不用') }))).toEqual([['1 不用']])
  })
})
