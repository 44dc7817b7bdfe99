import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Finding } from '../../src/core/channel-setup.ts'
import type { WechatFault } from '../../test/stand-ins/wechat-endpoints.ts'
import { openWechatPlatform, type WechatPlatform } from '../../test/stand-ins/wechat-platform.ts'
import { AT } from './test-channel.ts'
import type { MenuButton } from './wechat-menu.ts'
import { type WechatSetupOptions, wechatSetup } from './wechat-setup.ts'

const URL = 'https://desk.example.org/webhooks/wechat/main'
const MENU: readonly MenuButton[] = [
  { name: '订餐', says: '订餐' },
  {
    name: '更多',
    buttons: [
      { name: '我的订单', says: '我的订单' },
      { name: '网页', url: 'https://desk.example.org' },
    ],
  },
  { name: '人工', says: '人工' },
]
const BY_HAND: Finding = { ok: true, code: 'set-by-hand', detail: `${URL} aes XML` }
const TOKEN_WORKS: Finding = { ok: true, code: 'token-works' }
const RESOLVED: Finding = { ok: true, code: 'webhook-resolved', detail: '101.226.140.169' }

let platform: WechatPlatform
beforeEach(async () => {
  platform = await openWechatPlatform({ at: AT })
})
afterEach(() => platform.close())

const signal = () => AbortSignal.timeout(5_000)
function to(over: Partial<WechatSetupOptions> = {}) {
  return wechatSetup({ ...platform.account, menu: MENU, apiRoot: platform.apiRoot, fetch, ...over })
}

describe('setting up an account', () => {
  test('makes the menu, and says what to enter on the page', async () => {
    expect(await to().setup(URL, signal())).toEqual([TOKEN_WORKS, { ok: true, code: 'menu-set' }, BY_HAND])
    expect(await to().check(URL, signal())).toEqual([TOKEN_WORKS, { ok: true, code: 'menu-shown' }, RESOLVED])
  })

  test.each<readonly [string, readonly MenuButton[], string]>([
    ['four buttons', [...MENU, { name: '多', says: '多' }], 'errcode-40016'],
    ['a name of 17 bytes', [{ name: '一二三四五12', says: '1' }], 'errcode-40018'],
    ['a word too long to be said', [{ name: '长', says: '长'.repeat(43) }], 'errcode-40019'],
    [
      'six buttons below one',
      [{ name: '多', buttons: Array.from({ length: 6 }, () => ({ name: '一', says: '一' })) }],
      'errcode-40023',
    ],
  ])('with %s tells the platform’s number', async (_, menu, detail) => {
    expect(await to({ menu }).setup(URL, signal())).toContainEqual({ ok: false, code: 'menu-refused', detail })
  })

  test('without the right to a menu says so', async () => {
    platform.next('not_permitted', 'menu/create')
    const found = await to().setup(URL, signal())
    expect(found).toContainEqual({ ok: false, code: 'menu-refused', detail: 'not-permitted' })
  })

  test('answered by somebody else is not done', async () => {
    platform.next({ status: 200, headers: { 'content-type': 'application/json' }, body: '{}' }, 'menu/create')
    const found = await to().setup(URL, signal())
    expect(found).toContainEqual({ ok: false, code: 'unreachable', detail: 'not-an-answer' })
  })

  test.each<readonly [WechatFault, Finding]>([
    ['ip_not_listed', { ok: false, code: 'ip-not-listed', detail: '101.226.140.169' }],
    ['secret_wrong', { ok: false, code: 'secret-refused' }],
    ['secret_frozen', { ok: false, code: 'secret-frozen' }],
    ['app_id_unknown', { ok: false, code: 'app-id-refused' }],
    ['day_quota', { ok: false, code: 'throttled' }],
    ['busy', { ok: false, code: 'unreachable', detail: 'busy' }],
    ['reset_before_reading', { ok: false, code: 'unreachable', detail: 'UND_ERR_SOCKET' }],
  ])('without a token, for %j, goes no further', async (fault, finding) => {
    platform.next(fault, 'stable_token')
    expect(await to().setup(URL, signal())).toEqual([finding, BY_HAND])
    platform.next(fault, 'stable_token')
    expect(await to().check(URL, signal())).toEqual([finding])
  })

  test('leaves the token of the desk at work as it is', async () => {
    const before = await fetch(`${platform.apiRoot}/cgi-bin/stable_token`, {
      method: 'POST',
      body: JSON.stringify({
        grant_type: 'client_credential',
        appid: platform.account.appId,
        secret: platform.account.appSecret,
      }),
    }).then(response => response.text())
    await to().setup(URL, signal())
    const token = /"access_token":"([^"]+)"/.exec(before)?.[1] ?? ''
    const url = `${platform.apiRoot}/cgi-bin/get_current_selfmenu_info?access_token=${token}`
    expect(await (await fetch(url)).json()).toMatchObject({ is_menu_open: 1 })
  })
})

describe('checking an account', () => {
  test.each<readonly [string, readonly MenuButton[]]>([
    ['none', []],
    ['another word', [{ name: '订餐', says: '订饭' }, ...MENU.slice(1)]],
    ['another order', [...MENU].reverse()],
  ])('finds that the menu differs: %s', async (_, menu) => {
    if (menu.length > 0) await to({ menu }).setup(URL, signal())
    expect(await to().check(URL, signal())).toContainEqual({ ok: false, code: 'menu-differs' })
  })

  test.each<readonly [string, readonly string[] | null, Finding]>([
    ['none was entered', null, { ok: false, code: 'webhook-unset' }],
    ['its host leads nowhere', [], { ok: false, code: 'webhook-unresolved' }],
    [
      'its host leads to two',
      ['1.2.3.4', '5.6.7.8'],
      { ok: true, code: 'webhook-resolved', detail: '1.2.3.4 5.6.7.8' },
    ],
  ])('tells of the address of the webhook when %s', async (_, hosts, finding) => {
    platform.webhookHosts = hosts
    expect(await to().check(URL, signal())).toContainEqual(finding)
  })

  test.each<readonly [string, WechatFault, Finding]>([
    ['get_current_selfmenu_info', 'not_permitted', { ok: false, code: 'menu-unread', detail: 'not-permitted' }],
    ['callback/check', 'user_restricted', { ok: false, code: 'webhook-unread', detail: 'errcode-50002' }],
    ['callback/check', { status: 500 }, { ok: false, code: 'unreachable', detail: 'http-500' }],
    ['callback/check', 'token_expired', RESOLVED],
    [
      'get_current_selfmenu_info',
      { status: 200, headers: { 'content-type': 'image/png' }, body: 'x' },
      { ok: false, code: 'unreachable', detail: 'not-json' },
    ],
  ])('where %s is answered with %j', async (path, fault, finding) => {
    platform.next(fault, path)
    expect(await to().check(URL, signal())).toContainEqual(finding)
  })

  test('tells no secret, whatever goes wrong', async () => {
    const { appSecret, token, encodingAesKey } = platform.account
    for (const fault of ['secret_wrong', 'ip_not_listed', { status: 500 }, 'reset_before_reading'] as const) {
      platform.next(fault, 'stable_token')
      const told = JSON.stringify(await to().setup(URL, signal()))
      for (const secret of [appSecret, token, encodingAesKey]) expect(told).not.toContain(secret)
    }
  })
})
