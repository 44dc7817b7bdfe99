import type { RawRequest, Verification } from '../../src/core/channel.ts'
import type { Envelopes } from './sealed-envelope.ts'
import { sameText, signatureOf } from './signature.ts'
import { withForm } from './verified-body.ts'

export type WechatMode = 'aes' | 'compat' | 'plain'

export interface VerifyOptions {
  readonly mode: WechatMode
  readonly token: string
  readonly envelopes: Envelopes
}

const REFUSED: Verification = { kind: 'refused' }
const FRESH_SECONDS = 300
/** No markup, since it is sent back. */
const ECHO = /^[\w+/=.-]{1,256}$/
const SEALED_PART = /<Encrypt>(?:<!\[CDATA\[)?([A-Za-z0-9+/]+={0,2})(?:\]\]>)?<\/Encrypt>/g

interface Marks {
  readonly timestamp: string
  readonly nonce: string
}

/** Every failure up to decryption looks the same. Nothing is parsed: the sealed part is cut out by its marks. */
export function verifyPush(options: VerifyOptions, request: RawRequest): Verification {
  const marks = marksOf(request)
  if (!marks) return REFUSED
  if (request.method === 'GET') return shakeHands(options, request, marks)
  if (request.method !== 'POST') return REFUSED
  const sealed = sealedPart(request.body)
  const isSealed = options.mode === 'aes' || request.query.get('encrypt_type') === 'aes' || sealed !== null
  if (options.mode === 'plain' || !isSealed) return verifyOpen(options, request, marks)
  return verifySealed(options, request, marks, sealed)
}

/** A doubled parameter could be read one way by us and another way by whoever logs or filters it. */
function marksOf({ query, receivedAt }: RawRequest): Marks | null {
  const timestamp = query.get('timestamp') ?? ''
  const nonce = query.get('nonce') ?? ''
  if (new Set(query.keys()).size !== query.size) return null
  if (!/^\d{10}$/.test(timestamp) || !/^[!-~]{1,128}$/.test(nonce)) return null
  return Math.abs(receivedAt / 1000 - Number(timestamp)) <= FRESH_SECONDS ? { timestamp, nonce } : null
}

function isSigned(given: string | null, token: string, { timestamp, nonce }: Marks, sealed?: string): boolean {
  const parts = [token, timestamp, nonce, ...(sealed === undefined ? [] : [sealed])]
  return sameText(given ?? '', signatureOf(parts))
}

function shakeHands({ token }: VerifyOptions, { query }: RawRequest, marks: Marks): Verification {
  const echo = query.get('echostr') ?? ''
  if (!isSigned(query.get('signature'), token, marks) || !ECHO.test(echo)) return REFUSED
  return { kind: 'handshake', answer: echo }
}

/** This signature doesn't cover the body: only the nonce, told to the desk, stops it being used again. */
function verifyOpen({ token }: VerifyOptions, { query, body }: RawRequest, marks: Marks): Verification {
  if (!isSigned(query.get('signature'), token, marks)) return REFUSED
  return verified(withForm('open', body), marks)
}

function verifySealed(
  options: VerifyOptions,
  { query }: RawRequest,
  marks: Marks,
  sealed: string | null,
): Verification {
  if (sealed === null || query.get('encrypt_type') !== 'aes') return REFUSED
  if (!isSigned(query.get('msg_signature'), options.token, marks, sealed)) return REFUSED
  for (const form of ['sealed', 'sealed-formerly'] as const) {
    const xml = options.envelopes[form]?.open(sealed)
    if (xml) return verified(withForm(form, xml), marks)
  }
  return REFUSED
}

function verified(body: Uint8Array, { timestamp, nonce }: Marks): Verification {
  return { kind: 'verified', body, nonce: `${timestamp}.${nonce}` }
}

/** The last one: in compat mode a resident's own words stand before it. */
function sealedPart(body: Uint8Array): string | null {
  const text = Buffer.from(body).toString('latin1')
  return [...text.matchAll(SEALED_PART)].at(-1)?.[1] ?? null
}
