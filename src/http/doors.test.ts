import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { serve } from '@hono/node-server'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { message, outbox } from '../../db/schema/index.ts'
import type { Channel, RawRequest } from '../core/channel.ts'
import { type AccountId, branded } from '../core/ids.ts'
import type { InboundDraft } from '../core/inbound.ts'
import { nodeAssets } from './node-assets.ts'
import { addResident, ORIGIN, type TestApp, testApp } from './test-app.ts'

const seen: RawRequest[] = []
const stored: (readonly InboundDraft[])[] = []
const drafts: InboundDraft[] = [{ key: 'k1', address: 'a', sort: 1, content: { kind: 'text', text: '订饭' } }]
let failure: Error | null = null

/** A platform whose signature is the header x-sign, whose handshake is a GET with echostr. */
const channel: Channel = {
  account: { id: branded<AccountId>('wechat/main'), kind: 'wechat', perSecond: 1, perChatPerSecond: 1, burst: 1 },
  verify(request) {
    seen.push(request)
    if (request.headers.get('x-sign') !== 'good') return { kind: 'refused' }
    if (request.method === 'GET') return { kind: 'handshake', answer: request.query.get('echostr') ?? '' }
    return { kind: 'verified', body: request.body }
  },
  parse(body) {
    const text = new TextDecoder().decode(body)
    return text.startsWith('{') ? { kind: 'events', events: text === '{}' ? [] : drafts } : { kind: 'malformed' }
  },
  bundles: false,
  render: () => [{ method: 'x', payload: null }],
  call: async () => ({ kind: 'sent' }),
}

const silent: Channel = {
  ...channel,
  account: { ...channel.account, id: branded<AccountId>('wechat/silent') },
  passiveOnly: true,
}

let rig: TestApp
let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pages-'))
  await mkdir(join(folder, 'assets'))
  await mkdir(join(folder, 'console'))
  await writeFile(join(folder, 'index.html'), '<!doctype html><title>照应</title>')
  await writeFile(join(folder, 'console/index.html'), '<!doctype html><title>坐席</title>')
  await writeFile(join(folder, 'assets/page-1a2b.js'), 'console.log(1)')
  rig = await testApp('pglite', {
    channels: [channel, silent],
    receive: async (_account, events) => {
      if (failure) throw failure
      stored.push(events)
      return []
    },
    ports: { assets: await nodeAssets(folder) },
  })
})
afterAll(async () => {
  await rig.close()
  await rm(folder, { recursive: true })
})

describe('the platforms’ door', () => {
  const post = (body: string, headers: Record<string, string> = { 'x-sign': 'good' }, path = '/webhooks/wechat/main') =>
    rig.app.request(`${ORIGIN}${path}`, { method: 'POST', headers, body })

  test('stores what is well signed before it answers', async () => {
    stored.length = 0
    expect((await post('{"event":1}')).status).toBe(200)
    expect(stored).toEqual([drafts])
  })

  test('hands the raw bytes to the signature', async () => {
    await post('{ "a":  1}')
    expect(new TextDecoder().decode(seen.at(-1)?.body)).toBe('{ "a":  1}')
  })

  test('answers a bad signature with an empty 401 and stores nothing', async () => {
    stored.length = 0
    const response = await post('{}', { 'x-sign': 'bad' })
    expect(response.status).toBe(401)
    expect(await response.text()).toBe('')
    expect(stored).toEqual([])
  })

  test('writes a line only where something was amiss: a thousand a second go well', async () => {
    rig.events.length = 0
    await post('{"event":2}')
    expect(rig.events).toEqual([])
    await post('{}', { 'x-sign': 'bad' })
    expect(rig.events).toEqual(['http.request /webhooks/:kind/:account'])
  })

  test('answers 400 to what is well signed and not the platform’s, 200 to what is of no use', async () => {
    expect((await post('<xml>')).status).toBe(400)
    expect((await post('{}')).status).toBe(200)
  })

  test('answers a handshake with its text', async () => {
    const response = await rig.app.request(`${ORIGIN}/webhooks/wechat/main?echostr=42`, {
      headers: { 'x-sign': 'good' },
    })
    expect([response.status, await response.text()]).toEqual([200, '42'])
  })

  test.each(['/webhooks/line/main', '/webhooks/wechat/other', '/webhooks/web/main', '/webhooks/x/y'])(
    '%s is off',
    async path => {
      expect((await post('{}', undefined, path)).status).toBe(404)
    },
  )

  test('refuses more than 1 MB before it is looked at, whatever its length claims', async () => {
    const before = seen.length
    expect((await post('x'.repeat(1024 * 1024 + 1))).status).toBe(413)
    const endless = new ReadableStream({ pull: source => source.enqueue(new Uint8Array(64 * 1024)) })
    // Node wants `duplex` for a streamed body; the browser's type of it has no such field.
    const init = { method: 'POST', body: endless, duplex: 'half' }
    const request = new Request(`${ORIGIN}/webhooks/wechat/main`, init)
    expect((await rig.app.request(request)).status).toBe(413)
    expect(seen.length).toBe(before)
    expect((await post('x'.repeat(1024 * 1024))).status).toBe(400)
  })

  test('answers 503 while the database is away, 500 to a fault of ours, and tells neither why', async () => {
    failure = Object.assign(new Error('connect 10.0.0.5:5432'), { code: 'ECONNREFUSED' })
    const away = await post('{"event":1}')
    expect(away.status).toBe(503)
    failure = new TypeError('王奶奶 is undefined')
    const broken = await post('{"event":1}')
    expect(broken.status).toBe(500)
    failure = null
    expect(`${await away.text()}${await broken.text()}`).not.toMatch(/10\.0\.0\.5|王奶奶|at /)
  })
})

describe('for operators', () => {
  test('alive, with an id of this start', async () => {
    const response = await rig.ask('GET', '/healthz')
    expect(await response.json()).toEqual({ ok: true, boot: 'boot-1' })
  })

  test('ready', async () => {
    expect((await rig.ask('GET', '/readyz')).status).toBe(200)
  })

  test('figures for their bearer only', async () => {
    expect((await rig.ask('GET', '/metrics')).status).toBe(401)
    expect((await rig.ask('GET', '/metrics', { headers: { authorization: 'Bearer guess' } })).status).toBe(401)
    rig.ports.measure.count('received', 3)
    const response = await rig.ask('GET', '/metrics', { headers: { authorization: 'Bearer metrics-token' } })
    const text = await response.text()
    for (const line of [
      'zhaoying_received_total 3',
      'zhaoying_oldest_unhandled_seconds 0',
      'zhaoying_oldest_unsent_seconds 0',
      'zhaoying_open_alarms 0',
      'zhaoying_open_handoffs 0',
      'zhaoying_spool_size 0',
      'zhaoying_turn_seconds_count 0',
    ]) {
      expect(text.split('\n')).toContain(line)
    }
  })

  test('what waits for a person’s own next message is late for nobody', async () => {
    const { conversation } = await addResident(rig, '4101')
    const said = { conversationId: conversation, author: 'staff', body: new Uint8Array(), at: new Date('2020-01-01') }
    const [row] = await rig.database.db.insert(message).values(said).returning({ id: message.id })
    const at = { messageId: row?.id ?? 0, untilId: row?.id ?? 0, part: 0, conversationId: conversation }
    const unsent = async (accountId: AccountId) => {
      await rig.database.db.insert(outbox).values({ ...at, accountId, retryKey: crypto.randomUUID() })
      const response = await rig.ask('GET', '/metrics', { headers: { authorization: 'Bearer metrics-token' } })
      await rig.database.db.delete(outbox)
      return Number(/oldest_unsent_seconds (\d+)/.exec(await response.text())?.[1])
    }
    expect(await unsent(silent.account.id)).toBe(0)
    expect(await unsent(channel.account.id)).toBeGreaterThan(1e6)
  })

  test('no figures at all without a token in the settings', async () => {
    const off = await testApp('pglite', { ports: { metricsToken: null } })
    expect((await off.ask('GET', '/metrics', { headers: { authorization: 'Bearer null' } })).status).toBe(404)
    await off.close()
  })

  test('requests are logged by their route', async () => {
    rig.events.length = 0
    await rig.ask('GET', '/healthz?name=王奶奶')
    expect(rig.events).toEqual(['http.request /healthz'])
  })
})

describe('the pages', () => {
  test.each([
    ['/', '照应', 'no-cache'],
    ['/console', '坐席', 'no-cache'],
    ['/console/', '坐席', 'no-cache'],
    ['/assets/page-1a2b.js', 'console.log', 'public, max-age=31536000, immutable'],
  ])('%s is served', async (path, words, cache) => {
    const response = await rig.ask('GET', path)
    expect(response.headers.get('cache-control')).toBe(cache)
    expect(response.headers.get('content-security-policy')).toContain("default-src 'self'")
    expect(response.headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
    expect(response.headers.get('x-content-type-options')).toBe('nosniff')
    expect(response.headers.get('referrer-policy')).toBe('no-referrer')
    expect(await response.text()).toContain(words)
  })

  test.each([
    '/console/other',
    '/assets/',
    '/assets/other.js',
    '/assets/..%2f..%2fpackage.json',
    '/package.json',
    '/index.html/x',
  ])('%s is not there', async path => expect((await rig.ask('GET', path)).status).toBe(404))

  test('are sent small to whoever unpacks them, and not at all to whoever has them', async () => {
    const zipped = await rig.ask('GET', '/', { headers: { 'accept-encoding': 'br, gzip' } })
    expect(zipped.headers.get('content-encoding')).toBe('gzip')
    const tag = zipped.headers.get('etag') ?? ''
    expect((await rig.ask('GET', '/', { headers: { 'if-none-match': tag } })).status).toBe(304)
  })
})

test('over a real socket a body that is too long gets its answer, and the server goes on', async () => {
  const { server, port } = await new Promise<{ server: ReturnType<typeof serve>; port: number }>(resolve => {
    const server = serve({ fetch: rig.app.fetch, port: 0, hostname: '127.0.0.1' }, info =>
      resolve({ server, port: info.port }),
    )
  })
  const url = `http://127.0.0.1:${port}/webhooks/wechat/main`
  expect((await fetch(url, { method: 'POST', body: 'x'.repeat(3_000_000) })).status).toBe(413)
  expect((await fetch(url, { method: 'POST', body: '{}', headers: { 'x-sign': 'good' } })).status).toBe(200)
  await new Promise(resolve => server.close(resolve))
})
