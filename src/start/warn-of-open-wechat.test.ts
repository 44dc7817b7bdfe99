import { expect, test } from 'vitest'
import type { LogFields } from '../core/log.ts'
import { mainAccounts, WECHAT_MODES } from './channel-settings.ts'
import { warnOfOpenWechat } from './warn-of-open-wechat.ts'

const ENVIRONMENT: Readonly<Record<string, string>> = {
  TELEGRAM_BOT_TOKEN: '1:a',
  TELEGRAM_WEBHOOK_SECRET: 'b',
  WECHAT_APP_ID: 'c',
  WECHAT_APP_SECRET: 'd',
  WECHAT_TOKEN: 'e',
  WECHAT_ENCODING_AES_KEY: 'f'.repeat(43),
}

test.each(WECHAT_MODES)('an account of WeChat in %s mode is warned of unless its messages are sealed', mode => {
  const warned: (readonly [string, LogFields | undefined])[] = []
  const accounts = mainAccounts(name => ENVIRONMENT[name] ?? null, { mode, customerService: true })
  warnOfOpenWechat({ warn: (event, fields) => void warned.push([event, fields]) }, accounts)
  const warning = ['wechat.mode_open', expect.objectContaining({ account: 'wechat/main', mode })]
  expect(warned).toEqual(mode === 'aes' ? [] : [warning])
})
