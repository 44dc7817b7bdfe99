import type { WechatFault } from '../stand-ins/wechat-endpoints.ts'
import { openWechatPlatform, type WechatPlatformOptions } from '../stand-ins/wechat-platform.ts'
import { type Fault, type Messenger, type Person, SILENT_MS, THROTTLED_S } from './messenger.ts'
import { sentPushes } from './sent-pushes.ts'

export async function onWechat(options: WechatPlatformOptions = {}) {
  const platform = await openWechatPlatform(options)
  const once = sentPushes()
  const { appId, appSecret, token, encodingAesKey, mode } = platform.account
  return {
    platform,
    env: {
      WECHAT_APP_ID: appId,
      WECHAT_APP_SECRET: appSecret,
      WECHAT_TOKEN: token,
      WECHAT_ENCODING_AES_KEY: encodingAesKey,
      WECHAT_API_ROOT: platform.apiRoot,
      WECHAT_MODE: mode,
    },
    person(nth): Person {
      const openid = `oMWfk5k-elder_${nth}`
      return {
        address: openid,
        write: (text, id) => once(id, () => platform.pushText(openid, text)),
        leave: () => platform.pushEvent(openid, 'unsubscribe'),
        comeBack: () => platform.pushEvent(openid, 'subscribe'),
        heard: () => platform.accepted.filter(one => one.openid === openid).map(one => one.text),
        answered: body => platform.takeReply(body),
      }
    },
    next(...faults) {
      for (const fault of faults) platform.next(FAULTS[fault])
    },
    close: () => platform.close(),
  } satisfies Messenger & Record<string, unknown>
}

const FAULTS: Readonly<Record<Fault, WechatFault>> = {
  throttled: { status: 429, headers: { 'retry-after': String(THROTTLED_S) } },
  'server error': 'busy',
  'reset before': 'reset_before_reading',
  'reset after': 'reset_after_accepting',
  silent: { silentMs: SILENT_MS },
  refused: 'blacklisted',
  gone: 'not_following',
}
