import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Fetched } from '../../src/core/channel.ts'
import type { WechatFault } from '../../test/stand-ins/wechat-endpoints.ts'
import { openWechatPlatform, type WechatPlatform } from '../../test/stand-ins/wechat-platform.ts'
import { AT, channelTo } from './test-channel.ts'
import type { WechatChannelOptions } from './wechat-channel.ts'

let platform: WechatPlatform
beforeEach(async () => {
  platform = await openWechatPlatform({ at: AT })
})
afterEach(() => platform.close())

const BYTES = new Uint8Array([0x23, 0x21, 0x41, 0x4d, 0x52, 0x0a, 1, 2, 3])

function fetchFrom(remote: string, limit = 1_000, options: Partial<WechatChannelOptions> = {}, timeoutMs = 5_000) {
  return channelTo(platform, options).fetch?.(remote, limit, AbortSignal.timeout(timeoutMs))
}

/** Answers the fetching of media, and nothing else, with this. */
function instead(body: ReadableStream, headers: Readonly<Record<string, string>>): typeof fetch {
  return async (input, init) =>
    String(input).includes('media/get') ? new Response(body, { headers }) : fetch(input, init)
}

const bytesOf = (fetched: Fetched | undefined) => (fetched?.kind === 'fetched' ? [...fetched.bytes] : fetched)

describe('what a resident sent and the platform keeps', () => {
  test.each(['image/jpeg', 'audio/amr', 'video/mp4'])('is fetched: %s', async type => {
    expect(bytesOf(await fetchFrom(platform.keep(type, BYTES)))).toEqual([...BYTES])
  })

  test.each<readonly [number, Fetched['kind']]>([
    [9, 'fetched'],
    [8, 'too_large'],
  ])('of 9 bytes within %i is %s', async (limit, kind) => {
    for (const type of ['audio/amr', 'video/mp4'])
      expect((await fetchFrom(platform.keep(type, BYTES), limit))?.kind).toBe(kind)
  })

  test.each<readonly [string, Record<string, string>, number]>([
    ['that nobody told is read no further than the limit', {}, 1_200],
    ['that was told as above the limit is hardly begun', { 'content-length': '1001' }, 100],
  ])('of a size %s', async (_, told, most) => {
    let read = 0
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        read += 100
        controller.enqueue(new Uint8Array(100))
      },
    })
    const headers = { 'content-type': 'image/jpeg', ...told }
    expect(await fetchFrom('m', 1_000, { fetch: instead(endless, headers) })).toEqual({ kind: 'too_large' })
    expect(read).toBeLessThanOrEqual(most)
  })

  test('is fetched with a new token where the old one is refused', async () => {
    platform.next('token_expired', 'media/get')
    expect(bytesOf(await fetchFrom(platform.keep('image/jpeg', BYTES)))).toEqual([...BYTES])
  })

  test('of an unknown id is gone', async () => {
    expect(await fetchFrom('nothing')).toEqual({ kind: 'gone', detail: 'media-gone' })
  })

  test('as a film that is there no longer is gone', async () => {
    const remote = platform.keep('video/mp4', BYTES)
    platform.next({ status: 404 }, `/films/${remote}`)
    expect(await fetchFrom(remote)).toEqual({ kind: 'gone', detail: 'http-404' })
  })

  test('as a film at an address that is none of the web is gone', async () => {
    const body = '{"video_url":"file:///etc/passwd"}'
    platform.next({ status: 200, headers: { 'content-type': 'text/plain' }, body }, 'media/get')
    expect(await fetchFrom('m')).toEqual({ kind: 'gone', detail: 'no-file' })
  })

  test.each<readonly [WechatFault, Fetched]>([
    ['busy', { kind: 'unreachable', accepted: 'no', detail: 'busy' }],
    ['minute_quota', { kind: 'throttled', retryAfterMs: 60_000, scope: 'account' }],
    ['api_banned', { kind: 'misconfigured', detail: 'api-banned' }],
    ['not_permitted', { kind: 'gone', detail: 'not-permitted' }],
    [{ status: 500 }, { kind: 'unreachable', accepted: 'unknown', detail: 'http-500' }],
    ['reset_before_reading', { kind: 'unreachable', accepted: 'unknown', detail: 'UND_ERR_SOCKET' }],
  ])('and the platform answers with %j', async (fault, fetched) => {
    platform.next(fault, 'media/get')
    expect(await fetchFrom(platform.keep('image/jpeg', BYTES))).toEqual(fetched)
  })

  test('cut off in the middle may be fetched again', async () => {
    const half = new ReadableStream<Uint8Array>({
      start(controller) {
        controller.enqueue(new Uint8Array(10))
        controller.error(new Error('https://api.weixin.qq.com/?access_token=secret'))
      },
    })
    expect(await fetchFrom('m', 1_000, { fetch: instead(half, { 'content-type': 'image/jpeg' }) })).toEqual({
      kind: 'unreachable',
      accepted: 'unknown',
      detail: 'cut-off',
    })
  })

  test('given up waiting for may be fetched again', async () => {
    platform.next({ silentMs: 2_000 }, 'media/get')
    expect(await fetchFrom('m', 1_000, {}, 100)).toMatchObject({ kind: 'unreachable', detail: 'aborted' })
  })
})
