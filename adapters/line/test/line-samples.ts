import type { CallContext, ChannelAccount } from '../../../src/core/channel.ts'
import { type Instant, instant } from '../../../src/core/civil-time.ts'
import { type AccountId, branded, type MessageId } from '../../../src/core/ids.ts'
import type { OutboundBody, OutboundMessage } from '../../../src/core/outbound.ts'
import type { LineWords } from '../line-words.ts'

export const ACCOUNT: ChannelAccount = {
  id: branded<AccountId>('line/main'),
  kind: 'line',
  perSecond: 100,
  perChatPerSecond: 10,
  burst: 100,
}
export const AT = instant(Date.parse('2026-11-24T01:30:00Z'))
export const USER = 'U4af4980629b3a1bf25b2b1a4f32a9d6e'
export const DECLINE = '我只在单独的聊天里说话。'
export const WORDS: LineWords = { date: '选日期', location: '发位置', camera: '拍照', album: '选照片' }

export function outbound(body: Partial<OutboundBody>): OutboundMessage {
  return {
    id: branded<MessageId>(7),
    author: 'bot',
    body: { text: '', choices: [], language: 'zh-CN', ...body },
    answers: null,
  }
}

let keys = 0

/** A try of a new outgoing row. */
export function context(more: Partial<CallContext> = {}): CallContext {
  keys += 1
  return {
    address: USER,
    retryKey: `0198f3a2-0000-7000-8000-${String(keys).padStart(12, '0')}`,
    tries: 1,
    reply: null,
    now: AT,
    signal: AbortSignal.timeout(5_000),
    ...more,
  }
}

export const replyWith = (handle: string, at: Instant = AT) => ({ reply: { handle, at } })
