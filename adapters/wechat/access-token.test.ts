import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { WechatFault } from '../../test/stand-ins/wechat-endpoints.ts'
import { openWechatPlatform, type WechatPlatform } from '../../test/stand-ins/wechat-platform.ts'
import { fetchStableToken, type StableToken } from './access-token.ts'
import { AT } from './test-channel.ts'

let platform: WechatPlatform
beforeEach(async () => {
  platform = await openWechatPlatform({ at: AT })
})
afterEach(() => platform.close())

function ask(over: { forceRefresh?: boolean; appId?: string; appSecret?: string } = {}): Promise<StableToken> {
  const { apiRoot, account } = platform
  const signal = AbortSignal.timeout(5_000)
  return fetchStableToken({ ...account, apiRoot, fetch, forceRefresh: false, signal, ...over })
}

describe('the token of an account', () => {
  test('lives two hours, and stays the same until its last five minutes', async () => {
    const first = await ask()
    expect(first).toEqual({ kind: 'token', token: expect.stringMatching(/^76_/), expiresInS: 7_200 })
    platform.advance(6_000_000)
    expect(await ask()).toEqual({ ...first, expiresInS: 1_200 })
    platform.advance(1_000_000)
    expect(await ask()).not.toMatchObject({ token: first.kind === 'token' && first.token })
  })

  test('is another one when forced', async () => {
    const first = await ask()
    expect(await ask({ forceRefresh: true })).not.toEqual(first)
  })

  test.each<readonly [string, Parameters<typeof ask>[0], string]>([
    ['a wrong secret', { appSecret: 'wrong' }, 'secret-refused'],
    ['another account', { appId: 'wx0' }, 'app-id-refused'],
  ])('is not given for %s', async (_, over, detail) => {
    expect(await ask(over)).toEqual({ kind: 'misconfigured', detail })
  })

  test.each<readonly [WechatFault, StableToken]>([
    ['token_not_latest', { kind: 'misconfigured', detail: 'secret-refused' }],
    ['ip_not_listed', { kind: 'misconfigured', detail: 'ip-not-listed 101.226.140.169' }],
    ['secret_frozen', { kind: 'misconfigured', detail: 'secret-frozen' }],
    ['user_restricted', { kind: 'misconfigured', detail: 'errcode-50002' }],
    ['busy', { kind: 'unreachable', accepted: 'no', detail: 'busy' }],
    ['day_quota', { kind: 'throttled', retryAfterMs: 3_600_000, scope: 'account' }],
    [{ status: 503 }, { kind: 'unreachable', accepted: 'unknown', detail: 'http-503' }],
    [
      { status: 200, headers: { 'content-type': 'application/json' }, body: '{"errcode":0}' },
      { kind: 'unreachable', accepted: 'unknown', detail: 'not-a-token' },
    ],
    [
      { status: 200, headers: { 'content-type': 'image/png' }, body: 'x' },
      { kind: 'unreachable', accepted: 'unknown', detail: 'not-json' },
    ],
  ])('is not given for %j', async (fault, outcome) => {
    platform.next(fault, 'stable_token')
    expect(await ask()).toEqual(outcome)
  })
})
