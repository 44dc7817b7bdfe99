import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { seal, sealBytes, unseal } from '../../test/stand-ins/wechat-crypto.ts'
import { sealedEnvelope } from './sealed-envelope.ts'

/** The account of the platform's own sample code. */
const SAMPLE = { appId: 'wxb11529c136998cb6', encodingAesKey: 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG' }
const envelope = sealedEnvelope(SAMPLE.appId, SAMPLE.encodingAesKey)
const text = (bytes: Uint8Array | null) => (bytes ? Buffer.from(bytes).toString() : null)

/** What others' code makes of the sample account: github.com/chanjarster/weixin-java-tools, WxCryptUtilTest. */
const SEALED_BY_OTHERS = 'jn1L23DB+6ELqJ+6bruv21Y6MD7KeIfP82D6gU39rmkgczbWwt5+3bnyg5K55bgVtVzd832WzZGMhkP72vVOfg=='

/** As the platform seals, but for one thing. */
function sealedWith({ length = 2, appId = SAMPLE.appId, pad = [] as number[] }): string {
  const size = Buffer.alloc(4)
  size.writeUInt32BE(length)
  const bare = Buffer.concat([Buffer.alloc(16, 7), size, Buffer.from('hi'), Buffer.from(appId)])
  const count = 32 - (bare.length % 32)
  const padding = pad.length > 0 ? Buffer.from(pad) : Buffer.alloc(count, count)
  return sealBytes(SAMPLE.encodingAesKey, Buffer.concat([bare, padding]))
}

describe('a sealed message', () => {
  test('made by others’ code is opened, and ours by the platform', () => {
    expect(text(envelope.open(SEALED_BY_OTHERS))).toBe('我是中文abcd123')
    expect(seal(SAMPLE, '我是中文abcd123', Buffer.from('aaaabbbbccccdddd'))).toBe(SEALED_BY_OTHERS)
    expect(unseal(SAMPLE, envelope.seal('好的。'))).toBe('好的。')
  })

  test('of any length comes out as it went in, and never looks the same twice', () => {
    const anything = fc.string({ unit: 'grapheme', maxLength: 200 })
    fc.assert(
      fc.property(anything, content => {
        expect(text(envelope.open(envelope.seal(content)))).toBe(content)
      }),
    )
    expect(envelope.seal('好')).not.toBe(envelope.seal('好'))
  })

  test('well made is opened', () => expect(text(envelope.open(sealedWith({})))).toBe('hi'))

  test.each<readonly [string, string]>([
    ['for another account', sealedWith({ appId: 'wxb11529c136998cb7' })],
    ['for an account whose name only begins like ours', sealedWith({ appId: `${SAMPLE.appId}0` })],
    ['for nobody', sealedWith({ appId: '' })],
    ['with a length beyond its end', sealedWith({ length: 0xffffffff })],
    ['with a length that eats the account', sealedWith({ length: 3 })],
    [
      'with padding of nothing',
      sealedWith({ pad: [9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 0] }),
    ],
    ['with padding above 32', sealedWith({ pad: Array.from({ length: 24 }, () => 33) })],
    ['with padding that differs in itself', sealedWith({ pad: [1, ...Array.from({ length: 23 }, () => 24)] })],
    ['with nothing but padding', sealBytes(SAMPLE.encodingAesKey, Buffer.alloc(32, 32))],
    ['cut in the middle of a block', SEALED_BY_OTHERS.slice(0, 40)],
    ['with a character that is no base64', `${SEALED_BY_OTHERS.slice(0, -3)}*==`],
    ['with base64 in another spelling', SEALED_BY_OTHERS.replaceAll('+', '-')],
    ['empty', ''],
  ])('%s stays closed', (_, sealed) => expect(envelope.open(sealed)).toBeNull())

  test('of another key stays closed', () => {
    const other = sealedEnvelope(SAMPLE.appId, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789abcdefg')
    expect(other.open(SEALED_BY_OTHERS)).toBeNull()
  })
})
