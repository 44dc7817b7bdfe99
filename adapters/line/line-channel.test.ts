import { createHmac } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import type { Delivery, RawRequest } from '../../src/core/channel.ts'
import { type ChannelFixture, channelContract } from '../../test/channel-suite.ts'
import { faultsIn } from '../../test/stand-ins/line-limits.ts'
import { type LineTrouble, openLinePlatform } from '../../test/stand-ins/line-platform.ts'
import type { LineWebhookRequest } from '../../test/stand-ins/line-webhook.ts'
import { lineChannel } from './line-channel.ts'
import { channelTo } from './test/channel-to.ts'
import { ACCOUNT, AT, USER } from './test/line-samples.ts'

const platform = await openLinePlatform({ knows: () => true })
afterAll(() => platform.close())

const channel = channelTo(platform)

const TROUBLE: Readonly<Record<Exclude<Delivery['kind'], 'shut'>, LineTrouble | null>> = {
  sent: null,
  throttled: 'rate-limit',
  unreachable: 'server-error',
  refused: 'not-delivered',
  gone: 'invalid-to',
  misconfigured: 'bad-token',
}

function raw(request: LineWebhookRequest, signature?: string | null): RawRequest {
  const headers = new Headers(request.headers)
  if (signature === null) headers.delete('x-line-signature')
  else if (signature !== undefined) headers.set('x-line-signature', signature)
  return { ...request, headers, receivedAt: AT }
}

const said = (webhookEventId: string, text: string) =>
  platform.webhook({ ...platform.text(USER, text), webhookEventId })
const signatureOf = (request: LineWebhookRequest) => request.headers.get('x-line-signature') ?? ''

function fixture(): ChannelFixture {
  const good = said('k1', '订饭')
  const faults = {
    missing: null,
    bad: signatureOf(good).replace(/^./, first => (first === 'A' ? 'B' : 'A')),
    doubled: [good, good].map(signatureOf).join(', '),
  }
  return {
    channel,
    message: (key, text) => raw(said(key, text)),
    wronglySigned: fault => raw(good, faults[fault]),
    tampered: () => ({ ...raw(good), body: said('k1', '订两份饭').body }),
    malformed: fault => raw(platform.signed(fault === 'not_json' ? '{"events":[' : '{"events":{}}')),
    unknownEvent: () =>
      raw(platform.webhook(platform.event('beacon', { beacon: { hwid: 'd41d8cd98f', type: 'enter' } }))),
    withinLimits: call => faultsIn((call.payload as { readonly messages: unknown }).messages).length === 0,
    provoke(outcome) {
      if (outcome === 'shut') return null
      platform.next(TROUBLE[outcome])
      return channel
    },
    secrets: [platform.channelSecret, platform.channelAccessToken],
  }
}

channelContract('LINE', fixture)

describe('the signature of a webhook', () => {
  const request = platform.webhook()
  const signature = signatureOf(request)

  test.each<readonly [string, string]>([
    ['nothing', ''],
    ['base64url', `${'-_'.repeat(21)}A=`],
    ['without its padding', signature.slice(0, -1)],
    ['with more padding', `${signature}=`],
    ['with a blank inside', `${signature.slice(0, 10)} ${signature.slice(10)}`],
    ['in hex', Buffer.from(signature, 'base64').toString('hex')],
    ['of another secret', createHmac('sha256', 'other').update(request.body).digest('base64')],
    ['of no secret', createHmac('sha256', '').update(request.body).digest('base64')],
    ['made with SHA-1', createHmac('sha1', platform.channelSecret).update(request.body).digest('base64')],
  ])('%s is refused', (_, wrong) => {
    expect(channel.verify(raw(request, wrong))).toEqual({ kind: 'refused' })
  })

  test('spelled differently is refused, though it decodes to the same bytes', () => {
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
    const last = alphabet.indexOf(signature.charAt(42))
    const other = `${signature.slice(0, 42)}${alphabet.charAt(last + 1)}=`
    expect(Buffer.from(other, 'base64')).toEqual(Buffer.from(signature, 'base64'))
    expect(channel.verify(raw(request, other))).toEqual({ kind: 'refused' })
  })

  test('is good for its own bytes only, whatever they are', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.nat(), fc.integer({ min: 1, max: 255 }), (bytes, at, flip) => {
        const signed = platform.signed(bytes)
        expect(channel.verify(raw(signed))).toEqual({ kind: 'verified', body: signed.body })
        const changed = new Uint8Array(bytes.length === 0 ? [flip] : bytes)
        if (bytes.length > 0) changed[at % bytes.length] = (changed[at % bytes.length] ?? 0) ^ flip
        expect(channel.verify({ ...raw(signed), body: changed })).toEqual({ kind: 'refused' })
      }),
    )
  })

  test('covers a view into a larger buffer and no byte around it', () => {
    const larger = Buffer.concat([Buffer.from('before'), request.body, Buffer.from('after')])
    const body = larger.subarray(6, 6 + request.body.length)
    expect(channel.verify({ ...raw(request), body }).kind).toBe('verified')
    expect(channel.verify({ ...raw(request), body: larger })).toEqual({ kind: 'refused' })
  })

  test('is never checked with an empty secret', () => {
    const { apiRoot, channelAccessToken } = platform
    const options = { account: ACCOUNT, channelAccessToken, apiRoot, declineGroup: '', fetch: globalThis.fetch }
    const words = () => ({ date: '', location: '', camera: '', album: '' })
    expect(() => lineChannel({ ...options, words, channelSecret: '' })).toThrow('secret is empty')
  })
})

test('whoever waits is shown that an answer is on its way', async () => {
  await channel.indicate?.(USER, AbortSignal.timeout(1_000))
  expect(platform.requests.at(-1)).toBe('POST /v2/bot/chat/loading/start')
})
