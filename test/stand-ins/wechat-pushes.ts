import { randomInt } from 'node:crypto'
import { XMLParser } from 'fast-xml-parser'
import * as z from 'zod'
import type { RawRequest } from '../../src/core/channel.ts'
import { instant } from '../../src/core/civil-time.ts'
import { seal, sign, unseal } from './wechat-crypto.ts'

/** Text in CDATA, numbers bare, as the platform writes them. */
export interface Fields {
  readonly [name: string]: string | number | Fields
}

export interface WechatAccount {
  readonly appId: string
  readonly appSecret: string
  readonly token: string
  readonly encodingAesKey: string
  /** What is chosen on the account's page. */
  readonly mode: 'aes' | 'compat' | 'plain'
}

export function toXml(fields: Fields): string {
  const written = (value: string | number | Fields): string => {
    if (typeof value === 'number') return String(value)
    if (typeof value !== 'string') return inner(value)
    return `<![CDATA[${value.split(']]>').join(']]]]><![CDATA[>')}]]>`
  }
  const inner = (of: Fields) =>
    Object.entries(of)
      .map(([name, value]) => `<${name}>${written(value)}</${name}>\n`)
      .join('')
  return `<xml>\n${inner(fields)}</xml>`
}

/** Signed, and sealed as the account's mode wants it. */
export function pushOf(account: WechatAccount, xml: string, now: number): RawRequest {
  const { timestamp, nonce, query } = marks(account, now)
  query.set('openid', /<FromUserName><!\[CDATA\[(.*?)\]\]>/.exec(xml)?.[1] ?? '')
  if (account.mode === 'plain') return request('POST', query, xml, now)
  const sealed = seal(account, xml)
  query.set('encrypt_type', 'aes')
  query.set('msg_signature', sign(account.token, timestamp, nonce, sealed))
  const part = `<Encrypt><![CDATA[${sealed}]]></Encrypt>`
  const to = /<ToUserName>.*?<\/ToUserName>/.exec(xml)?.[0] ?? ''
  const body =
    account.mode === 'aes' ? `<xml>\n${to}\n${part}\n</xml>` : xml.replace(/<\/xml>$/, () => `${part}\n</xml>`)
  return request('POST', query, body, now)
}

export function handshakeOf(account: WechatAccount, echo: string, now: number): RawRequest {
  const { query } = marks(account, now)
  query.set('echostr', echo)
  return request('GET', query, '', now)
}

function marks({ token }: WechatAccount, now: number) {
  const timestamp = String(Math.floor(now / 1000))
  const nonce = String(randomInt(1_000_000_000))
  const query = new URLSearchParams({ signature: sign(token, timestamp, nonce), timestamp, nonce })
  return { timestamp, nonce, query }
}

function request(method: string, query: URLSearchParams, body: string, now: number): RawRequest {
  const headers = new Headers({ 'content-type': 'text/xml' })
  return { method, query, headers, body: new TextEncoder().encode(body), receivedAt: instant(now) }
}

const parser = new XMLParser({ parseTagValue: false, trimValues: false })
const sealedReply = z.object({
  xml: z.object({ Encrypt: z.string(), MsgSignature: z.string(), TimeStamp: z.string(), Nonce: z.string() }),
})
const reply = z.object({
  xml: z.object({
    ToUserName: z.string(),
    FromUserName: z.string(),
    CreateTime: z.string().regex(/^\d{10}$/),
    MsgType: z.literal('text'),
    Content: z.string().refine(text => text !== '' && Buffer.byteLength(text) <= 2_048),
  }),
})

/** null: nothing is said. Throws where the platform would tell the resident that the account is out of order. */
export function replyIn(account: WechatAccount, body: string): { readonly to: string; readonly text: string } | null {
  if (body === '' || body === 'success') return null
  const sealed = sealedReply.safeParse(parser.parse(body, true)).data?.xml
  if (account.mode === 'aes' && !sealed) throw new Error('an open reply in aes mode')
  if (account.mode === 'plain' && sealed) throw new Error('a sealed reply in plain mode')
  if (sealed && sign(account.token, sealed.TimeStamp, sealed.Nonce, sealed.Encrypt) !== sealed.MsgSignature)
    throw new Error('a wrong signature')
  const { xml } = reply.parse(parser.parse(sealed ? unseal(account, sealed.Encrypt) : body, true))
  return { to: xml.ToUserName, text: xml.Content }
}
