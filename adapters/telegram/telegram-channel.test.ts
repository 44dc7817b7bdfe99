import { afterAll, afterEach, describe, expect, test } from 'vitest'
import type { CallContext, Delivery, RawRequest } from '../../src/core/channel.ts'
import { instant } from '../../src/core/civil-time.ts'
import { type AccountId, branded, type MessageId } from '../../src/core/ids.ts'
import { type ChannelFixture, channelContract } from '../../test/channel-suite.ts'
import { openTelegramPlatform, type TelegramFault } from '../../test/stand-ins/telegram-platform.ts'
import { TELEGRAM_ERRORS, telegramRefusal } from '../../test/stand-ins/telegram-rules.ts'
import { TelegramUpdates } from '../../test/stand-ins/telegram-updates.ts'
import { type TelegramChannelOptions, telegramChannel } from './telegram-channel.ts'

const platform = await openTelegramPlatform()
afterAll(() => platform.close())
const updates = new TelegramUpdates()
const WANG = { id: 5_700_000_123 }
const TEXT = '您的饭到门口了'

const channelWith = (more: Partial<TelegramChannelOptions> = {}) =>
  telegramChannel({
    account: { id: branded<AccountId>('telegram/main'), kind: 'telegram', perSecond: 1, perChatPerSecond: 1, burst: 1 },
    token: platform.token,
    webhookSecret: platform.secret,
    apiRoot: platform.apiRoot,
    fetch,
    declineGroup: '请私下跟我说。',
    words: () => ({ sharePhone: '发我的手机号', shareLocation: '发我的位置' }),
    ...more,
  })
const channel = channelWith()

const received = (request: Omit<RawRequest, 'receivedAt'>): RawRequest => ({ ...request, receivedAt: instant(0) })
const context = (more: Partial<CallContext> = {}): CallContext => ({
  address: String(WANG.id),
  retryKey: 'r',
  tries: 1,
  reply: null,
  now: instant(0),
  signal: AbortSignal.timeout(5_000),
  ...more,
})

function send(more: Partial<CallContext> = {}, through = channel): Promise<Delivery> {
  const body = { text: TEXT, choices: [], language: 'zh-CN' } as const
  const message = { id: branded<MessageId>(7), author: 'bot', body, answers: null } as const
  return through.call(through.render([message])[0], context(more))
}

/** The platform numbers events itself: a redelivery is the same update again. */
function fixture(): ChannelFixture {
  const numbers = new Map<string, number>()
  const numbered = (key: string, text: string) => {
    const known = numbers.get(key) ?? 1_000 + numbers.size
    numbers.set(key, known)
    return { ...updates.text(WANG, text), update_id: known }
  }
  const signed = (update: unknown, header = platform.secret) => received(platform.webhook(update, header))
  const headers = { bad: `${platform.secret}x`, doubled: `${platform.secret}, ${platform.secret}` }
  const faults: Record<Delivery['kind'], TelegramFault | null> = {
    sent: 'pass',
    throttled: { throttled: 3 },
    unreachable: 'reset',
    refused: 'to_a_bot',
    shut: null,
    gone: 'blocked',
    misconfigured: 'unauthorized',
  }
  return {
    channel,
    message: (key, text) => signed(numbered(key, text)),
    wronglySigned: fault =>
      fault === 'missing'
        ? { ...signed(updates.text(WANG, '订饭')), headers: new Headers() }
        : signed(updates.text(WANG, '订饭'), headers[fault]),
    tampered: null,
    malformed: fault => signed(fault === 'not_json' ? '{"update_id":' : { update_id: 'eins' }),
    unknownEvent: () => signed(updates.message(WANG, { dice: { emoji: '🎲', value: 6 } })),
    withinLimits: ({ method, payload }) => telegramRefusal(method, { chat_id: '1', ...Object(payload) }) === null,
    provoke: outcome => {
      const fault = faults[outcome]
      if (fault === null) return null
      platform.next(fault)
      return channel
    },
    secrets: [platform.token, platform.secret],
  }
}

channelContract('Telegram', fixture)

describe('the secret of the webhook', () => {
  test('may not come twice', () => {
    const request = received(platform.webhook(updates.text(WANG, '订饭')))
    request.headers.append('x-telegram-bot-api-secret-token', platform.secret)
    expect(channel.verify(request)).toEqual({ kind: 'refused' })
  })

  test.each(['', ' ', platform.secret.toUpperCase(), platform.secret.slice(1)])('is not %j', header => {
    expect(channel.verify(received(platform.webhook({}, header)))).toEqual({ kind: 'refused' })
  })
})

describe('a message sent', () => {
  afterEach(() => platform.accepted.splice(0))

  test('reaches its chat, and has the platform’s number', async () => {
    expect(await send()).toEqual({ kind: 'sent', platformId: expect.stringMatching(/^\d+$/) })
    expect(platform.textsTo(WANG.id)).toEqual([TEXT])
  })

  test.each<readonly [string, TelegramFault, Delivery]>([
    ['too many', { throttled: 17 }, { kind: 'throttled', retryAfterMs: 17_000, scope: 'account' }],
    [
      'too many, for how long is not said',
      { throttled: null },
      { kind: 'throttled', retryAfterMs: 5_000, scope: 'account' },
    ],
    ['blocked', 'blocked', { kind: 'gone', detail: '403 bot was blocked by the user' }],
    ['an account that was deleted', 'deactivated', { kind: 'gone', detail: '403 user is deactivated' }],
    [
      'a person who never wrote',
      'never_started',
      { kind: 'gone', detail: "403 bot can't initiate conversation with a user" },
    ],
    ['no such chat', 'chat_not_found', { kind: 'gone', detail: '400 chat not found' }],
    ['a bot', 'to_a_bot', { kind: 'refused', detail: '403' }],
    ['an empty text', 'empty', { kind: 'refused', detail: '400 message text is empty' }],
    ['a long text', 'too_long', { kind: 'refused', detail: '400 message is too long' }],
    ['buttons it does not like', 'button_data', { kind: 'refused', detail: '400 BUTTON_DATA_INVALID' }],
    ['a wrong token', 'unauthorized', { kind: 'misconfigured', detail: '401' }],
    ['a token that is none', 'not_found', { kind: 'misconfigured', detail: '404' }],
    ['a fault of its own', 'server_error', { kind: 'unreachable', accepted: 'unknown', detail: '500' }],
    ['a gateway’s page', 'bad_gateway', { kind: 'unreachable', accepted: 'unknown', detail: '502' }],
    ['a page', 'garbage', { kind: 'unreachable', accepted: 'unknown', detail: 'unreadable 200' }],
    ['a broken connection', 'reset', { kind: 'unreachable', accepted: 'unknown', detail: 'UND_ERR_SOCKET' }],
  ])('and answered with %s says so', async (_, fault, outcome) => {
    platform.next(fault)
    expect(await send()).toEqual(outcome)
    expect(platform.accepted).toEqual([])
  })

  test('may have arrived although the connection broke', async () => {
    platform.next('reset_after_accepting')
    expect(await send()).toMatchObject({ kind: 'unreachable', accepted: 'unknown' })
    expect(platform.textsTo(WANG.id)).toEqual([TEXT])
  })

  test('is given up at its deadline, and may have arrived', async () => {
    platform.next({ silent: 200 })
    expect(await send({ signal: AbortSignal.timeout(50) })).toEqual({
      kind: 'unreachable',
      accepted: 'unknown',
      detail: 'timed out',
    })
  })

  test('certainly did not arrive where nobody listens', async () => {
    const closed = await openTelegramPlatform()
    await closed.close()
    expect(await send({}, channelWith({ apiRoot: closed.apiRoot }))).toMatchObject({
      kind: 'unreachable',
      accepted: 'no',
    })
  })

  test.each<readonly [string, Error]>([
    ['refused', Object.assign(new Error('connect'), { code: 'ECONNREFUSED' })],
    ['no such host', new TypeError('fetch failed', { cause: Object.assign(new Error('dns'), { code: 'ENOTFOUND' }) })],
  ])('certainly did not arrive through a pool that says: %s', async (_, error) => {
    const broken = channelWith({ fetch: () => Promise.reject(error) })
    expect(await send({}, broken)).toMatchObject({ kind: 'unreachable', accepted: 'no' })
  })

  test('with a token that this server does not serve is misconfigured', async () => {
    // Not through the stand-in: fetch itself asks again at a 421.
    const misdirected = () => Promise.resolve(Response.json({ ok: false, ...TELEGRAM_ERRORS.misdirected }))
    expect(await send({}, channelWith({ fetch: misdirected }))).toEqual({ kind: 'misconfigured', detail: '421' })
  })

  test('tells nothing of the address, the text or the token when fetch itself quotes them', async () => {
    const quoting = (input: unknown, init?: RequestInit) =>
      Promise.reject(new TypeError(`Failed to parse ${input} with ${init?.body}`))
    const told = JSON.stringify(await send({}, channelWith({ fetch: quoting })))
    for (const secret of [platform.token, TEXT, String(WANG.id)]) expect(told).not.toContain(secret)
  })

  test('tells nothing that the platform quotes', async () => {
    const description = `Bad Request: can't parse "${TEXT}" for ${WANG.id} of ${platform.token}`
    const body = JSON.stringify({ ok: false, error_code: 400, description })
    const quoting = channelWith({ fetch: () => Promise.resolve(new Response(body, { status: 400 })) })
    expect(await send({}, quoting)).toEqual({ kind: 'refused', detail: '400' })
  })
})

describe('what is said beside', () => {
  afterEach(() => platform.accepted.splice(0))

  function asidesOf(update: unknown) {
    const parsed = channel.parse(platform.webhook(update).body, instant(0))
    return parsed.kind === 'events' ? (parsed.asides ?? []) : []
  }
  const make = async (update: unknown) => {
    for (const call of asidesOf(update)) await channel.aside?.(call, AbortSignal.timeout(5_000))
  }

  test('a press is answered', async () => {
    await make(updates.press(WANG, '12.3', 'Q1'))
    expect(platform.accepted).toEqual([{ method: 'answerCallbackQuery', payload: { callback_query_id: 'Q1' } }])
  })

  test('a group is told to write in private', async () => {
    const group = { id: -1_001_234_567_890, type: 'supergroup', title: '幸福里' }
    await make(updates.membership(WANG, 'left', 'member', group))
    expect(platform.textsTo(group.id)).toEqual(['请私下跟我说。'])
  })

  test.each<TelegramFault>(['query_too_old', 'reset', 'unauthorized', { throttled: 3 }])(
    'fails quietly: %j',
    async fault => {
      platform.next(fault)
      await expect(make(updates.press(WANG, '12.3'))).resolves.toBeUndefined()
      expect(platform.accepted).toEqual([])
    },
  )

  test('is nothing but what parse asks for', async () => {
    const made = channel.aside?.({ method: 'setWebhook', payload: {} }, AbortSignal.timeout(5_000))
    await expect(made).rejects.toThrow()
    expect(platform.accepted).toEqual([])
  })
})

describe('a file that somebody sent', () => {
  const bytes = Uint8Array.from({ length: 70_000 }, (_, i) => i % 251)
  const get = (id: string, limit = 70_000, ms = 5_000) => channel.fetch?.(id, limit, AbortSignal.timeout(ms))

  test('is fetched in two steps', async () => {
    const fetched = await get(platform.keep(bytes))
    expect(fetched?.kind === 'fetched' && Buffer.from(fetched.bytes).equals(bytes)).toBe(true)
  })

  test.each<readonly [string, number | null]>([
    ['by what the platform says of it', 70_000],
    ['by its bytes, when it says nothing', null],
    ['by its bytes, when it says too little', 10],
  ])('larger than the limit is left: %s', async (_, size) => {
    expect(await get(platform.keep(bytes, size), 69_999)).toEqual({ kind: 'too_large' })
  })

  test('larger than bots may have is too large', async () => {
    platform.next('file_too_big')
    expect(await get(platform.keep(bytes))).toEqual({ kind: 'too_large' })
  })

  test('whose path is too old is gone', async () => {
    const id = platform.keep(bytes)
    platform.expire(id)
    expect(await get(id)).toEqual({ kind: 'gone', detail: '404 file' })
  })

  test('that nobody sent is gone', async () => {
    expect(await get('F0')).toEqual({ kind: 'gone', detail: '400 invalid file_id' })
  })

  test.each<readonly [string, readonly TelegramFault[], object]>([
    ['for now', ['file_unavailable'], { kind: 'unreachable', accepted: 'no' }],
    ['for a wrong token', ['unauthorized'], { kind: 'misconfigured' }],
    ['for a while', [{ throttled: 2 }], { kind: 'throttled', retryAfterMs: 2_000 }],
    ['as the connection breaks', ['pass', 'reset'], { kind: 'unreachable' }],
    ['as the file server fails', ['pass', 'bad_gateway'], { kind: 'unreachable' }],
  ])('that can’t be had %s says so', async (_, faults, outcome) => {
    platform.next(...faults)
    expect(await get(platform.keep(bytes))).toMatchObject(outcome)
  })

  test('is given up at the deadline', async () => {
    platform.next('pass', { silent: 200 })
    expect(await get(platform.keep(bytes), 70_000, 50)).toMatchObject({ kind: 'unreachable', detail: 'timed out' })
  })
})

test('whoever waits is shown that somebody is typing', async () => {
  await channel.indicate?.(String(WANG.id), AbortSignal.timeout(1_000))
  expect(platform.accepted.splice(0)).toMatchObject([
    { method: 'sendChatAction', payload: { chat_id: String(WANG.id), action: 'typing' } },
  ])
})
