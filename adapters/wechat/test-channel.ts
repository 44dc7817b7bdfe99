import type { CallContext, Channel } from '../../src/core/channel.ts'
import { type Instant, instant } from '../../src/core/civil-time.ts'
import { type AccountId, branded, type MessageId } from '../../src/core/ids.ts'
import type { OutboundBody, OutboundMessage } from '../../src/core/outbound.ts'
import type { WechatPlatform } from '../../test/stand-ins/wechat-platform.ts'
import { type AccessTokens, fetchStableToken } from './access-token.ts'
import { type WechatChannelOptions, wechatChannel } from './wechat-channel.ts'

/** 2026-11-24, half past nine in the morning of Zhengzhou. */
export const AT: Instant = instant(Date.parse('2026-11-24T01:30:00Z'))
export const OPENID = 'oia2TjjewbmiOUlr6X-1crbLOvLw'

/** A holder as the desk has one, without its database. */
export function heldTokens(platform: WechatPlatform): AccessTokens {
  let held: string | null = null
  async function fetched(forceRefresh: boolean) {
    const { apiRoot, account } = platform
    const got = await fetchStableToken({ ...account, apiRoot, fetch, forceRefresh, signal: AbortSignal.timeout(5_000) })
    if (got.kind !== 'token') return got
    held = got.token
    return held
  }
  return {
    current: async () => held ?? fetched(false),
    async renew(refused) {
      const now = await fetched(false)
      return now === refused ? fetched(true) : now
    },
  }
}

export function channelTo(platform: WechatPlatform, over: Partial<WechatChannelOptions> = {}): Channel {
  const { apiRoot, account } = platform
  return wechatChannel({
    ...account,
    account: { id: branded<AccountId>('wechat/main'), kind: 'wechat', perSecond: 20, perChatPerSecond: 1, burst: 20 },
    accessToken: heldTokens(platform),
    apiRoot,
    fetch,
    ...over,
  })
}

export function message(text: string, more: Partial<OutboundBody> = {}): OutboundMessage {
  const body = { text, choices: [], language: 'zh-CN' as const, ...more }
  return { id: branded<MessageId>(7), author: 'bot', body, answers: null }
}

export function context(over: Partial<CallContext> = {}): CallContext {
  const retryKey = '0198f3a2-0000-7000-8000-000000000001'
  return { address: OPENID, retryKey, tries: 1, reply: null, now: AT, signal: AbortSignal.timeout(5_000), ...over }
}
