import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import type { CallContext, Delivery } from '../../src/core/channel.ts'
import { instant } from '../../src/core/civil-time.ts'
import { freePort } from '../../test/free-port.ts'
import { type LineTrouble, openLinePlatform } from '../../test/stand-ins/line-platform.ts'
import { lineChannel } from './line-channel.ts'
import { channelTo } from './test/channel-to.ts'
import { ACCOUNT, AT, context, DECLINE, outbound, replyWith, USER, WORDS } from './test/line-samples.ts'

const platform = await openLinePlatform()
afterAll(() => platform.close())
beforeEach(() => {
  platform.next()
  platform.accepted.length = 0
  platform.requests.length = 0
})

const channel = channelTo(platform)
const [HELLO] = channel.render([outbound({ text: '好的。' })])
const send = (given: CallContext) => channel.call(HELLO, given)
const freshToken = () => platform.text(USER, '订饭').replyToken ?? ''
const said = () => platform.accepted.map(one => one.by)

describe('a push', () => {
  test('goes to the person, with the key of its row', async () => {
    const given = context()
    expect(await send(given)).toEqual({ kind: 'sent', platformId: platform.retryKeys.get(given.retryKey) })
    expect(platform.accepted).toEqual([
      { by: 'push', to: USER, messages: [{ type: 'text', text: '好的。' }], retryKey: given.retryKey },
    ])
  })

  test.each<readonly [LineTrouble, Delivery]>([
    ['rate-limit', { kind: 'throttled', retryAfterMs: 1_000, scope: 'account' }],
    [
      { status: 429, body: { message: 'Too many requests' }, headers: { 'retry-after': '7' } },
      { kind: 'throttled', retryAfterMs: 7_000, scope: 'account' },
    ],
    [
      { status: 429, body: 'no JSON of LINE', headers: { 'retry-after': 'Wed, 21 Oct 2026 07:28:00 GMT' } },
      { kind: 'throttled', retryAfterMs: 1_000, scope: 'account' },
    ],
    ['monthly-limit', { kind: 'refused', detail: 'monthly-limit' }],
    ['server-error', { kind: 'unreachable', accepted: 'unknown', detail: '500' }],
    [
      { status: 503, body: 'busy' },
      { kind: 'unreachable', accepted: 'unknown', detail: '503' },
    ],
    ['bad-token', { kind: 'misconfigured', detail: '401 token-refused' }],
    ['not-permitted', { kind: 'misconfigured', detail: '403 not-permitted' }],
    ['invalid-to', { kind: 'gone', detail: '400 invalid-to' }],
    ['not-delivered', { kind: 'refused', detail: '400 not-delivered' }],
    [
      { status: 413, body: {} },
      { kind: 'refused', detail: '413' },
    ],
    [
      {
        status: 400,
        body: {
          message: 'The request body has 1 error(s)',
          details: [{ property: 'messages[0].text', message: '好的。' }],
        },
      },
      { kind: 'refused', detail: '400 messages[0].text' },
    ],
    [
      { status: 400, body: { message: '好的。', details: [{ property: `好的。${USER}` }] } },
      { kind: 'refused', detail: '400' },
    ],
    ['reset-before', { kind: 'unreachable', accepted: 'unknown', detail: 'UND_ERR_SOCKET' }],
    ['reset-after', { kind: 'unreachable', accepted: 'unknown', detail: 'UND_ERR_SOCKET' }],
  ])('answered with %j ends as %j', async (trouble, outcome) => {
    platform.next(trouble)
    expect(await send(context())).toEqual(outcome)
  })

  test('is refused for a fault of ours by the field that it is in', async () => {
    const empty = { method: 'send', payload: { messages: [{ type: 'text', text: '' }] } }
    expect(await channel.call(empty, context())).toEqual({ kind: 'refused', detail: '400 messages[0].text' })
  })

  test('to what is nobody’s id says that nobody is there', async () => {
    expect(await send(context({ address: 'kutemukan' }))).toEqual({ kind: 'gone', detail: '400 invalid-to' })
  })

  test('beyond the month’s quota is refused, and a reply is not', async () => {
    platform.quota = platform.pushed
    expect(await send(context())).toEqual({ kind: 'refused', detail: 'monthly-limit' })
    expect(await send(context(replyWith(freshToken())))).toMatchObject({ kind: 'sent' })
    platform.quota = null
  })

  test.each<LineTrouble>(['reset-after', 'error-after', { silentMs: 1_000 }])(
    'whose answer was lost (%j) is said once, however often it is tried',
    async trouble => {
      const given = context()
      platform.next(trouble)
      const signal = AbortSignal.timeout(typeof trouble === 'object' ? 300 : 5_000)
      expect(await send({ ...given, signal })).toMatchObject({
        kind: 'unreachable',
        accepted: 'unknown',
      })
      const again = await send({ ...given, tries: 2, signal: AbortSignal.timeout(5_000) })
      expect(again).toEqual({ kind: 'sent', platformId: platform.retryKeys.get(given.retryKey) })
      expect(said()).toEqual(['push'])
    },
  )

  test('whose answer breaks off after its yes was taken', async () => {
    platform.next('cut-after')
    expect(await send(context())).toMatchObject({ kind: 'sent' })
  })

  test('that nobody listens to never arrived', async () => {
    const { channelSecret, channelAccessToken } = platform
    const apiRoot = `http://127.0.0.1:${await freePort()}`
    const words = () => WORDS
    const options = { account: ACCOUNT, channelSecret, channelAccessToken, declineGroup: DECLINE, words, fetch }
    expect(await lineChannel({ ...options, apiRoot }).call(HELLO, context())).toEqual({
      kind: 'unreachable',
      accepted: 'no',
      detail: 'ECONNREFUSED',
    })
  })

  test('that takes too long may have arrived', async () => {
    platform.next({ silentMs: 1_000 })
    const signal = AbortSignal.timeout(300)
    expect(await send(context({ signal }))).toEqual({
      kind: 'unreachable',
      accepted: 'unknown',
      detail: 'no answer in time',
    })
  })
})

describe('a reply', () => {
  test('goes with the token of the event, free of charge and without a retry key', async () => {
    const before = platform.pushed
    expect(await send(context(replyWith(freshToken())))).toMatchObject({ kind: 'sent' })
    expect(platform.accepted).toMatchObject([{ by: 'reply', to: USER, retryKey: null }])
    expect(platform.pushed).toBe(before)
  })

  test.each<readonly [number, string]>([
    [0, 'reply'],
    [49_999, 'reply'],
    [50_000, 'push'],
    [3_600_000, 'push'],
  ])('%i ms after its event is a %s', async (ms, by) => {
    const now = instant(AT + ms)
    expect(await send(context({ ...replyWith(freshToken()), now }))).toMatchObject({ kind: 'sent' })
    expect(said()).toEqual([by])
  })

  test('whose token is no good at the first try is pushed at once, and the token forgotten before that', async () => {
    const order: string[] = []
    const dropReply = async () => {
      order.push(`dropped after ${platform.requests.length}`)
      return true
    }
    expect(await send(context({ ...replyWith('0'.repeat(32)), dropReply }))).toMatchObject({ kind: 'sent' })
    expect(platform.requests).toEqual(['POST /v2/bot/message/reply', 'POST /v2/bot/message/push'])
    expect(order).toEqual(['dropped after 1'])
    expect(said()).toEqual(['push'])
  })

  test('whose token can not be forgotten is pushed all the same', async () => {
    const dropReply = () => Promise.reject(new Error('the database is away'))
    expect(await send(context({ ...replyWith('0'.repeat(32)), dropReply }))).toMatchObject({ kind: 'sent' })
    expect(said()).toEqual(['push'])
  })

  test('whose token another process used meanwhile is not said again', async () => {
    const dropReply = async () => false
    expect(await send(context({ ...replyWith('0'.repeat(32)), dropReply }))).toEqual({ kind: 'sent' })
    expect(platform.requests).toEqual(['POST /v2/bot/message/reply'])
  })

  test('that is refused for its message is not pushed as well', async () => {
    const empty = { method: 'send', payload: { messages: [{ type: 'text', text: '' }] } }
    const outcome = await channel.call(empty, context(replyWith(freshToken())))
    expect(outcome).toEqual({ kind: 'refused', detail: '400 messages[0].text' })
    expect(platform.requests).toEqual(['POST /v2/bot/message/reply'])
  })

  test.each<readonly [LineTrouble, Delivery['kind']]>([
    ['rate-limit', 'throttled'],
    ['bad-token', 'misconfigured'],
    ['server-error', 'unreachable'],
  ])('answered with %s ends as %s and is not pushed as well', async (trouble, kind) => {
    platform.next(trouble)
    expect((await send(context(replyWith(freshToken())))).kind).toBe(kind)
    expect(platform.requests.filter(one => one.includes('push'))).toEqual([])
  })

  test('refused in an answer that breaks off is not taken for refused', async () => {
    const silent = async () =>
      new Response(
        new ReadableStream({
          pull: controller => controller.error(new Error('broke off')),
        }),
        { status: 400 },
      )
    const { apiRoot, channelSecret, channelAccessToken } = platform
    const options = { account: ACCOUNT, channelSecret, channelAccessToken, apiRoot, declineGroup: DECLINE }
    const deaf = lineChannel({ ...options, words: () => WORDS, fetch: silent })
    expect(await deaf.call(HELLO, context(replyWith(freshToken())))).toMatchObject({ kind: 'unreachable' })
  })
})

/**
 * What can happen to a row in its first try; afterwards it is tried until something becomes of it, as the desk does,
 * with the reply handle as long as it wasn't dropped.
 */
describe('whatever happens in the first try, a row is said exactly once', () => {
  const good = () => freshToken()
  const bad = () => 'f'.repeat(32)

  test.each<readonly [string, () => string, readonly (LineTrouble | null)[]]>([
    ['nothing', good, []],
    ['its process died before the call', good, []],
    ['the reply was throttled', good, ['rate-limit']],
    ['the reply never arrived', good, ['reset-before']],
    ['the reply was taken and its answer lost', good, ['reset-after']],
    ['the reply was taken and answered with 500', good, ['error-after']],
    ['the reply was taken, its answer lost, and the next try throttled', good, ['reset-after', 'rate-limit']],
    ['the settings were wrong for a while', good, ['bad-token', 'bad-token']],
    ['a bad token, the push throttled', bad, [null, 'rate-limit']],
    ['a bad token, the push never arrived', bad, [null, 'reset-before']],
    ['a bad token, the push taken and its answer lost', bad, [null, 'reset-after']],
    ['a bad token, the push not permitted for a while', bad, [null, 'not-permitted']],
  ])('%s', async (what, token, troubles) => {
    const row = context()
    let reply: CallContext['reply'] = { handle: token(), at: AT }
    const dropReply = async () => {
      reply = null
      return true
    }
    platform.next(...troubles)
    let tries = what.includes('died') ? 1 : 0
    let outcome: Delivery
    do {
      tries += 1
      outcome = await send({ ...row, tries, reply, dropReply, signal: AbortSignal.timeout(5_000) })
    } while (['throttled', 'unreachable', 'misconfigured'].includes(outcome.kind))
    expect(outcome.kind).toBe('sent')
    expect(said()).toHaveLength(1)
  })
})

describe('an aside', () => {
  const decline = async (source: Readonly<Record<string, string>>) => {
    const request = platform.webhook(platform.event('join', { source }))
    const parsed = channel.parse(request.body, AT)
    const [aside] = (parsed.kind === 'events' && parsed.asides) || []
    if (!aside) throw new Error('no aside')
    await channel.aside?.(aside, AbortSignal.timeout(5_000))
  }

  test.each([
    ['group', 'groupId', 'Ca56f94637cc4347f90a25382909b24b9'],
    ['room', 'roomId', 'Ra8dbf4673c4c812cd491258042226c99'],
  ])('tells a %s why, and leaves it', async (place, name, id) => {
    await decline({ type: place, [name]: id })
    expect(platform.accepted).toMatchObject([{ by: 'reply', to: id, messages: [{ type: 'text', text: DECLINE }] }])
    expect(platform.requests).toEqual(['POST /v2/bot/message/reply', `POST /v2/bot/${place}/${id}/leave`])
    expect(platform.left.at(-1)).toBe(id)
  })

  test('leaves even where nothing could be said', async () => {
    platform.next('reset-before')
    await decline({ type: 'group', groupId: 'Cb56f94637cc4347f90a25382909b24b9' })
    expect(platform.left.at(-1)).toBe('Cb56f94637cc4347f90a25382909b24b9')
  })
})
