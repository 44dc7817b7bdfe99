import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Language } from '../../src/core/language.ts'
import {
  openTelegramPlatform,
  type TelegramFault,
  type TelegramPlatform,
} from '../../test/stand-ins/telegram-platform.ts'
import { ALLOWED_UPDATES, telegramSetup } from './telegram-setup.ts'

const URL = 'https://desk.example.org/webhooks/telegram/main'
const MENU: Readonly<Record<Language, string>> = { 'zh-CN': '菜单', 'zh-TW': '選單', en: 'Menu' }

let platform: TelegramPlatform
beforeEach(async () => {
  platform = await openTelegramPlatform()
})
afterEach(() => platform.close())

const open = (menu = MENU) =>
  telegramSetup({
    token: platform.token,
    webhookSecret: platform.secret,
    apiRoot: platform.apiRoot,
    fetch,
    commands: language => [{ command: 'menu', description: menu[language] }],
  })
const signal = () => AbortSignal.timeout(5_000)
const codes = (findings: readonly { readonly code: string }[]) => findings.map(({ code }) => code)

describe('setting up', () => {
  test('sets the webhook, the commands and the menu button', async () => {
    const findings = await open().setup(URL, signal())
    expect(findings).toEqual([
      { ok: true, code: 'webhook-set' },
      { ok: true, code: 'commands-set' },
      { ok: true, code: 'menu-set' },
    ])
    expect(platform.accepted).toEqual([
      {
        method: 'setWebhook',
        payload: {
          url: URL,
          secret_token: platform.secret,
          allowed_updates: ALLOWED_UPDATES,
          max_connections: 100,
          drop_pending_updates: false,
        },
      },
      { method: 'setMyCommands', payload: { commands: [{ command: 'menu', description: '菜单' }] } },
      {
        method: 'setMyCommands',
        payload: { commands: [{ command: 'menu', description: 'Menu' }], language_code: 'en' },
      },
      { method: 'setChatMenuButton', payload: { menu_button: { type: 'commands' } } },
    ])
  })

  test('goes on after an address that Telegram refuses, and says why', async () => {
    const findings = await open().setup('http://127.0.0.1:8787/webhooks/telegram/main', signal())
    expect(codes(findings)).toEqual(['webhook-refused', 'commands-set', 'menu-set'])
    expect(findings[0]?.detail).toContain('An HTTPS URL must be provided')
  })

  test.each<readonly [TelegramFault, string]>([
    ['unauthorized', 'token-refused'],
    ['not_found', 'token-refused'],
    ['reset', 'unreachable'],
    ['bad_gateway', 'unreachable'],
    [{ throttled: 9 }, 'throttled'],
  ])('ends at %j: %s', async (fault, code) => {
    platform.next(fault)
    expect(codes(await open().setup(URL, signal()))).toEqual([code])
    expect(platform.accepted).toEqual([])
  })
})

describe('checking', () => {
  const ready = async () => {
    await open().setup(URL, signal())
  }

  test('finds nothing wrong after setting up', async () => {
    await ready()
    expect(await open().check(URL, signal())).toEqual([
      { ok: true, code: 'token-good', detail: '@zhaoying_bot' },
      { ok: true, code: 'webhook-set' },
      { ok: true, code: 'nothing-waiting' },
      { ok: true, code: 'commands-set' },
      { ok: true, code: 'menu-set' },
    ])
  })

  test('finds everything missing before', async () => {
    const findings = await open().check(URL, signal())
    expect(codes(findings)).toEqual(['token-good', 'webhook-missing', 'commands-missing', 'menu-missing'])
  })

  test('names the host of a webhook elsewhere, and no more of it', async () => {
    await open().setup('https://old.example.org/bot/7000000001:SECRET', signal())
    const findings = await open().check(URL, signal())
    expect(findings[1]).toEqual({ ok: false, code: 'webhook-elsewhere', detail: 'old.example.org' })
  })

  test('tells what waits, and the last error of it', async () => {
    await ready()
    platform.deliveries.waiting = 12
    platform.deliveries.lastError = {
      date: 1_795_570_200,
      message: 'Wrong response from the webhook: 401 Unauthorized',
    }
    const findings = await open().check(URL, signal())
    expect(findings.filter(({ ok }) => !ok)).toEqual([
      { ok: false, code: 'updates-waiting', detail: '12' },
      {
        ok: false,
        code: 'last-error',
        detail: '2026-11-25T01:30:00.000Z Wrong response from the webhook: 401 Unauthorized',
      },
    ])
  })

  test('takes an error that is over for over', async () => {
    await ready()
    platform.deliveries.lastError = { date: 1_795_570_200, message: 'Connection refused' }
    expect((await open().check(URL, signal())).every(({ ok }) => ok)).toBe(true)
  })

  test('names the kinds of updates that Telegram keeps back', async () => {
    await ready()
    platform.accepted.push({ method: 'setWebhook', payload: { url: URL, allowed_updates: ['message'] } })
    expect(await open().check(URL, signal())).toContainEqual({
      ok: false,
      code: 'updates-missing',
      detail: 'edited_message, callback_query, my_chat_member',
    })
  })

  test.each<Language>(['zh-CN', 'en'])('sees that the commands in %s are others by now', async language => {
    await ready()
    const findings = await open({ ...MENU, [language]: '?' }).check(URL, signal())
    expect(findings.filter(({ ok }) => !ok)).toEqual([{ ok: false, code: 'commands-missing' }])
  })

  test.each<TelegramFault>(['unauthorized', 'reset', 'server_error', 'garbage'])(
    'never tells a secret: %j',
    async fault => {
      platform.next(fault)
      const told = JSON.stringify(await open().check(URL, signal()))
      for (const secret of [platform.token, platform.secret]) expect(told).not.toContain(secret)
    },
  )
})
