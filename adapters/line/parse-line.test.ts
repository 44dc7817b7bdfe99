import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { instant } from '../../src/core/civil-time.ts'
import type { InboundContent } from '../../src/core/inbound.ts'
import { parseLine } from './parse-line.ts'
import { event, group, type Json, line, message, room, user } from './test/line-events.ts'
import { AT, DECLINE, USER } from './test/line-samples.ts'

function parse(...events: readonly unknown[]) {
  return parseBytes(JSON.stringify({ destination: 'xxxxxxxxxx', events }))
}

function parseBytes(body: string | Uint8Array, at = AT) {
  return parseLine(typeof body === 'string' ? new TextEncoder().encode(body) : body, at, DECLINE)
}

function contentOf(given: Json): InboundContent | undefined {
  const parsed = parse(given)
  if (parsed.kind !== 'events') throw new Error('malformed')
  return parsed.events[0]?.content
}

describe('what a user sends', () => {
  const id = '468789577898262530'

  test.each<readonly [string, Json, InboundContent]>([
    ['a text', { type: 'text', id, quoteToken: 'q3', text: ' 订饭\n' }, { kind: 'text', text: ' 订饭\n' }],
    [
      'a text with an emoji of LINE and a mention',
      {
        type: 'text',
        id: '444573844083572737',
        quoteToken: 'q3Plxr4AgKd...',
        text: '@All @example Good Morning!! (love)',
        emojis: [{ index: 29, length: 6, productId: '5ac1bfd5040ab15980c9b435', emojiId: '001' }],
        mention: { mentionees: [{ index: 0, length: 4, type: 'all' }] },
      },
      { kind: 'text', text: '@All @example Good Morning!! (love)' },
    ],
    [
      'a text that quotes another',
      { type: 'text', id, text: '这个', quoteToken: 'q', quotedMessageId: '325708' },
      { kind: 'text', text: '这个' },
    ],
    ['5,000 characters', { type: 'text', id, text: '饭'.repeat(5_000) }, { kind: 'text', text: '饭'.repeat(5_000) }],
    [
      'a text that turns writing around, with characters that nobody sees',
      { type: 'text', id, text: '\u202e饭\u200b订\ufeff' },
      { kind: 'text', text: '\u202e饭\u200b订\ufeff' },
    ],
    [
      'a photo of a set',
      { type: 'image', id, quoteToken: 'q', contentProvider: line, imageSet: { id: 'E00', index: 1, total: 2 } },
      { kind: 'media', media: 'photo', remote: id },
    ],
    [
      'a video',
      { type: 'video', id, quoteToken: 'q', duration: 60_000, contentProvider: line },
      { kind: 'media', media: 'video', remote: id },
    ],
    [
      'a recording',
      { type: 'audio', id, duration: 60_000, contentProvider: line },
      { kind: 'media', media: 'voice', remote: id },
    ],
    [
      'a file',
      { type: 'file', id, fileName: '身份证.pdf', fileSize: 2_138 },
      { kind: 'media', media: 'file', remote: id },
    ],
    [
      'a place with name and address',
      { type: 'location', id, title: '老家', address: '台北市中正區1號', latitude: 25.03, longitude: 121.51 },
      { kind: 'location', latitude: 25.03, longitude: 121.51, label: '老家 台北市中正區1號' },
    ],
    [
      'a bare point',
      { type: 'location', id, latitude: 35.65910807942215, longitude: 139.70372892916203 },
      { kind: 'location', latitude: 35.65910807942215, longitude: 139.70372892916203 },
    ],
    [
      'a sticker',
      { type: 'sticker', id, packageId: '446', stickerId: '1988', stickerResourceType: 'ANIMATION', keywords: ['hi'] },
      { kind: 'media', media: 'sticker' },
    ],
    [
      'a sticker that was written on',
      { type: 'sticker', id, packageId: '1', stickerId: '2', stickerResourceType: 'MESSAGE', text: '谢谢' },
      { kind: 'media', media: 'sticker', caption: '谢谢' },
    ],
  ])('%s', (_, given, content) => expect(contentOf(message(given))).toEqual(content))

  test.each<readonly [string, unknown, string]>([
    [
      'a photo at an address outside of LINE',
      {
        type: 'image',
        id,
        contentProvider: { type: 'external', originalContentUrl: 'http://169.254.169.254/', previewImageUrl: '' },
      },
      'message.image.external',
    ],
    ['a type that came later', { type: 'hologram', id }, 'message.hologram'],
    ['a type with the name of something inherited', { type: 'constructor', id }, 'message.constructor'],
    ['a photo whose id is a number', { type: 'image', id: 468789577898262530, contentProvider: line }, 'message.image'],
    ['a photo whose id leads elsewhere', { type: 'image', id: '../ x', contentProvider: line }, 'message.image'],
    ['a place beyond the pole', { type: 'location', id, latitude: 91, longitude: 0 }, 'message.location'],
    ['a text that is none', { type: 'text', id, text: 5 }, 'message.text'],
    ['nothing', null, 'message'],
  ])('%s is kept as unknown', (_, given, name) => {
    expect(contentOf(event('message', { message: given }))).toEqual({ kind: 'unknown', name })
  })
})

describe('other events of a user', () => {
  const postback = (data: unknown, params?: Json) =>
    event('postback', { replyToken: 'b60d', postback: { data, params } })

  test.each<readonly [string, Json, InboundContent]>([
    ['follow', event('follow', { replyToken: 'r', follow: { isUnblocked: false } }), { kind: 'joined' }],
    ['follow again', event('follow', { replyToken: 'r', follow: { isUnblocked: true } }), { kind: 'joined' }],
    ['unfollow', event('unfollow'), { kind: 'left' }],
    ['a pressed choice', postback('99999.12'), { kind: 'choice', token: '99999.12' }],
    ['a picked date', postback('date', { date: '2026-12-03' }), { kind: 'text', text: '2026-12-03' }],
  ])('%s', (_, given, content) => expect(contentOf(given)).toEqual(content))

  test.each<readonly [string, Json, string]>([
    ['unsend', event('unsend', { unsend: { messageId: '325708' } }), 'unsend'],
    ['videoPlayComplete', event('videoPlayComplete', { videoPlayComplete: { trackingId: 't' } }), 'videoPlayComplete'],
    ['beacon', event('beacon', { replyToken: 'r', beacon: { hwid: 'd4', type: 'enter' } }), 'beacon'],
    ['accountLink', event('accountLink', { replyToken: 'r', link: { result: 'ok', nonce: 'n' } }), 'accountLink'],
    ['things', event('things', { things: { type: 'link', deviceId: 't2c449c9d1' } }), 'things'],
    [
      'membership',
      event('membership', { replyToken: 'r', membership: { type: 'joined', membershipId: 3189 } }),
      'membership',
    ],
    ['messageEdited', event('messageEdited', { message: { type: 'text', id: '1', text: 'x' } }), 'messageEdited'],
    ['delivery', event('delivery', { delivery: { data: '15034552939884E28681A7D668' } }), 'delivery'],
    ['one that came later', event('wave', { wave: { hand: 'left' } }), 'wave'],
    ['one with the name of something inherited', event('__proto__'), '__proto__'],
    ['a picked hour', postback('x', { time: '10:00' }), 'postback'],
    ['a date that is none', postback('date', { date: '2026-02-30' }), 'postback'],
    ['a switched rich menu', postback('m', { newRichMenuAliasId: 'b', status: 'SUCCESS' }), 'postback'],
    ['a press with blanks', postback('action=buy now'), 'postback'],
    ['a press of nothing', postback(''), 'postback'],
    ['a press of a number', postback(99_999), 'postback'],
    ['a press of more than LINE carries', postback('1'.repeat(301)), 'postback'],
  ])('%s is kept as unknown', (_, given, name) => expect(contentOf(given)).toEqual({ kind: 'unknown', name }))

  test.each(['activated', 'deactivated', 'botSuspended', 'botResumed', 'module'])(
    '%s tells of the account and of nobody',
    type => expect(parse(event(type, { source: undefined }))).toEqual({ kind: 'events', events: [] }),
  )
})

describe('an event', () => {
  test('is keyed, addressed and ordered by what LINE gives', () => {
    const given = message({ type: 'text', id: '1', text: '1' })
    expect(parse({ ...given, deliveryContext: { isRedelivery: true }, unheardOf: { deep: [1] } })).toEqual({
      kind: 'events',
      events: [
        {
          key: '01FZ74A0TDDPYRVKNK77XKC3ZR',
          address: USER,
          sort: (AT - 500) * 1_000,
          content: { kind: 'text', text: '1' },
          reply: 'nHuyWiB7yP5Zw52FIkcQobQuGDXCTA',
        },
      ],
    })
  })

  test('of a waiting channel is somebody else’s', () => {
    const given = message({ type: 'text', id: '1', text: '1' })
    expect(parse({ ...given, mode: 'standby' }, { ...event('join', { source: group }), mode: 'standby' })).toEqual({
      kind: 'events',
      events: [],
    })
  })

  test('redelivered too late to be replied to comes without its token', () => {
    const late = { ...message({ type: 'text', id: '1', text: '1' }), timestamp: AT }
    const repliesAt = (ms: number) => {
      const parsed = parseBytes(JSON.stringify({ events: [late] }), instant(AT + ms))
      return parsed.kind === 'events' && parsed.events[0]?.reply !== undefined
    }
    expect(repliesAt(19 * 60_000)).toBe(true)
    expect(repliesAt(20 * 60_000)).toBe(false)
  })

  test('comes with others, of others', () => {
    const other = { ...event('follow'), source: { type: 'user', userId: 'U2' }, webhookEventId: '02' }
    const parsed = parse(message({ type: 'text', id: '1', text: '1' }), other, message({ type: 'new', id: '2' }))
    expect(parsed.kind === 'events' && parsed.events.map(one => [one.address, one.content.kind])).toEqual([
      [USER, 'text'],
      ['U2', 'joined'],
      [USER, 'unknown'],
    ])
  })

  test('may be missing: LINE tries the address', () => {
    expect(parse()).toEqual({ kind: 'events', events: [] })
  })
})

describe('in a group', () => {
  const text = { message: { type: 'text', id: '1', text: '我摔倒了' }, replyToken: 'r' }

  test.each<readonly [string, Json]>([
    ['what is said', event('message', { ...text, source: group })],
    ['what is said in a room', event('message', { ...text, source: room })],
    ['what is edited', event('messageEdited', { ...text, source: group })],
    ['a press', event('postback', { source: group, postback: { data: '1.1' } })],
    ['who comes', event('memberJoined', { source: group, joined: { members: [user] }, replyToken: 'r' })],
    ['who goes', event('memberLeft', { source: group, left: { members: [user] } })],
    ['our own going', event('leave', { source: group })],
    ['a kind of place that came later', event('message', { ...text, source: { type: 'square', userId: USER } })],
    ['a user without an id', event('message', { ...text, source: { type: 'user' } })],
  ])('%s is nobody’s business', (_, given) => expect(parse(given)).toEqual({ kind: 'events', events: [] }))

  test.each<readonly [string, Json, Json]>([
    [
      'a group',
      event('join', { source: group, replyToken: 'r' }),
      { place: 'group', id: group.groupId, replyToken: 'r', text: DECLINE },
    ],
    [
      'a room',
      event('join', { source: room, replyToken: 'r' }),
      { place: 'room', id: room.roomId, replyToken: 'r', text: DECLINE },
    ],
    [
      'a group, without a token',
      event('join', { source: group }),
      { place: 'group', id: group.groupId, text: DECLINE },
    ],
  ])('being put into %s is declined', (_, given, payload) => {
    expect(parse(given)).toEqual({ kind: 'events', events: [], asides: [{ method: 'decline', payload }] })
  })
})

describe('a body that is not LINE’s', () => {
  const bare = message({ type: 'text', id: '1', text: '1' })

  test.each<readonly [string, string | Uint8Array]>([
    ['nothing', ''],
    ['half of it', '{"events":['],
    ['a list', '[]'],
    ['no events', '{"destination":"x"}'],
    ['events that are none', '{"events":[null]}'],
    ['bytes that are no UTF-8', new Uint8Array([0x7b, 0xff, 0x7d])],
    ['a text of bytes that are no UTF-8', Buffer.concat([Buffer.from('{"events":["'), Buffer.from([0xc3, 0x28])])],
    ['deeply nested', `{"events":${'['.repeat(50_000)}`],
    ['an id that is a number', JSON.stringify({ events: [{ ...bare, webhookEventId: 1 }] })],
    ['no id', JSON.stringify({ events: [{ ...bare, webhookEventId: undefined }] })],
    ['an id with a line break', JSON.stringify({ events: [{ ...bare, webhookEventId: 'a\nb' }] })],
    ['a user that is a number', JSON.stringify({ events: [{ ...bare, source: { type: 'user', userId: 2 ** 60 } }] })],
    ['a time above 2^53', JSON.stringify({ events: [{ ...bare, timestamp: 2 ** 53 }] })],
    ['a time of the past', JSON.stringify({ events: [{ ...bare, timestamp: -1 }] })],
  ])('%s is malformed', (_, body) => expect(parseBytes(body)).toEqual({ kind: 'malformed' }))

  test('with keys of prototypes changes nothing', () => {
    const events = JSON.stringify([bare]).replace('"type":"message"', '"__proto__":{"mode":"standby"},"type":"message"')
    expect(parseBytes(`{"__proto__":{"events":[]},"constructor":1,"events":${events}}`)).toEqual(parse(bare))
    expect(Object.hasOwn(Object.prototype, 'mode')).toBe(false)
  })

  test('never throws and never names a wrong user, whatever it holds', () => {
    const wild = fc.record(
      {
        type: fc.constantFrom('message', 'postback', 'join', 'follow', 'x'),
        webhookEventId: fc.oneof(fc.constant('01'), fc.anything()),
        timestamp: fc.oneof(fc.nat(), fc.anything()),
        source: fc.oneof(fc.constant(user), fc.constant(group), fc.anything()),
        replyToken: fc.anything(),
        message: fc.anything(),
        postback: fc.anything(),
      },
      { requiredKeys: [] },
    )
    fc.assert(
      fc.property(fc.array(wild, { maxLength: 3 }), events => {
        const body = JSON.stringify({ events }, (_, value) => (typeof value === 'bigint' ? String(value) : value))
        const parsed = parseBytes(body)
        for (const draft of parsed.kind === 'events' ? parsed.events : []) expect(draft.address).toBe(USER)
      }),
    )
  })
})
