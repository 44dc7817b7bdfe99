import type { ChannelAccount, ChannelKind } from '../core/channel.ts'
import { SettingError } from '../core/errors.ts'
import { type AccountId, branded } from '../core/ids.ts'

/** The messengers; the web page needs no account. */
export type Messenger = Exclude<ChannelKind, 'web'>
export const WECHAT_MODES = ['aes', 'compat', 'plain'] as const
export type WechatMode = (typeof WECHAT_MODES)[number]

interface Common {
  readonly account: ChannelAccount
  /** Null: the platform itself. */
  readonly apiRoot: string | null
}

/** One account of a messenger, with its secrets. */
export type ChannelSettings =
  | (Common & { readonly kind: 'telegram'; readonly token: string; readonly webhookSecret: string })
  | (Common & { readonly kind: 'line'; readonly channelSecret: string; readonly channelAccessToken: string })
  | (Common & {
      readonly kind: 'wechat'
      readonly appId: string
      readonly appSecret: string
      readonly token: string
      /** Null in plain mode only. */
      readonly encodingAesKey: string | null
      /** The one before it; null unless it is being changed. */
      readonly formerEncodingAesKey: string | null
      readonly mode: WechatMode
      /** False: an unverified account, which can only answer passively. */
      readonly customerService: boolean
    })

export type Rates = Pick<ChannelAccount, 'perSecond' | 'perChatPerSecond' | 'burst'>

/** What the platforms bear: https://core.telegram.org/bots/faq, LINE's and WeChat's limits of each call. */
const RATES: Readonly<Record<Messenger, Rates>> = {
  telegram: { perSecond: 30, perChatPerSecond: 1, burst: 30 },
  line: { perSecond: 100, perChatPerSecond: 5, burst: 100 },
  wechat: { perSecond: 50, perChatPerSecond: 5, burst: 50 },
}

/** Where the account `main` has each secret in the environment. */
export const MAIN_SECRETS = {
  telegram: { token: 'TELEGRAM_BOT_TOKEN', webhook_secret: 'TELEGRAM_WEBHOOK_SECRET' },
  line: { channel_secret: 'LINE_CHANNEL_SECRET', channel_access_token: 'LINE_CHANNEL_ACCESS_TOKEN' },
  wechat: {
    app_id: 'WECHAT_APP_ID',
    app_secret: 'WECHAT_APP_SECRET',
    token: 'WECHAT_TOKEN',
    encoding_aes_key: 'WECHAT_ENCODING_AES_KEY',
    encoding_aes_key_old: 'WECHAT_ENCODING_AES_KEY_OLD',
  },
} as const satisfies Readonly<Record<Messenger, Readonly<Record<string, string>>>>

const API_ROOTS = { telegram: 'TELEGRAM_API_ROOT', line: 'LINE_API_ROOT', wechat: 'WECHAT_API_ROOT' } as const
const NAMES = { telegram: 'Telegram', line: 'LINE', wechat: 'WeChat' } as const

/** One account as it is asked for: which variables of the environment hold its secrets, and what differs. */
export interface AccountWish {
  readonly kind: Messenger
  readonly name: string
  readonly secrets: Readonly<Record<string, string>>
  readonly rates?: Partial<Rates>
  readonly mode?: WechatMode
  /** Of WeChat; missing: it has. */
  readonly customerService?: boolean
}

export type Given = (name: string) => string | null

/** Whether the account must have this secret. */
export function isNeeded(field: string, mode: WechatMode = 'aes'): boolean {
  return field !== 'encoding_aes_key_old' && (field !== 'encoding_aes_key' || mode !== 'plain')
}

/** Null: none of its secrets is set. A SettingError: only some are, or one cannot be right. */
export function channelSettings(wish: AccountWish, given: Given): ChannelSettings | null {
  const { kind, name } = wish
  const mode = wish.mode ?? 'aes'
  const names = Object.entries(wish.secrets)
  const needed = names.filter(([field]) => isNeeded(field, mode)).map(([, of]) => of)
  const missing = needed.filter(of => given(of) === null)
  if (missing.length === needed.length) return null
  if (missing.length > 0) {
    const cure = `set it, or none of ${needed.join(', ')}`
    throw new SettingError(`${NAMES[kind]} (${kind}/${name}) is half set up: ${missing.join(' and ')} missing; ${cure}`)
  }
  const secret = (field: string) => given(wish.secrets[field] ?? '') ?? ''
  const account = { id: branded<AccountId>(`${kind}/${name}`), kind, ...RATES[kind], ...wish.rates }
  const common = { account, apiRoot: given(API_ROOTS[kind])?.replace(/\/+$/, '') ?? null }
  switch (kind) {
    case 'telegram':
      must(/^[\w-]{1,256}$/, secret('webhook_secret'), wish.secrets.webhook_secret, 'be 1 to 256 of A-Z a-z 0-9 _ -')
      return { kind, ...common, token: secret('token'), webhookSecret: secret('webhook_secret') }
    case 'line':
      return {
        kind,
        ...common,
        channelSecret: secret('channel_secret'),
        channelAccessToken: secret('channel_access_token'),
      }
    case 'wechat': {
      const [aes, former] = [secret('encoding_aes_key'), secret('encoding_aes_key_old')]
      const form = /^[A-Za-z0-9+/]{43}$/
      if (mode !== 'plain') must(form, aes, wish.secrets.encoding_aes_key, 'be the 43 characters of the EncodingAESKey')
      if (former) must(form, former, wish.secrets.encoding_aes_key_old, 'be the 43 characters of the former key')
      const [appId, appSecret, token] = [secret('app_id'), secret('app_secret'), secret('token')]
      const { customerService = true } = wish
      const keys = { encodingAesKey: aes || null, formerEncodingAesKey: former || null }
      return { kind, ...common, appId, appSecret, token, ...keys, mode, customerService }
    }
  }
}

/** The value is never quoted: it is a secret. */
function must(form: RegExp, value: string, name: string | undefined, cure: string): void {
  if (!form.test(value)) throw new SettingError(`${name} must ${cure}`)
}

/** The accounts named `main`, from the environment alone. */
export function mainAccounts(
  given: Given,
  wechat: Required<Pick<AccountWish, 'mode' | 'customerService'>>,
): ChannelSettings[] {
  return (['telegram', 'line', 'wechat'] as const).flatMap(kind => {
    const wish = { kind, name: 'main', secrets: MAIN_SECRETS[kind], ...(kind === 'wechat' && wechat) }
    return channelSettings(wish, given) ?? []
  })
}
