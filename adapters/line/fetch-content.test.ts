import { afterAll, beforeEach, expect, test } from 'vitest'
import type { Fetched } from '../../src/core/channel.ts'
import { type LineTrouble, openLinePlatform } from '../../test/stand-ins/line-platform.ts'
import type { LineContent } from '../../test/stand-ins/line-state.ts'
import { fetchContent } from './fetch-content.ts'
import { channelTo } from './test/channel-to.ts'

const platform = await openLinePlatform()
afterAll(() => platform.close())
beforeEach(() => {
  platform.requests.length = 0
})

const PHOTO = new Uint8Array(200_000).fill(7)
const channel = channelTo(platform)
const get = (id: string, limit = 1_000_000) => channel.fetch?.(id, limit, AbortSignal.timeout(5_000))

test('a photo comes whole', async () => {
  platform.contents.set('468789577898262530', PHOTO)
  expect(await get('468789577898262530', PHOTO.length)).toEqual({ kind: 'fetched', bytes: Buffer.from(PHOTO) })
})

test('one byte more than wanted is too large', async () => {
  platform.contents.set('1', PHOTO)
  expect(await get('1', PHOTO.length - 1)).toEqual({ kind: 'too_large' })
})

test('of what is too large no more is read', async () => {
  let read = 0
  let left = false
  const endless = new ReadableStream<Uint8Array>({
    pull(controller) {
      read += 1_000
      controller.enqueue(new Uint8Array(1_000))
    },
    cancel() {
      left = true
    },
  })
  const access = { apiRoot: '', channelAccessToken: '', fetch: async () => new Response(endless) }
  expect(await fetchContent(access, '1', 10_000, AbortSignal.timeout(5_000))).toEqual({ kind: 'too_large' })
  expect(left).toBe(true)
  expect(read).toBeLessThan(20_000)
})

test.each<readonly [LineContent, Fetched]>([
  ['processing', { kind: 'unreachable', accepted: 'no', detail: '202 still preparing' }],
  ['failed', { kind: 'gone', detail: 'transcoding failed' }],
  ['taken-back', { kind: 'gone', detail: '410' }],
])('a recording that is %s', async (held, fetched) => {
  platform.contents.set('2', held)
  expect(await get('2')).toEqual(fetched)
})

test('an id that LINE does not know, and one that would lead elsewhere, are gone', async () => {
  expect(await get('3')).toEqual({ kind: 'gone', detail: '404' })
  expect(await get('../../info')).toEqual({ kind: 'gone', detail: '404' })
  expect(platform.requests.at(-1)).toBe('GET /v2/bot/message/..%2F..%2Finfo/content')
})

test.each<readonly [LineTrouble, Partial<Fetched>]>([
  ['rate-limit', { kind: 'throttled', retryAfterMs: 1_000, scope: 'account' }],
  ['bad-token', { kind: 'misconfigured', detail: '401' }],
  ['server-error', { kind: 'unreachable', detail: '500' }],
  ['reset-before', { kind: 'unreachable' }],
  ['cut-after', { kind: 'unreachable', detail: 'broke off' }],
])('answered with %s says so', async (trouble, fetched) => {
  platform.contents.set('4', PHOTO)
  platform.next(trouble)
  expect(await get('4')).toMatchObject(fetched)
})
