import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { CallContext, Delivery } from '../../src/core/channel.ts'
import { freePort } from '../../test/free-port.ts'
import type { WechatFault } from '../../test/stand-ins/wechat-endpoints.ts'
import { openWechatPlatform, type WechatPlatform } from '../../test/stand-ins/wechat-platform.ts'
import { AT, channelTo, context, heldTokens, message, OPENID } from './test-channel.ts'
import type { WechatChannelOptions } from './wechat-channel.ts'

let platform: WechatPlatform
beforeEach(async () => {
  platform = await openWechatPlatform({ at: AT })
  platform.pushText(OPENID, '在吗')
})
afterEach(() => platform.close())

function send(text = '好的。', over: Partial<CallContext> = {}, options: Partial<WechatChannelOptions> = {}) {
  const channel = channelTo(platform, options)
  return channel.call(channel.render([message(text)])[0], context(over))
}

const unreachable = (accepted: 'no' | 'unknown', detail: string): Delivery => ({
  kind: 'unreachable',
  accepted,
  detail,
})
const throttled = (retryAfterMs: number): Delivery => ({ kind: 'throttled', retryAfterMs, scope: 'account' })

const FAULTS: readonly (readonly [WechatFault, Delivery])[] = [
  ['busy', unreachable('no', 'busy')],
  ['openid_unknown', { kind: 'gone', detail: 'openid-unknown' }],
  ['not_following', { kind: 'gone', detail: 'not-following' }],
  ['day_quota', throttled(3_600_000)],
  ['minute_quota', throttled(60_000)],
  ['window_over', { kind: 'shut', detail: 'window-over' }],
  ['count_over', { kind: 'shut', detail: 'count-over' }],
  ['blacklisted', { kind: 'refused', detail: 'on-our-blacklist' }],
  ['empty_text', { kind: 'refused', detail: 'empty' }],
  ['too_long', { kind: 'refused', detail: 'too-long' }],
  ['not_permitted', { kind: 'refused', detail: 'not-permitted' }],
  ['user_restricted', { kind: 'refused', detail: 'errcode-50002' }],
  ['bad_charset', { kind: 'refused', detail: 'errcode-40033' }],
  ['api_banned', { kind: 'misconfigured', detail: 'api-banned' }],
  ['app_id_unknown', { kind: 'misconfigured', detail: 'app-id-refused' }],
  [{ status: 500 }, unreachable('unknown', 'http-500')],
  [{ status: 502, body: '<html>access_token=secret</html>' }, unreachable('unknown', 'http-502')],
  [{ status: 404 }, { kind: 'misconfigured', detail: 'http-404' }],
  [{ status: 429, headers: { 'retry-after': '7' } }, throttled(7_000)],
  [{ status: 429 }, throttled(60_000)],
  [{ status: 429, headers: { 'retry-after': '999999' } }, throttled(3_600_000)],
  [{ status: 200, headers: { 'content-type': 'text/html' }, body: '<html>' }, unreachable('unknown', 'not-json')],
  [
    { status: 200, headers: { 'content-type': 'text/plain' }, body: '{"errcode":45047}' },
    { kind: 'shut', detail: 'count-over' },
  ],
  [{ status: 200, headers: { 'content-type': 'image/png' }, body: 'png' }, unreachable('unknown', 'not-an-answer')],
  [
    { status: 200, headers: { 'content-type': 'application/json' }, body: '{"login":"please"}' },
    unreachable('unknown', 'not-an-answer'),
  ],
  [
    { status: 200, headers: { 'content-type': 'application/json' }, body: '{"errcode":"x"}' },
    unreachable('unknown', 'not-json'),
  ],
]

describe('a customer-service message', () => {
  test('reaches whoever wrote, as it was written', async () => {
    const text = '"好的"\\n\\u4e00 🍚\n第二行'
    expect(await send(text)).toEqual({ kind: 'sent' })
    expect(platform.accepted).toEqual([{ via: 'customer_service', openid: OPENID, text }])
  })

  test.each(FAULTS)('that the platform answers with %j', async (fault, delivery) => {
    platform.next(fault)
    const told = await send()
    expect(told).toEqual(delivery)
    expect(platform.accepted).toEqual([])
    expect(JSON.stringify(told)).not.toMatch(/好的|oia2|76_|secret/)
    expect(await send()).toEqual({ kind: 'sent' })
  })

  test.each<readonly [WechatFault, string, number]>([
    ['reset_before_reading', 'UND_ERR_SOCKET', 0],
    ['reset_after_accepting', 'UND_ERR_SOCKET', 1],
  ])('cut off by %s may have arrived', async (fault, detail, accepted) => {
    platform.next(fault)
    expect(await send()).toEqual(unreachable('unknown', detail))
    expect(platform.accepted.length).toBe(accepted)
  })

  test('given up in the middle may have arrived', async () => {
    platform.next({ silentMs: 2_000 })
    expect(await send('好的。', { signal: AbortSignal.timeout(50) })).toEqual(unreachable('unknown', 'aborted'))
  })

  test('to a platform that nobody runs never arrived', async () => {
    const apiRoot = `http://127.0.0.1:${await freePort()}`
    expect(await send('好的。', {}, { apiRoot })).toEqual(unreachable('no', 'ECONNREFUSED'))
  })

  test('is taken no more after five within 48 hours of a message, and goes again after the next', async () => {
    for (let i = 0; i < 5; i++) expect(await send()).toEqual({ kind: 'sent' })
    expect(await send()).toEqual({ kind: 'shut', detail: 'count-over' })
    platform.pushText(OPENID, '喂')
    expect(await send()).toEqual({ kind: 'sent' })
    platform.advance(48 * 3_600_000)
    expect(await send()).toEqual({ kind: 'shut', detail: 'window-over' })
  })
})

describe('an access token that is refused', () => {
  test.each(['token_not_latest', 'token_malformed', 'token_expired', 'token_missing'] as const)(
    'with %s is renewed once, and the message sent',
    async fault => {
      platform.next(fault)
      expect(await send()).toEqual({ kind: 'sent' })
      expect(platform.accepted.length).toBe(1)
    },
  )

  test('twice is a matter of the settings', async () => {
    platform.next('token_not_latest')
    platform.next('token_not_latest')
    expect(await send()).toEqual({ kind: 'misconfigured', detail: 'token-refused' })
  })

  test('after two hours is renewed by the way', async () => {
    const accessToken = heldTokens(platform)
    expect(await send('一', {}, { accessToken })).toEqual({ kind: 'sent' })
    platform.expireTokens()
    expect(await send('二', {}, { accessToken })).toEqual({ kind: 'sent' })
    expect(platform.accepted.map(each => each.text)).toEqual(['一', '二'])
  })

  test.each<readonly [WechatFault, Delivery]>([
    ['ip_not_listed', { kind: 'misconfigured', detail: 'ip-not-listed 101.226.140.169' }],
    ['secret_wrong', { kind: 'misconfigured', detail: 'secret-refused' }],
    [{ status: 500 }, unreachable('no', 'http-500')],
    ['reset_after_accepting', unreachable('no', 'UND_ERR_SOCKET')],
  ])('where none can be fetched for %j the message was never sent', async (fault, delivery) => {
    platform.next(fault, 'stable_token')
    expect(await send()).toEqual(delivery)
    expect(platform.accepted).toEqual([])
  })
})
