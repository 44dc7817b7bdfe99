import { validateSignature } from '@line/bot-sdk'
import type { RawRequest, Verification } from '../../src/core/channel.ts'

/**
 * The only base64 spelling of 32 bytes. The SDK decodes leniently (base64url, blanks, idle bits), so another spelling of
 * a good signature would pass as well; and a header that came twice arrives joined by a comma.
 */
const SPELLING = /^[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=$/

/** https://developers.line.biz/en/docs/messaging-api/verify-webhook-signature/ */
export function verifyLine(channelSecret: string, { headers, body }: RawRequest): Verification {
  const signature = headers.get('x-line-signature') ?? ''
  if (!SPELLING.test(signature)) return { kind: 'refused' }
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength)
  return validateSignature(bytes, channelSecret, signature) ? { kind: 'verified', body } : { kind: 'refused' }
}
