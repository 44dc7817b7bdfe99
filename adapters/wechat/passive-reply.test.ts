import { XMLParser } from 'fast-xml-parser'
import { afterAll, describe, expect, test } from 'vitest'
import type { RawRequest } from '../../src/core/channel.ts'
import { openWechatPlatform, type WechatPlatform } from '../../test/stand-ins/wechat-platform.ts'
import { NOTHING_TO_SAY } from './passive-reply.ts'
import { AT, channelTo, message, OPENID } from './test-channel.ts'
import type { WechatMode } from './verify-push.ts'

const platforms = {
  aes: await openWechatPlatform({ at: AT, mode: 'aes' }),
  compat: await openWechatPlatform({ at: AT, mode: 'compat' }),
  plain: await openWechatPlatform({ at: AT, mode: 'plain' }),
}
afterAll(() => Promise.all(Object.values(platforms).map(platform => platform.close())))

/** What we answer to a request, from verify to the body. */
function answer(platform: WechatPlatform, request: RawRequest, text: string, mode: WechatMode = platform.account.mode) {
  const channel = channelTo(platform, { mode })
  const verified = channel.verify(request)
  if (verified.kind !== 'verified' || !channel.passive) throw new Error(verified.kind)
  return channel.passive.answer(channel.render([message(text)])[0], verified.body, AT)
}

describe('a passive reply', () => {
  test.each<readonly [WechatMode, WechatMode]>([
    ['aes', 'aes'],
    ['compat', 'compat'],
    ['plain', 'plain'],
    // While somebody changes the one and then the other.
    ['compat', 'aes'],
    ['compat', 'plain'],
  ])('with us in %s mode reaches the resident of an account in %s mode', (mode, page) => {
    const platform = platforms[page]
    const reply = answer(platform, platform.pushText(OPENID, '订饭'), '好的。\n1 软米饭', mode)
    expect(reply.type).toBe('text/xml')
    platform.takeReply(reply.body)
    expect(platform.accepted.at(-1)).toEqual({ via: 'passive', openid: OPENID, text: '好的。\n1 软米饭' })
  })

  test.each(['the former key', 'the next key'])(
    'while the key changes, is sealed with %s where the push was',
    which => {
      const platform = platforms.aes
      const { encodingAesKey: at } = platform.account
      const other = 'N'.repeat(43)
      const keys =
        which === 'the former key'
          ? { encodingAesKey: other, formerEncodingAesKey: at }
          : { encodingAesKey: at, formerEncodingAesKey: other }
      const channel = channelTo(platform, keys)
      const verified = channel.verify(platform.pushText(OPENID, '订饭'))
      if (verified.kind !== 'verified') throw new Error(verified.kind)
      const reply = channel.passive?.answer(channel.render([message('好')])[0], verified.body, AT)
      platform.takeReply(reply?.body ?? '')
      expect(platform.accepted.at(-1)?.text).toBe('好')
    },
  )

  test('goes from the account to whoever wrote, at the moment given', () => {
    const { body } = answer(platforms.plain, platforms.plain.pushText(OPENID, '订饭'), '好')
    expect(new XMLParser({ parseTagValue: false }).parse(body)).toEqual({
      xml: {
        ToUserName: OPENID,
        FromUserName: 'gh_7f083739789a',
        CreateTime: String(AT / 1000),
        MsgType: 'text',
        Content: '好',
      },
    })
  })

  test.each(['a]]>b', ']]]]>>', ']]></Content><Content>x', '<![CDATA[', '&lt;&#60;', 'a\u0000b'])(
    'whatever its text holds, it stays the text: %j',
    text => {
      for (const platform of Object.values(platforms)) {
        platform.takeReply(answer(platform, platform.pushText(OPENID, '订饭'), text).body)
        // As shown: no markup, and nothing that XML can't carry.
        const shown = text.replace('</', '＜/').replace('<Content', '＜Content').replace('\u0000', '')
        expect(platform.accepted.at(-1)?.text).toBe(shown)
      }
    },
  )

  test('is sealed and marked anew each time', () => {
    const request = platforms.aes.pushText(OPENID, '订饭')
    const [one, other] = [answer(platforms.aes, request, '好').body, answer(platforms.aes, request, '好').body]
    expect(one).not.toBe(other)
    expect(one).not.toContain('好')
  })

  test('with nothing to say is the platform’s own word for it, which shows nothing', () => {
    const before = platforms.aes.accepted.length
    const reply = answer(platforms.aes, platforms.aes.pushText(OPENID, '订饭'), '')
    expect(reply).toEqual(NOTHING_TO_SAY)
    platforms.aes.takeReply(reply.body)
    expect(platforms.aes.accepted.length).toBe(before)
  })

  test('to an event goes like one to a message', () => {
    platforms.aes.takeReply(answer(platforms.aes, platforms.aes.pushEvent(OPENID, 'subscribe'), '您好').body)
    expect(platforms.aes.accepted.at(-1)?.text).toBe('您好')
  })

  test('leaves time for the way back', () => {
    expect(channelTo(platforms.aes).passive?.withinMs).toBeLessThan(5_000)
  })
})
