import { timingSafeEqual } from 'node:crypto'
import type { RawRequest, Verification } from '../../src/core/channel.ts'

/**
 * Telegram signs nothing: it sends back the secret that setWebhook was given. How long that is may be told by the time
 * taken, what it says may not. A doubled header arrives as `a, a`, which no secret can be.
 * https://core.telegram.org/bots/api#setwebhook
 */
export function verifySecret(secret: string, request: RawRequest): Verification {
  const given = request.headers.get('x-telegram-bot-api-secret-token')
  if (given === null || !alike(Buffer.from(given), Buffer.from(secret))) return { kind: 'refused' }
  return { kind: 'verified', body: request.body }
}

const alike = (one: Buffer, other: Buffer) => one.length === other.length && timingSafeEqual(one, other)
