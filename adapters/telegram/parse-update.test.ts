import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { instant } from '../../src/core/civil-time.ts'
import type { InboundContent } from '../../src/core/inbound.ts'
import { TelegramUpdates } from '../../test/stand-ins/telegram-updates.ts'
import { parseUpdate } from './parse-update.ts'
import {
  CHANNEL,
  CONTENTS,
  DATE,
  GROUP,
  OTHER_CONTENTS,
  OTHER_UPDATES,
  point,
  privately,
  size,
  unknown,
  user,
  WANG,
} from './test/update-samples.ts'

const AT = instant(DATE * 1_000 + 350)
const DECLINE = '请私下跟我说。'

const updates = new TelegramUpdates()
const parse = (body: unknown, at = AT) =>
  parseUpdate(new TextEncoder().encode(typeof body === 'string' ? body : JSON.stringify(body)), at, DECLINE)

function only(body: unknown, at = AT) {
  const parsed = parse(body, at)
  if (parsed.kind !== 'events' || !parsed.events[0] || parsed.events.length > 1) throw new Error('expected one event')
  return parsed.events[0]
}

/** Said or done at DATE. */
const sortOf = ({ update_id }: Record<string, unknown>) => DATE * 1_000_000 + (Number(update_id) % 1_000_000)

const message = (content: object) => updates.message(WANG, { date: DATE, ...content })

describe('a message in a private chat', () => {
  test.each(CONTENTS)('%s', (_, content, expected) => {
    const update = message(content)
    expect(only(update)).toEqual({
      key: expect.stringMatching(/^u\d+\.\d+$/),
      address: '5700000123',
      sort: sortOf(update),
      content: expected,
      language: 'zh-CN',
    })
  })

  test.each(OTHER_CONTENTS)('%s is kept as unknown', name => {
    expect(only(message({ [name]: { value: 1 } })).content).toEqual(unknown(name))
  })

  test('with nothing in it is kept as unknown', () => {
    expect(only(message({})).content).toEqual(unknown('message'))
  })

  test('of a bot is left alone', () => {
    const from = { id: 9, is_bot: true, first_name: 'B' }
    expect(parse(message({ text: '你好', from }))).toEqual({ kind: 'events', events: [] })
  })

  test.each([
    ['zh-hans', 'zh-CN'],
    ['zh-CN', 'zh-CN'],
    ['zh', 'zh-CN'],
    ['zh-hant', 'zh-TW'],
    ['zh-TW', 'zh-TW'],
    ['zh_HK', 'zh-TW'],
    ['zh-hant-HK', 'zh-TW'],
    ['en', 'en'],
    ['en-GB', 'en'],
    ['eng', undefined],
    ['fr', undefined],
    ['', undefined],
    ['__proto__', undefined],
  ])('the language %j of the app hints at %s', (language, expected) => {
    expect(only(updates.text({ id: 1, language }, '你好')).language).toBe(expected)
  })
})

describe('an edited message', () => {
  const edited = (content: object) => updates.edited(WANG, { date: DATE - 60, ...content })

  test('is something said, when it was edited', () => {
    const update = edited({ text: '两份' })
    expect(only({ ...update, edited_message: { ...Object(update.edited_message), edit_date: DATE } })).toMatchObject({
      sort: sortOf(update),
      content: { kind: 'text', text: '两份' },
    })
  })

  test('with a new caption says the caption', () => {
    const { content } = only(edited({ photo: [size('S', 90)], caption: '这是证' }))
    expect(content).toEqual({ kind: 'text', text: '这是证' })
  })

  test.each<readonly [string, object]>([
    ['a live location that moved on', { location: point }],
    ['another photo without words', { photo: [size('S', 90)] }],
    ['one of a bot', { text: '你好', from: { id: 9, is_bot: true } }],
    ['one in a group', { text: '你好', chat: GROUP }],
  ])('%s is nothing said', (_, content) => {
    expect(parse(edited(content))).toEqual({ kind: 'events', events: [] })
  })
})

describe('a pressed button', () => {
  const answered = (query: string) => [{ method: 'answerCallbackQuery', payload: { callback_query_id: query } }]

  test('is a choice by its token, and is answered at once', () => {
    const update = updates.press(WANG, '12.3', 'Q1')
    const parsed = parse(update)
    expect(parsed).toMatchObject({
      events: [{ address: '5700000123', sort: sortOf(update), content: { kind: 'choice', token: '12.3' } }],
      asides: answered('Q1'),
    })
  })

  test.each([
    ['too long', '1'.repeat(17)],
    ['empty', ''],
    ['with a blank', '1 2'],
    ['not ASCII', '一.1'],
    ['with a zero-width character', '12\u200b.3'],
  ])('whose data is %s is unknown, and answered all the same', (_, data) => {
    expect(parse(updates.press(WANG, data, 'Q1'))).toMatchObject({
      events: [{ content: unknown('callback_query') }],
      asides: answered('Q1'),
    })
  })

  test('of a game is unknown', () => {
    const { callback_query, ...rest } = updates.press(WANG, '1')
    const { data: _, ...query } = Object(callback_query)
    const game = { ...rest, callback_query: { ...query, game_short_name: 'chess' } }
    expect(only(game).content).toEqual(unknown('callback_query'))
  })

  test.each<readonly [string, object]>([
    ['in a group', { message: { chat: GROUP, message_id: 1, date: 0 } }],
    ['under a message sent through us elsewhere', { message: undefined, inline_message_id: 'I1' }],
  ])('%s is left alone', (_, more) => {
    const update = updates.press(WANG, '12.3')
    const callback_query = { ...Object(update.callback_query), ...more }
    expect(parse({ ...update, callback_query })).toEqual({ kind: 'events', events: [] })
  })

  test('sorts beside texts by when it came', () => {
    const early = only(message({ text: '1' }), instant(AT + 100)).sort
    const press = only(updates.press(WANG, '1.1'), instant(AT + 200)).sort
    const late = only(message({ text: '2' }), instant(AT + 300)).sort
    expect([press, late, early].sort()).toEqual([early, press, late])
  })
})

describe('the order of messages', () => {
  const sortAt = (date: number, at: number) => Number(only(message({ text: '1', date }), instant(at)).sort)

  test('within one second is that of their numbers, whatever our clocks say', () => {
    expect(sortAt(DATE, AT + 900)).toBeLessThan(sortAt(DATE, AT))
  })

  test('of different seconds is the order in which they were sent, however late they come', () => {
    expect(sortAt(DATE, AT + 60_000)).toBeLessThan(sortAt(DATE + 1, AT + 2_000))
    expect(sortAt(DATE + 1, AT)).toBeGreaterThan(sortAt(DATE, AT))
  })

  test('is a safe number at the end of all dates', () => {
    expect(Number.isSafeInteger(sortAt(8_640_000_000_000, AT))).toBe(true)
  })
})

describe('the bot’s own membership', () => {
  test.each<readonly [string, string, string, InboundContent]>([
    ['blocked', 'member', 'kicked', { kind: 'left' }],
    ['unblocked', 'kicked', 'member', unknown('my_chat_member')],
  ])('%s by a person: %s → %s is %j', (_, was, is, content) => {
    expect(only(updates.membership(WANG, was, is))).toMatchObject({ address: '5700000123', content })
  })

  const inGroup = (was: string, is: string, chat: object = GROUP) =>
    parse(updates.membership(WANG, was, is, { ...chat }))

  test.each([
    ['left', 'member'],
    ['kicked', 'member'],
    ['left', 'administrator'],
    ['left', 'restricted'],
  ])('put into a group (%s → %s): declines once, and nothing is stored', (was, is) => {
    const decline = { method: 'sendMessage', payload: { chat_id: GROUP.id, text: DECLINE } }
    expect(inGroup(was, is)).toEqual({ kind: 'events', events: [], asides: [decline] })
  })

  test.each([
    ['member', 'administrator'],
    ['member', 'left'],
    ['administrator', 'kicked'],
  ])('%s → %s in a group says nothing', (was, is) => {
    expect(inGroup(was, is)).toEqual({ kind: 'events', events: [] })
  })

  test('put into a channel says nothing to its readers', () => {
    expect(inGroup('left', 'administrator', CHANNEL)).toEqual({ kind: 'events', events: [] })
  })
})

/** https://core.telegram.org/bots/api#update, without what stands above. */
describe('an update of another kind', () => {
  test.each(OTHER_UPDATES)('%s is left alone', (_, fields) => {
    expect(parse(updates.update({ ...fields }))).toEqual({ kind: 'events', events: [] })
  })

  test.each<readonly [string, object]>([
    ['message_reaction', { chat: privately, message_id: 1, user, date: DATE }],
    ['something_new', { chat: privately, from: user }],
  ])('%s of a person in a private chat is kept as unknown', (name, fields) => {
    expect(only(updates.update({ [name]: fields }))).toMatchObject({ address: '5700000123', content: unknown(name) })
  })
})

describe('a body that is not the platform’s', () => {
  test.each<readonly [string, string | object]>([
    ['nothing', ''],
    ['half of an object', '{"update_id":1'],
    ['a list', [{ update_id: 1 }]],
    ['no number', { message: {} }],
    ['a number as text', { update_id: '1' }],
    ['a negative number', { update_id: -1 }],
    ['a number past 2^53', '{"update_id":9007199254740993}'],
    ['a message that is a text', { update_id: 1, message: '订饭' }],
    ['a text that is a number', message({ text: 12 })],
    [
      'a chat past 2^53',
      '{"update_id":1,"message":{"message_id":1,"date":1,"chat":{"id":9007199254740993,"type":"private"}}}',
    ],
    ['a sender past 2^53', message({ text: '1', from: { id: 2 ** 60, is_bot: false } })],
    ['a date past all dates', message({ text: '1', date: 2 ** 52 })],
    ['deep nesting', `${'['.repeat(200_000)}`],
    ['deep nesting in a field', `{"update_id":${'['.repeat(99_999)}${']'.repeat(99_999)}}`],
  ])('%s is malformed', (_, body) => expect(parse(body)).toEqual({ kind: 'malformed' }))

  test('bytes that are no UTF-8 are malformed', () => {
    const bytes = Buffer.from(JSON.stringify(message({ text: '订饭' })))
    bytes[bytes.indexOf('订')] = 0xff
    expect(parseUpdate(bytes, AT, DECLINE)).toEqual({ kind: 'malformed' })
  })
})

describe('a hostile sender', () => {
  test.each([
    ['prototype keys', '__proto__ constructor.prototype'],
    ['bidi and zero-width characters', '\u202e订\u200b饭\u2066'],
    ['5,000 characters', '饭'.repeat(5_000)],
    ['a lone surrogate', '\ud83c饭'],
  ])('writes %s, and they arrive as written', (_, text) => {
    expect(only(message({ text })).content).toEqual({ kind: 'text', text })
  })

  test('changes nothing with prototype keys', () => {
    const smuggled = '"__proto__":{"text":"别人","is_bot":true},"constructor":{"prototype":{"text":"别人"}},'
    const body = JSON.stringify(message({ dice: { value: 1 } })).replaceAll('{"', `{${smuggled}"`)
    expect(only(body)).toMatchObject({ address: '5700000123', content: unknown('constructor') })
    expect(({} as { text?: string }).text).toBeUndefined()
  })

  test('never throws anything out of shape, and never gets another’s address', () => {
    const wild = fc.record(
      {
        text: fc.anything(),
        photo: fc.anything(),
        contact: fc.anything(),
        venue: fc.anything(),
        caption: fc.anything(),
      },
      { requiredKeys: [] },
    )
    fc.assert(
      fc.property(wild, content => {
        const body = JSON.stringify(message({ ...content }), (_, value) =>
          typeof value === 'bigint' ? `${value}` : value,
        )
        const parsed = parse(body)
        if (parsed.kind === 'events') expect(parsed.events.map(one => one.address)).toEqual(['5700000123'])
      }),
    )
  })
})

test('an update whose number came before, with another moment, is another event', () => {
  const keyAt = (date: number) => only({ ...message({ text: '1', date }), update_id: 7 }).key
  expect(keyAt(DATE)).toBe(keyAt(DATE))
  expect(keyAt(DATE)).not.toBe(keyAt(DATE + 700_000))
})
