import { createHash } from 'node:crypto'
import { afterAll, describe, expect, test } from 'vitest'
import type { Delivery, RawRequest } from '../../src/core/channel.ts'
import { SettingError } from '../../src/core/errors.ts'
import { type ChannelFixture, channelContract, type SignatureFault } from '../../test/channel-suite.ts'
import { seal } from '../../test/stand-ins/wechat-crypto.ts'
import type { WechatFault } from '../../test/stand-ins/wechat-endpoints.ts'
import { openWechatPlatform } from '../../test/stand-ins/wechat-platform.ts'
import { pushOf } from '../../test/stand-ins/wechat-pushes.ts'
import { AT, channelTo, context, message, OPENID } from './test-channel.ts'
import { textPayload } from './text-payload.ts'

const platform = await openWechatPlatform({ at: AT })
afterAll(() => platform.close())

const FAULTS: Readonly<Record<Delivery['kind'], WechatFault | null>> = {
  sent: null,
  throttled: 'minute_quota',
  unreachable: { status: 502 },
  refused: 'blacklisted',
  shut: 'count_over',
  gone: 'not_following',
  misconfigured: 'api_banned',
}

function wronglySigned(fault: SignatureFault): RawRequest {
  const request = platform.pushText(OPENID, '订饭')
  const signature = request.query.get('msg_signature') ?? ''
  if (fault === 'missing') request.query.delete('msg_signature')
  if (fault === 'bad')
    request.query.set(
      'msg_signature',
      signature.replace(/^./, first => (first === '0' ? '1' : '0')),
    )
  if (fault === 'doubled') request.query.append('msg_signature', signature)
  return request
}

/** Sealed well anew, but not what was signed. */
function tampered(): RawRequest {
  const sealed = seal(platform.account, '<xml></xml>')
  const request = platform.pushText(OPENID, '订饭')
  const body = Buffer.from(request.body)
    .toString()
    .replace(/(?<=<Encrypt><!\[CDATA\[)[^\]]+/, sealed)
  return { ...request, body: new TextEncoder().encode(body) }
}

function fixture(): ChannelFixture {
  const { token, encodingAesKey, appSecret } = platform.account
  return {
    channel: channelTo(platform),
    message: (key, text) => platform.pushText(OPENID, text, numbered(key)),
    wronglySigned,
    tampered,
    malformed: fault => pushOf(platform.account, fault === 'not_json' ? '{"a":' : '<xml><a>1</a></xml>', AT),
    unknownEvent: () => platform.pushEvent(OPENID, 'TEMPLATESENDJOBFINISH', { MsgID: '200163836', Status: 'success' }),
    withinLimits: call => Buffer.byteLength(textPayload.parse(call.payload).content) <= 2_048,
    provoke(outcome) {
      platform.pushText('somebody', '在吗')
      const fault = FAULTS[outcome]
      if (fault !== null) platform.next(fault)
      return channelTo(platform)
    },
    secrets: [token, encodingAesKey, appSecret],
  }
}

/** The platform's ids are 64-bit numbers. */
function numbered(key: string): string {
  return String(createHash('sha256').update(key).digest().readBigUInt64BE())
}

channelContract('WeChat', fixture)

describe('an account of WeChat', () => {
  test.each<readonly [string, Parameters<typeof channelTo>[1]]>([
    ['an empty token, with which anybody could sign', { token: '' }],
    ['a token with other characters', { token: 'pam test' }],
    ['no key in aes mode', { encodingAesKey: null }],
    ['a short key', { encodingAesKey: 'abc' }],
    ['a short former key', { formerEncodingAesKey: 'abc' }],
    ['no key in compat mode', { mode: 'compat', encodingAesKey: null }],
  ])('never starts with %s', (_, over) => {
    expect(() => channelTo(platform, over)).toThrow(SettingError)
  })

  test('needs no key in plain mode', () => {
    expect(channelTo(platform, { mode: 'plain', encodingAesKey: null }).account.kind).toBe('wechat')
  })

  test('tells how much may be said after a message, as the platform counts it', () => {
    expect(channelTo(platform).window).toEqual({
      messages: 5,
      forMs: 172_800_000,
      brief: { messages: 3, forMs: 60_000 },
    })
    expect(channelTo(platform)).not.toHaveProperty('passiveOnly')
    const unverified = channelTo(platform, { customerService: false })
    expect(unverified).toMatchObject({ passiveOnly: true })
    expect(unverified).not.toHaveProperty('window')
  })

  test('without customer-service messages refuses at once, and calls nobody', async () => {
    const channel = channelTo(platform, {
      customerService: false,
      fetch: () => {
        throw new Error('called')
      },
    })
    const [call] = channel.render([message('好的。')])
    expect(await channel.call(call, context())).toEqual({ kind: 'refused', detail: 'no-customer-service' })
  })
})
