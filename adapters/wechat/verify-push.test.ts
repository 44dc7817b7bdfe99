import { afterAll, describe, expect, test } from 'vitest'
import type { RawRequest } from '../../src/core/channel.ts'
import { instant } from '../../src/core/civil-time.ts'
import { seal, sign } from '../../test/stand-ins/wechat-crypto.ts'
import { openWechatPlatform } from '../../test/stand-ins/wechat-platform.ts'
import { AT, channelTo, OPENID } from './test-channel.ts'
import { readForm } from './verified-body.ts'
import type { WechatMode } from './verify-push.ts'

/** The account's page and our settings may differ while somebody changes them. */
const platforms = {
  aes: await openWechatPlatform({ at: AT, mode: 'aes' }),
  compat: await openWechatPlatform({ at: AT, mode: 'compat' }),
  plain: await openWechatPlatform({ at: AT, mode: 'plain' }),
}
afterAll(() => Promise.all(Object.values(platforms).map(platform => platform.close())))

const REFUSED = { kind: 'refused' }
const MODES: readonly WechatMode[] = ['aes', 'compat', 'plain']

function verify(mode: WechatMode, request: RawRequest) {
  return channelTo(platforms[mode], { mode }).verify(request)
}

function formOf(mode: WechatMode, page: WechatMode): string | undefined {
  const verified = verify(mode, platforms[page].pushText(OPENID, '订饭'))
  if (verified.kind !== 'verified') return verified.kind
  const read = readForm(verified.body)
  return Buffer.from(read?.xml ?? [])
    .toString()
    .includes('<![CDATA[订饭]]>')
    ? read?.form
    : 'without the text'
}

describe('a push', () => {
  test.each<readonly [WechatMode, WechatMode, string]>([
    ['aes', 'aes', 'sealed'],
    ['compat', 'aes', 'sealed'],
    ['compat', 'compat', 'sealed'],
    ['compat', 'plain', 'open'],
    ['plain', 'plain', 'open'],
    ['plain', 'compat', 'open'],
    ['aes', 'plain', 'refused'],
    ['aes', 'compat', 'sealed'],
  ])('with us in %s mode and the account’s page in %s is %s', (mode, page, form) => {
    expect(formOf(mode, page)).toBe(form)
  })

  test('sealed with the former key is taken as long as that is set, as while the account’s page changes to the next', () => {
    const request = platforms.aes.pushText(OPENID, '订饭')
    const { encodingAesKey: former } = platforms.aes.account
    const next = 'N'.repeat(43)
    const changing = channelTo(platforms.aes, { encodingAesKey: next, formerEncodingAesKey: former })
    const verified = changing.verify(request)
    expect(verified).toMatchObject({ kind: 'verified' })
    const mark = `${request.query.get('timestamp')}.${request.query.get('nonce')}`
    expect(verified, 'marked as any other').toMatchObject({ nonce: mark })
    for (const over of [{ encodingAesKey: next }, { encodingAesKey: next, formerEncodingAesKey: 'O'.repeat(43) }])
      expect(channelTo(platforms.aes, over).verify(request)).toEqual(REFUSED)
    request.query.set('msg_signature', sign('other', mark))
    expect(changing.verify(request)).toEqual(REFUSED)
  })

  test.each(MODES)('tells its mark of the moment, so that the desk knows a replay (%s)', mode => {
    const request = platforms[mode].pushText(OPENID, '订饭')
    const nonce = `${request.query.get('timestamp')}.${request.query.get('nonce')}`
    expect(verify(mode, request)).toMatchObject({ kind: 'verified', nonce })
  })

  test.each<readonly [number, string]>([
    [-301_000, 'refused'],
    [-299_000, 'verified'],
    [299_000, 'verified'],
    [301_000, 'refused'],
  ])('received %i ms after it was signed is %s', (after, kind) => {
    for (const mode of MODES) {
      const request = { ...platforms[mode].pushText(OPENID, '订饭'), receivedAt: instant(AT + after) }
      expect(verify(mode, request).kind).toBe(kind)
    }
  })

  const spoil: readonly (readonly [string, (query: URLSearchParams) => void])[] = [
    ['without a timestamp', query => query.delete('timestamp')],
    ['without a nonce', query => query.delete('nonce')],
    ['with a timestamp of milliseconds', query => query.set('timestamp', `${query.get('timestamp')}000`)],
    ['with another nonce', query => query.set('nonce', '1')],
    ['with its timestamp twice', query => query.append('timestamp', query.get('timestamp') ?? '')],
    ['with any parameter twice', query => query.append('openid', OPENID)],
    ['with empty signatures', query => ['signature', 'msg_signature'].map(name => query.set(name, ''))],
    ['with long signatures', query => ['signature', 'msg_signature'].map(name => query.set(name, 'a'.repeat(99_999)))],
    [
      'signed with an empty token',
      query => {
        const marks = [query.get('timestamp') ?? '', query.get('nonce') ?? '']
        query.set('signature', sign('', ...marks))
        query.set('msg_signature', sign('', ...marks))
      },
    ],
  ]
  test.each(spoil)('%s is refused in every mode', (_, change) => {
    for (const mode of MODES) {
      const request = platforms[mode].pushText(OPENID, '订饭')
      change(request.query)
      expect(verify(mode, request)).toEqual(REFUSED)
    }
  })

  test.each(['PUT', 'HEAD', 'DELETE'])('sent by %s is refused', method => {
    expect(verify('plain', { ...platforms.plain.pushText(OPENID, '订饭'), method })).toEqual(REFUSED)
  })
})

describe('a sealed push', () => {
  test.each<readonly [string, (query: URLSearchParams) => void]>([
    ['without encrypt_type', query => query.delete('encrypt_type')],
    ['of another encrypt_type', query => query.set('encrypt_type', 'raw')],
    ['without msg_signature, though the open signature holds', query => query.delete('msg_signature')],
    ['with the open signature in place of its own', query => query.set('msg_signature', query.get('signature') ?? '')],
  ])('%s is refused, in compat mode too', (_, change) => {
    for (const mode of ['aes', 'compat'] as const) {
      const request = platforms[mode].pushText(OPENID, '订饭')
      change(request.query)
      expect(verify(mode, request)).toEqual(REFUSED)
    }
  })

  test('signed well but sealed for another account is refused the same way', () => {
    const request = platforms.aes.pushText(OPENID, '订饭')
    const { account } = platforms.aes
    const sealed = seal({ ...account, appId: 'wx0000000000000000' }, '<xml></xml>')
    const marks = [request.query.get('timestamp') ?? '', request.query.get('nonce') ?? '']
    request.query.set('msg_signature', sign(account.token, ...marks, sealed))
    const body = new TextEncoder().encode(`<xml><Encrypt><![CDATA[${sealed}]]></Encrypt></xml>`)
    expect(verify('aes', { ...request, body })).toEqual(REFUSED)
  })

  test('in compat mode counts by its sealed part: whatever was changed beside it is not read', () => {
    const request = platforms.compat.pushText(OPENID, '订饭')
    const body = new TextEncoder().encode(Buffer.from(request.body).toString().replace('订饭', '退订'))
    const verified = verify('compat', { ...request, body })
    expect(verified.kind === 'verified' && Buffer.from(verified.body).toString()).toContain('订饭')
  })

  test('whose resident wrote of sealed parts is still read', () => {
    const text = 'see <Encrypt>abcd</Encrypt>'
    const verified = verify('compat', platforms.compat.pushText(OPENID, text))
    expect(verified.kind).toBe('verified')
  })

  test.each<readonly [string, string]>([
    ['nothing', ''],
    ['no XML', '{"Encrypt":"abcd"}'],
    ['a sealed part that never ends', `<xml><Encrypt><![CDATA[${'A'.repeat(500_000)}`],
    ['a thousand sealed parts', `<xml>${'<Encrypt>AAAA</Encrypt>'.repeat(1_000)}</xml>`],
    ['markup as deep as it is long', '<a>'.repeat(300_000)],
    ['bytes that are no UTF-8', '\u00ff\u00fe'],
  ])('with %s as its body is refused', (_, body) => {
    const request = platforms.aes.pushText(OPENID, '订饭')
    expect(verify('aes', { ...request, body: Buffer.from(body, 'latin1') })).toEqual(REFUSED)
  })
})

describe('the handshake', () => {
  test.each(MODES)('is answered with its echo in %s mode', mode => {
    const request = platforms[mode].handshake('5838479218127813673')
    expect(verify(mode, request)).toEqual({ kind: 'handshake', answer: '5838479218127813673' })
  })

  test.each<readonly [string, (query: URLSearchParams) => void]>([
    ['without a signature', query => query.delete('signature')],
    ['with a wrong signature', query => query.set('signature', '0'.repeat(40))],
    ['without an echo', query => query.delete('echostr')],
    ['with two echoes', query => query.append('echostr', '1')],
    ['with markup as its echo', query => query.set('echostr', '<script>')],
    ['with lines as its echo', query => query.set('echostr', 'a\r\nb')],
  ])('%s is refused', (_, change) => {
    const request = platforms.aes.handshake('5838479218127813673')
    change(request.query)
    expect(verify('aes', request)).toEqual(REFUSED)
  })

  test('of long ago is refused', () => {
    const request = { ...platforms.aes.handshake('1'), receivedAt: instant(AT + 301_000) }
    expect(verify('aes', request)).toEqual(REFUSED)
  })
})
