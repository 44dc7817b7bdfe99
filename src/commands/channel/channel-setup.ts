import { readFileSync } from 'node:fs'
import { LINE_API_ROOT, LINE_DATA_ROOT } from '../../../adapters/line/line-channel.ts'
import { lineSetup } from '../../../adapters/line/line-setup.ts'
import { TELEGRAM_API_ROOT } from '../../../adapters/telegram/telegram-channel.ts'
import { telegramSetup } from '../../../adapters/telegram/telegram-setup.ts'
import { WECHAT_API_ROOT } from '../../../adapters/wechat/wechat-channel.ts'
import { wechatSetup } from '../../../adapters/wechat/wechat-setup.ts'
import type { ChannelSetup } from '../../core/channel-setup.ts'
import { folder } from '../../core/folder.ts'
import { BASE_LANGUAGE, type Language } from '../../core/language.ts'
import type { ChannelSettings } from '../../start/channel-settings.ts'
import { DESK_TEXTS } from '../../texts/desk-texts.ts'
import { LINE_MENU, LINE_MENU_PICTURE } from './line-menu.ts'

interface Outside {
  readonly fetch: typeof globalThis.fetch
  readonly publicUrl: string
}

export function channelSetup(settings: ChannelSettings, { fetch, publicUrl }: Outside): ChannelSetup {
  switch (settings.kind) {
    case 'telegram': {
      const { token, webhookSecret } = settings
      const apiRoot = settings.apiRoot ?? TELEGRAM_API_ROOT
      return telegramSetup({ token, webhookSecret, apiRoot, fetch, commands: telegramCommands })
    }
    case 'line': {
      const { channelAccessToken, apiRoot } = settings
      const roots = { apiRoot: apiRoot ?? LINE_API_ROOT, dataRoot: apiRoot ?? LINE_DATA_ROOT }
      const menu = { ...LINE_MENU, picture: new Uint8Array(readFileSync(folder(LINE_MENU_PICTURE))) }
      return lineSetup({ channelAccessToken, ...roots, menu, fetch })
    }
    case 'wechat': {
      const { appId, appSecret, mode } = settings
      const menu = wechatMenu(publicUrl)
      return wechatSetup({ appId, appSecret, mode, menu, apiRoot: settings.apiRoot ?? WECHAT_API_ROOT, fetch })
    }
  }
}

/** Words that the reader knows in each language; Telegram takes small letters only. */
function telegramCommands(language: Language) {
  const texts = DESK_TEXTS[language]
  return [
    { command: 'menu', description: texts.command_menu },
    { command: 'mine', description: texts.command_mine },
    { command: 'agent', description: texts.command_person },
    { command: 'help', description: texts.command_help },
  ]
}

/** WeChat shows three buttons, of four characters each. */
function wechatMenu(publicUrl: string) {
  const texts = DESK_TEXTS[BASE_LANGUAGE]
  const says = (name: string) => ({ name, says: name })
  return [
    says(texts.button_order),
    {
      name: texts.button_more,
      buttons: [
        says(texts.button_ask),
        says(texts.button_status),
        says(texts.button_mine),
        { name: texts.button_page, url: publicUrl },
      ],
    },
    says(texts.person),
  ]
}
