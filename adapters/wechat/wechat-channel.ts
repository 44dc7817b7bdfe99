import type { Channel, ChannelAccount, SendingWindow } from '../../src/core/channel.ts'
import { SettingError } from '../../src/core/errors.ts'
import type { AccessTokens } from './access-token.ts'
import { fetchMedia } from './fetch-media.ts'
import { parsePush } from './parse-push.ts'
import { passiveReply } from './passive-reply.ts'
import { renderMessages } from './render-messages.ts'
import { type SealedEnvelope, sealedEnvelope } from './sealed-envelope.ts'
import { sendText } from './send-text.ts'
import { verifyPush, type WechatMode } from './verify-push.ts'
import type { Fetch } from './wechat-request.ts'

export const WECHAT_API_ROOT = 'https://api.weixin.qq.com'

export interface WechatChannelOptions {
  readonly account: ChannelAccount
  readonly appId: string
  /** Entered on the account's page beside the address of the webhook. */
  readonly token: string
  /** Of the same page; null in plain mode. */
  readonly encodingAesKey: string | null
  readonly mode: WechatMode
  readonly accessToken: AccessTokens
  /** false: an unverified account, which can only answer passively. */
  readonly customerService?: boolean
  /** No slash at its end. */
  readonly apiRoot: string
  readonly fetch: Fetch
}

/** https://developers.weixin.qq.com/doc/service/api/customer/message/api_sendcustommessage */
const WINDOW: SendingWindow = { messages: 5, forMs: 48 * 3_600_000 }

/** A WeChat Official Account. */
export function wechatChannel(options: WechatChannelOptions): Channel {
  const { account, mode, token, customerService = true } = options
  const envelope = envelopeOf(options)
  return {
    account,
    bundles: true,
    verify: request => verifyPush({ mode, token, envelope }, request),
    parse: parsePush,
    render: renderMessages,
    async call(call, context) {
      return customerService ? sendText(options, call, context) : { kind: 'refused', detail: 'no-customer-service' }
    },
    fetch: (remote, limit, signal) => fetchMedia(options, remote, limit, signal),
    passive: passiveReply(token, envelope),
    ...(customerService ? { window: WINDOW } : { passiveOnly: true }),
  }
}

/** Anybody could sign with an empty token: such an account never starts. */
function envelopeOf({ account, appId, token, encodingAesKey, mode }: WechatChannelOptions): SealedEnvelope | null {
  if (!/^\S{3,}$/.test(token))
    throw new SettingError(`${account.id}: the token is 3 characters or more, without blanks`)
  if (mode === 'plain') return null
  if (encodingAesKey === null || !/^[A-Za-z0-9+/]{43}$/.test(encodingAesKey))
    throw new SettingError(`${account.id}: the EncodingAESKey is 43 characters of base64`)
  return sealedEnvelope(appId, encodingAesKey)
}
