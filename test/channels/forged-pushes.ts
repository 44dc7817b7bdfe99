import { createHmac, randomInt } from 'node:crypto'
import { sealBytes, sign } from '../stand-ins/wechat-crypto.ts'
import { pushOf, toXml } from '../stand-ins/wechat-pushes.ts'
import type { Push } from './messenger.ts'
import type { MessengerName, Messengers } from './messengers.ts'

const OLD_MS = 10 * 60_000

/** Requests that nobody may mistake for the platform's: each is written well but for what its name says. */
export function forgedPushes(of: Messengers, said: string): readonly (readonly [MessengerName, string, Push])[] {
  const write = (name: MessengerName) => of[name].person(1).write(said)
  const secret = 'x-telegram-bot-api-secret-token'
  const signature = 'x-line-signature'
  const { account } = of.wechat.platform
  const xml = textXml(said)
  const wechat = (other: Partial<typeof account>, at = Date.now()) => pushOf({ ...account, ...other }, xml, at)
  const query = (name: string, value: string | null) => withQuery(write('wechat'), name, value)
  return [
    ['telegram', 'no secret', withHeader(write('telegram'), secret, null)],
    ['telegram', 'a wrong secret', withHeader(write('telegram'), secret, `${of.telegram.platform.secret}0`)],
    ['telegram', 'its secret twice', doubled(write('telegram'), secret)],
    ['line', 'no signature', withHeader(write('line'), signature, null)],
    ['line', 'a signature of something else', { ...write('line'), body: Buffer.from('{"events":[]}') }],
    ['line', 'its signature twice', doubled(write('line'), signature)],
    ['line', 'a signature by another account', signedBy('0'.repeat(32), write('line'))],
    ['wechat', 'no signature', query('msg_signature', null)],
    ['wechat', 'a wrong signature', query('msg_signature', '0'.repeat(40))],
    ['wechat', 'a second signature', query('msg_signature', '+')],
    ['wechat', 'a token of another account', wechat({ token: 'another' })],
    ['wechat', 'a key of another account', wechat({ encodingAesKey: 'B'.repeat(43) })],
    ['wechat', 'an appid of another account', wechat({ appId: 'wx0000000000000000' })],
    ['wechat', 'nothing sealed', wechat({ mode: 'plain' })],
    ['wechat', 'a query of long ago', wechat({}, Date.now() - OLD_MS)],
    ['wechat', 'a query to come', wechat({}, Date.now() + OLD_MS)],
    ['wechat', 'a seal around nothing', signedSeal(account, Buffer.alloc(64, 9))],
    ['wechat', 'a seal that claims too much', signedSeal(account, Buffer.alloc(64, 1).fill(0xff, 16, 20))],
  ]
}

export function textXml(text: string, more: Readonly<Record<string, string>> = {}): string {
  const from = { ToUserName: 'gh_7f083739789a', FromUserName: 'oMWfk5k-elder_1', CreateTime: seconds() }
  return toXml({ ...from, MsgType: 'text', Content: text, MsgId: `9007199254740993${seconds()}`, ...more })
}

type Account = Messengers['wechat']['platform']['account']

/** Any bytes, sealed and signed as the platform would. */
export function sealedPush(account: Account, content: Uint8Array): Push {
  const head = Buffer.alloc(20)
  head.writeUInt32BE(content.length, 16)
  const bare = Buffer.concat([head, content, Buffer.from(account.appId)])
  const pad = 32 - (bare.length % 32)
  return signedSeal(account, Buffer.concat([bare, Buffer.alloc(pad, pad)]))
}

function signedSeal(account: Account, bytes: Uint8Array): Push {
  const sealed = sealBytes(account.encodingAesKey, bytes)
  const [timestamp, nonce] = [String(seconds()), String(randomInt(1_000_000_000))]
  const query = new URLSearchParams({ timestamp, nonce, encrypt_type: 'aes' })
  query.set('msg_signature', sign(account.token, timestamp, nonce, sealed))
  const body = Buffer.from(`<xml><Encrypt><![CDATA[${sealed}]]></Encrypt></xml>`)
  return { method: 'POST', query, headers: new Headers({ 'content-type': 'text/xml' }), body }
}

const seconds = () => Math.floor(Date.now() / 1_000)

function withHeader(push: Push, name: string, value: string | null): Push {
  const headers = new Headers(push.headers)
  if (value === null) headers.delete(name)
  else headers.set(name, value)
  return { ...push, headers }
}

/** Fetch sends it as one line, `a, a`, as most proxies do. */
function doubled(push: Push, name: string): Push {
  const headers = new Headers(push.headers)
  headers.append(name, headers.get(name) ?? '')
  return { ...push, headers }
}

function signedBy(secret: string, push: Push): Push {
  return withHeader(push, 'x-line-signature', createHmac('sha256', secret).update(push.body).digest('base64'))
}

/** `+`: once more. */
function withQuery(push: Push, name: string, value: string | null): Push {
  const query = new URLSearchParams(push.query)
  if (value === null) query.delete(name)
  else if (value === '+') query.append(name, query.get(name) ?? '')
  else query.set(name, value)
  return { ...push, query }
}
