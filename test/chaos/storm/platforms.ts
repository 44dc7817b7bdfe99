import { openLinePlatform } from '../../stand-ins/line-platform.ts'
import { openTelegramPlatform } from '../../stand-ins/telegram-platform.ts'
import { openWechatPlatform } from '../../stand-ins/wechat-platform.ts'

export const API_FAULTS = ['429', '500', 'reset before', 'reset after', 'silence'] as const
export type ApiFault = (typeof API_FAULTS)[number]

export type Platforms = Awaited<ReturnType<typeof openPlatforms>>

/** How long a platform asks to wait. */
const THROTTLED_S = 1
const LIMIT = { status: 429, headers: { 'retry-after': String(THROTTLED_S) } }

/** The messengers' platforms. `silenceMs`: how late an answer comes, though the message was taken at once. */
export async function openPlatforms(silenceMs: number) {
  const telegram = await openTelegramPlatform()
  const line = await openLinePlatform()
  const wechat = await openWechatPlatform()
  const { appId, appSecret, token, encodingAesKey } = wechat.account
  const silent = { silentMs: silenceMs }
  const faults = {
    '429': [
      { throttled: THROTTLED_S },
      { ...LIMIT, body: { message: 'The API rate limit has been exceeded.' } },
      LIMIT,
    ],
    '500': ['server_error', 'server-error', 'busy'],
    'reset before': ['reset', 'reset-before', 'reset_before_reading'],
    'reset after': ['reset_after_accepting', 'reset-after', 'reset_after_accepting'],
    silence: [{ silent: silenceMs }, silent, silent],
  } as const
  const calm = () => telegram.calm() + line.calm() + wechat.calm()
  return {
    telegram,
    line,
    wechat,
    env: {
      TELEGRAM_BOT_TOKEN: telegram.token,
      TELEGRAM_WEBHOOK_SECRET: telegram.secret,
      TELEGRAM_API_ROOT: telegram.apiRoot,
      LINE_CHANNEL_SECRET: line.channelSecret,
      LINE_CHANNEL_ACCESS_TOKEN: line.channelAccessToken,
      LINE_API_ROOT: line.apiRoot,
      WECHAT_APP_ID: appId,
      WECHAT_APP_SECRET: appSecret,
      WECHAT_TOKEN: token,
      WECHAT_ENCODING_AES_KEY: encodingAesKey,
      WECHAT_API_ROOT: wechat.apiRoot,
    },
    /** The next calls of each fail so, whatever they were to meet before. */
    fail(fault: ApiFault, times: number): void {
      calm()
      const [onTelegram, onLine, onWechat] = faults[fault]
      for (let i = 0; i < times; i++) {
        telegram.next(onTelegram)
        wechat.next(onWechat)
      }
      line.next(...Array.from({ length: times }, () => onLine))
    },
    /** No fault is to come any more; gives how many did not happen. */
    calm,
    async close(): Promise<void> {
      await Promise.all([telegram.close(), line.close(), wechat.close()])
    },
  }
}
