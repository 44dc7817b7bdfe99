import type { RawRequest } from '../../src/core/channel.ts'
import { openLinePlatform } from '../stand-ins/line-platform.ts'
import { openTelegramPlatform } from '../stand-ins/telegram-platform.ts'
import { TelegramUpdates } from '../stand-ins/telegram-updates.ts'
import { openWechatPlatform } from '../stand-ins/wechat-platform.ts'

export const MESSENGERS = ['telegram', 'line', 'wechat'] as const
export type MessengerName = (typeof MESSENGERS)[number]
type Push = Omit<RawRequest, 'receivedAt'>

/** Somebody's phone with one messenger, and the platform behind it. */
export interface Messenger {
  /** Settings of the desk for its account. */
  readonly env: Readonly<Record<string, string>>
  /** What the platform sends to the desk when this is written; the same `id` is sent again as a redelivery. */
  write(text: string, id?: string): Push
  /** All that the desk has said, in order. */
  heard(): string[]
  /** What the desk answered to the platform's request. */
  answered(body: string): void
  close(): Promise<void>
}

export function openMessenger(name: MessengerName): Promise<Messenger> {
  return { telegram: onTelegram, line: onLine, wechat: onWechat }[name]()
}

async function onTelegram(): Promise<Messenger> {
  const platform = await openTelegramPlatform()
  const updates = new TelegramUpdates()
  const person = { id: 5_000_000_001 }
  const sent = new Map<string, Push>()
  return {
    env: {
      TELEGRAM_BOT_TOKEN: platform.token,
      TELEGRAM_WEBHOOK_SECRET: platform.secret,
      TELEGRAM_API_ROOT: platform.apiRoot,
    },
    write: (text, id) => once(sent, id, () => platform.webhook(updates.text(person, text))),
    heard: () => platform.textsTo(person.id),
    answered: () => {},
    close: () => platform.close(),
  }
}

async function onLine(): Promise<Messenger> {
  const platform = await openLinePlatform()
  const person = 'U4af4980629b3a1bf25b2b1a4f32a9d6e'
  const sent = new Map<string, Push>()
  return {
    env: {
      LINE_CHANNEL_SECRET: platform.channelSecret,
      LINE_CHANNEL_ACCESS_TOKEN: platform.channelAccessToken,
      LINE_API_ROOT: platform.apiRoot,
    },
    write: (text, id) => once(sent, id, () => platform.webhook(platform.text(person, text))),
    heard: () => platform.accepted.flatMap(call => call.messages.map(wordsOf)),
    answered: () => {},
    close: () => platform.close(),
  }
}

/** A flex message is read out by its altText. */
function wordsOf(message: unknown): string {
  const { text, altText } = message as { readonly text?: string; readonly altText?: string } // LINE's message objects
  return text ?? altText ?? ''
}

async function onWechat(): Promise<Messenger> {
  const platform = await openWechatPlatform()
  const person = 'oMWfk5k-elder_0001'
  const sent = new Map<string, Push>()
  const { appId, appSecret, token, encodingAesKey } = platform.account
  return {
    env: {
      WECHAT_APP_ID: appId,
      WECHAT_APP_SECRET: appSecret,
      WECHAT_TOKEN: token,
      WECHAT_ENCODING_AES_KEY: encodingAesKey,
      WECHAT_API_ROOT: platform.apiRoot,
    },
    write: (text, id) => once(sent, id, () => platform.pushText(person, text)),
    heard: () => platform.accepted.filter(one => one.openid === person).map(one => one.text),
    answered: body => platform.takeReply(body),
    close: () => platform.close(),
  }
}

function once(sent: Map<string, Push>, id: string | undefined, make: () => Push): Push {
  const before = id === undefined ? undefined : sent.get(id)
  const push = before ?? make()
  if (id !== undefined) sent.set(id, push)
  return push
}
