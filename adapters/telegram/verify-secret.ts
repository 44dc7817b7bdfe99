import { createHash, timingSafeEqual } from 'node:crypto'
import type { RawRequest, Verification } from '../../src/core/channel.ts'

/**
 * Telegram signs nothing: it sends back the secret that setWebhook was given. Digests have one length, so that the time
 * taken tells nothing. A doubled header arrives as `a, a`, which no secret can be.
 * https://core.telegram.org/bots/api#setwebhook
 */
export function verifySecret(secret: string, request: RawRequest): Verification {
  const given = request.headers.get('x-telegram-bot-api-secret-token')
  if (given === null || !timingSafeEqual(digest(given), digest(secret))) return { kind: 'refused' }
  return { kind: 'verified', body: request.body }
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
