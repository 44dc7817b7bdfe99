import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { freePort } from '../../test/free-port.ts'
import { type LineTrouble, openLinePlatform } from '../../test/stand-ins/line-platform.ts'
import { lineSetup } from './line-setup.ts'
import { type RichMenu, richMenuCells } from './rich-menu.ts'

const platform = await openLinePlatform()
let answers = 200
const desk = createServer((_, response) => response.writeHead(answers).end())
await new Promise<void>(done => desk.listen(0, '127.0.0.1', done))
const URL_OF_DESK = `http://127.0.0.1:${(desk.address() as AddressInfo).port}/webhooks/line/main` // it listens

afterAll(async () => {
  desk.closeAllConnections()
  await new Promise(done => desk.close(done))
  await platform.close()
})
beforeEach(() => {
  answers = 200
  Object.assign(platform, { webhookUrl: null, webhookActive: true, quota: null, pushed: 0 })
  platform.menus.made.clear()
  platform.menus.shown = null
})

const ACCOUNT = { ok: true, code: 'account', detail: '@216ru' }
const picture = new Uint8Array(readFileSync('adapters/line/rich-menu.png'))
const MENU: RichMenu = {
  bar: '菜单',
  buttons: [
    { name: '订饭', icon: 'meal' },
    { name: '找人', icon: 'person' },
  ],
  picture,
}
const optionsWith = (menu: Partial<RichMenu> = {}) => {
  const { apiRoot, channelAccessToken } = platform
  return { apiRoot, dataRoot: apiRoot, channelAccessToken, fetch: globalThis.fetch, menu: { ...MENU, ...menu } }
}
const { setup, check } = lineSetup(optionsWith())
const signal = () => AbortSignal.timeout(5_000)

describe('setup', () => {
  test('tells LINE where the desk listens, and has it tried', async () => {
    expect(await setup(URL_OF_DESK, signal())).toEqual([
      ACCOUNT,
      { ok: true, code: 'webhook-set' },
      { ok: true, code: 'menu-set' },
      { ok: true, code: 'webhook-answers' },
    ])
    expect(platform.webhookUrl).toBe(URL_OF_DESK)
  })

  test('says when webhooks are switched off, which only a person can switch on', async () => {
    platform.webhookActive = false
    expect(await setup(URL_OF_DESK, signal())).toContainEqual({ ok: false, code: 'webhook-off' })
  })

  test('ends where LINE refuses the address or the token', async () => {
    expect(await setup('http://example.org/x', signal())).toEqual([ACCOUNT, { ok: false, code: 'webhook-refused' }])
    const refused = await lineSetup({ ...optionsWith(), channelAccessToken: 'other' }).setup(URL_OF_DESK, signal())
    expect(refused).toEqual([{ ok: false, code: 'token-refused', detail: '401 token-refused' }])
    expect(platform.webhookUrl).toBeNull()
  })
})

describe('the menu below the chat', () => {
  const { menus } = platform
  const names = () => [...menus.made.values()].map(one => one.menu.name)
  const menuFinding = async (menu: Partial<RichMenu> = {}) =>
    (await lineSetup(optionsWith(menu)).setup(URL_OF_DESK, signal())).find(one => one.code.startsWith('menu'))
  const shown = () => menus.made.get(menus.shown ?? '')

  test('is made, given its picture and shown to everybody; once more changes nothing', async () => {
    await setup(URL_OF_DESK, signal())
    expect(shown()?.menu).toMatchObject({
      size: { width: 2_500, height: 1_686 },
      chatBarText: '菜单',
      areas: [{ action: { type: 'message', text: '订饭' } }, { action: { type: 'message', text: '找人' } }],
    })
    expect(shown()?.picture?.length).toBe(picture.length)
    const id = menus.shown
    platform.requests.length = 0
    await setup(URL_OF_DESK, signal())
    expect(menus.shown).toBe(id)
    expect(platform.requests.filter(one => /^(POST|DELETE) .*richmenu/.test(one))).toEqual([])
  })

  test('is replaced where anything in it changed, and the former one is removed; others’ stay', async () => {
    const areas = [
      { bounds: { x: 0, y: 0, width: 9, height: 9 }, action: { type: 'message', label: 'a', text: 'a' } },
    ] as const
    const size = { width: 2_500, height: 1_686 }
    const theirs = { name: 'a campaign', size, selected: true, chatBarText: 'a', areas: [...areas] }
    menus.made.set('richmenu-theirs', { menu: theirs, picture: null })
    await setup(URL_OF_DESK, signal())
    const [, former] = names()
    expect(await menuFinding({ bar: '看菜单' })).toEqual({ ok: true, code: 'menu-set' })
    expect(shown()?.menu.chatBarText).toBe('看菜单')
    expect(names()).toHaveLength(2)
    expect(names()).toContain('a campaign')
    expect(names()).not.toContain(former)
  })

  test('that was left half made is made whole the next time', async () => {
    const reach: typeof fetch = (url, init) =>
      String(url).endsWith('/content') ? Promise.reject(new Error('broke off')) : fetch(url, init)
    const broken = await lineSetup({ ...optionsWith(), fetch: reach }).setup(URL_OF_DESK, signal())
    expect(broken).toContainEqual({ ok: false, code: 'unreachable', detail: 'no connection' })
    expect(names()).toHaveLength(1)
    expect(menus.shown).toBeNull()
    await setup(URL_OF_DESK, signal())
    expect(names()).toHaveLength(1)
    expect(shown()?.picture).not.toBeNull()
  })

  test.each<readonly [string, Partial<RichMenu>, string]>([
    ['a bar of fifteen characters', { bar: '菜'.repeat(15) }, '400'],
    [
      'more than twenty buttons',
      { buttons: Array.from({ length: 21 }, () => ({ name: '订饭', icon: 'meal' as const })) },
      '400',
    ],
    [
      'a picture of more than a megabyte',
      { picture: new Uint8Array([...picture.subarray(0, 64), ...new Uint8Array(1_048_577)]) },
      '413',
    ],
    ['what is no picture', { picture: new Uint8Array(64) }, '415'],
  ])('with %s is refused, as is told', async (_, menu, detail) => {
    expect(await menuFinding(menu)).toEqual({ ok: false, code: 'menu-refused', detail })
    expect(menus.shown).toBeNull()
  })

  test('of twenty buttons covers the picture without a gap, and none lies on another', () => {
    for (let count = 1; count <= 20; count++) {
      const cells = richMenuCells(count)
      const area = cells.reduce((sum, { width, height }) => sum + width * height, 0)
      const corners = cells.map(({ x, y }) => `${x} ${y}`)
      expect(new Set(corners).size).toBe(count)
      if (count % 3 === 0) expect(area).toBe(2_500 * 1_686)
    }
  })
})

describe('check', () => {
  const problems = async () =>
    (await check(URL_OF_DESK, signal())).filter(one => !one.ok && !one.code.startsWith('menu'))

  test('finds the menu missing, another one, and ours', async () => {
    const menu = async () => (await check(URL_OF_DESK, signal())).find(one => one.code.startsWith('menu'))
    expect(await menu()).toEqual({ ok: false, code: 'menu-missing' })
    await lineSetup(optionsWith({ bar: '别的' })).setup(URL_OF_DESK, signal())
    expect(await menu()).toEqual({ ok: false, code: 'menu-differs' })
    await setup(URL_OF_DESK, signal())
    expect(await menu()).toEqual({ ok: true, code: 'menu-shown' })
  })

  test('changes nothing and finds nothing wrong where nothing is', async () => {
    await setup(URL_OF_DESK, signal())
    platform.requests.length = 0
    expect(await check(URL_OF_DESK, signal())).toEqual([
      ACCOUNT,
      { ok: true, code: 'webhook-set' },
      { ok: true, code: 'menu-shown' },
      { ok: true, code: 'webhook-answers' },
      { ok: true, code: 'quota-unlimited' },
    ])
    expect(platform.requests.filter(one => !/^GET |\/test$/.test(one))).toEqual([])
  })

  test('finds that no address is set', async () => {
    expect(await problems()).toEqual([{ ok: false, code: 'webhook-missing' }])
  })

  test('finds another address, and tells no more of it than its host', async () => {
    platform.webhookUrl = 'https://old.example.org/hook?secret=1'
    expect(await problems()).toEqual([{ ok: false, code: 'webhook-elsewhere', detail: 'old.example.org' }])
  })

  test('finds webhooks switched off', async () => {
    Object.assign(platform, { webhookUrl: URL_OF_DESK, webhookActive: false })
    expect(await problems()).toEqual([{ ok: false, code: 'webhook-off' }])
  })

  test('finds a desk that answers with an error, and one that is not there', async () => {
    platform.webhookUrl = URL_OF_DESK
    answers = 401
    expect(await problems()).toEqual([{ ok: false, code: 'webhook-unanswered', detail: 'ERROR_STATUS_CODE 401' }])
    const away = `http://127.0.0.1:${await freePort()}/`
    expect(await check(away, signal())).toContainEqual({
      ok: false,
      code: 'webhook-unanswered',
      detail: 'COULD_NOT_CONNECT 0',
    })
  })

  test.each([
    [499, { ok: true, code: 'quota-left', detail: '499/500' }],
    [500, { ok: false, code: 'quota-spent', detail: '500/500' }],
  ])('tells the month’s quota after %i pushes', async (pushed, finding) => {
    Object.assign(platform, { webhookUrl: URL_OF_DESK, quota: 500, pushed })
    expect(await check(URL_OF_DESK, signal())).toContainEqual(finding)
  })

  test.each<readonly [LineTrouble, string, string]>([
    ['reset-before', 'unreachable', 'UND_ERR_SOCKET'],
    ['server-error', 'platform-error', '500'],
    ['not-permitted', 'token-refused', '403 not-permitted'],
    [{ status: 200, body: ['not what the reference says'] }, 'platform-error', '200'],
  ])('says when LINE answers with %j', async (trouble, code, detail) => {
    platform.next(trouble)
    expect(await check(URL_OF_DESK, signal())).toEqual([{ ok: false, code, detail }])
  })
})
