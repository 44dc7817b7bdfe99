import type { Channel, ChannelAccount, SendingWindow } from '../../src/core/channel.ts'
import { SettingError } from '../../src/core/errors.ts'
import type { AccessTokens } from './access-token.ts'
import { fetchMedia } from './fetch-media.ts'
import { parsePush } from './parse-push.ts'
import { passiveReply } from './passive-reply.ts'
import { renderMessages } from './render-messages.ts'
import { type Envelopes, sealedEnvelope } from './sealed-envelope.ts'
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
  /** The one before it, while the page changes. */
  readonly formerEncodingAesKey?: string | null
  readonly mode: WechatMode
  readonly accessToken: AccessTokens
  /** false: an unverified account, which can only answer passively. */
  readonly customerService?: boolean
  /** No slash at its end. */
  readonly apiRoot: string
  readonly fetch: Fetch
}

/** https://developers.weixin.qq.com/doc/service/api/customer/message/api_sendcustommessage */
const WINDOW: SendingWindow = { messages: 5, forMs: 48 * 3_600_000, brief: { messages: 3, forMs: 60_000 } }

/** A WeChat Official Account. */
export function wechatChannel(options: WechatChannelOptions): Channel {
  const { account, mode, token, customerService = true } = options
  const envelopes = envelopesOf(options)
  return {
    account,
    bundles: true,
    verify: request => verifyPush({ mode, token, envelopes }, request),
    parse: parsePush,
    render: renderMessages,
    async call(call, context) {
      return customerService ? sendText(options, call, context) : { kind: 'refused', detail: 'no-customer-service' }
    },
    fetch: (remote, limit, signal) => fetchMedia(options, remote, limit, signal),
    passive: passiveReply(token, envelopes),
    ...(customerService ? { window: WINDOW } : { passiveOnly: true }),
  }
}

/** Anybody could sign with an empty token: such an account never starts. */
function envelopesOf(options: WechatChannelOptions): Envelopes {
  const { account, appId, token, encodingAesKey, formerEncodingAesKey, mode } = options
  if (!/^\S{3,}$/.test(token))
    throw new SettingError(`${account.id}: the token is 3 characters or more, without blanks`)
  if (mode === 'plain') return {}
  const envelope = (key: string | null) => {
    if (key === null || !/^[A-Za-z0-9+/]{43}$/.test(key))
      throw new SettingError(`${account.id}: an EncodingAESKey is 43 characters of base64`)
    return sealedEnvelope(appId, key)
  }
  return {
    sealed: envelope(encodingAesKey),
    ...(formerEncodingAesKey && { 'sealed-formerly': envelope(formerEncodingAesKey) }),
  }
}
