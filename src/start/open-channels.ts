import { fetchStableToken } from '../../adapters/wechat/access-token.ts'
import type { Channel } from '../core/channel.ts'
import { BASE_LANGUAGE } from '../core/language.ts'
import { accessTokens } from '../desk/access-tokens.ts'
import type { DeskPorts } from '../desk/ports.ts'
import type { ChannelSettings } from './channel-settings.ts'
import { channelWords } from './channel-words.ts'

export interface ChannelGround extends Pick<DeskPorts, 'database' | 'vault' | 'now'> {
  readonly fetch: typeof globalThis.fetch
}

const TOKEN_MS = 5_000

/**
 * The messengers' channels from their settings. An adapter is read only where it has an account: their SDKs cost a
 * start a tenth of a second each.
 */
export function openChannels(ground: ChannelGround, settings: readonly ChannelSettings[]): Promise<Channel[]> {
  return Promise.all(settings.map(one => openChannel(ground, one)))
}

const declineGroup = channelWords(BASE_LANGUAGE).declineGroup
const words = channelWords

async function openChannel(ground: ChannelGround, settings: ChannelSettings): Promise<Channel> {
  const { fetch } = ground
  const { account } = settings
  switch (settings.kind) {
    case 'telegram': {
      const { TELEGRAM_API_ROOT, telegramChannel } = await import('../../adapters/telegram/telegram-channel.ts')
      const { token, webhookSecret } = settings
      const apiRoot = settings.apiRoot ?? TELEGRAM_API_ROOT
      return telegramChannel({ account, token, webhookSecret, apiRoot, fetch, declineGroup, words })
    }
    case 'line': {
      const { LINE_API_ROOT, LINE_DATA_ROOT, lineChannel } = await import('../../adapters/line/line-channel.ts')
      const { channelSecret, channelAccessToken, apiRoot } = settings
      const roots = { apiRoot: apiRoot ?? LINE_API_ROOT, dataRoot: apiRoot ?? LINE_DATA_ROOT }
      return lineChannel({ account, channelSecret, channelAccessToken, ...roots, fetch, declineGroup, words })
    }
    case 'wechat': {
      const { WECHAT_API_ROOT, wechatChannel } = await import('../../adapters/wechat/wechat-channel.ts')
      const { appId, token, encodingAesKey, formerEncodingAesKey, mode, customerService } = settings
      const apiRoot = settings.apiRoot ?? WECHAT_API_ROOT
      const rights = { mode, customerService, accessToken: tokensOf(ground, settings, apiRoot) }
      const keys = { encodingAesKey, formerEncodingAesKey }
      return wechatChannel({ account, appId, token, ...keys, ...rights, apiRoot, fetch })
    }
  }
}

type Wechat = Extract<ChannelSettings, { kind: 'wechat' }>

function tokensOf(ground: ChannelGround, { account, appId, appSecret }: Wechat, apiRoot: string) {
  const { fetch } = ground
  return accessTokens(ground, account.id, forceRefresh =>
    fetchStableToken({ appId, appSecret, apiRoot, fetch, forceRefresh, signal: AbortSignal.timeout(TOKEN_MS) }),
  )
}
