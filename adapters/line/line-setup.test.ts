import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { freePort } from '../../test/free-port.ts'
import { type LineTrouble, openLinePlatform } from '../../test/stand-ins/line-platform.ts'
import { lineSetup } from './line-setup.ts'

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
})

const ACCOUNT = { ok: true, code: 'account', detail: '@216ru' }
const { setup, check } = lineSetup({ ...platform, fetch: globalThis.fetch })
const signal = () => AbortSignal.timeout(5_000)

describe('setup', () => {
  test('tells LINE where the desk listens, and has it tried', async () => {
    expect(await setup(URL_OF_DESK, signal())).toEqual([
      ACCOUNT,
      { ok: true, code: 'webhook-set' },
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
    const refused = await lineSetup({ ...platform, channelAccessToken: 'other', fetch }).setup(URL_OF_DESK, signal())
    expect(refused).toEqual([{ ok: false, code: 'token-refused', detail: '401 token-refused' }])
    expect(platform.webhookUrl).toBeNull()
  })
})

describe('check', () => {
  const problems = async () => (await check(URL_OF_DESK, signal())).filter(one => !one.ok)

  test('changes nothing and finds nothing wrong where nothing is', async () => {
    platform.webhookUrl = URL_OF_DESK
    platform.requests.length = 0
    expect(await check(URL_OF_DESK, signal())).toEqual([
      ACCOUNT,
      { ok: true, code: 'webhook-set' },
      { ok: true, code: 'webhook-answers' },
      { ok: true, code: 'quota-unlimited' },
    ])
    expect(platform.requests.filter(one => one.startsWith('PUT'))).toEqual([])
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
