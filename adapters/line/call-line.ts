import * as z from 'zod'
import type { CallContext, Delivery, PlatformCall, Reply } from '../../src/core/channel.ts'
import type { Instant } from '../../src/core/civil-time.ts'
import { errorName, readAnswer, sent } from './read-answer.ts'
import { type LineAccess, requestLine } from './request-line.ts'

/** LINE promises a minute from the webhook on; the rest is for the way there. */
const REPLY_LIFE_MS = 50_000

const payload = z.object({ messages: z.array(z.unknown()).min(1).max(5) })

/**
 * A reply costs nothing, a push costs quota. Only the push has a retry key; but a reply token is good exactly once, so
 * that replying again with it never says anything twice.
 *
 * When LINE calls the token invalid:
 * - on the first try nothing was said yet. The token is forgotten, and the same row is pushed at once: the answer is
 *   due now, and waiting would gain nothing. Unless the try took longer than its lease, and another process has made
 *   the next one since: that one used the token.
 * - on a later try within its life, an earlier try must have used it and lost the answer: it was said. Throttled
 *   tries, or a process that died before its call, leave the token good, and it works now. One that was refused before
 *   was forgotten before its push, so that a push without an answer comes back here as a push.
 *
 * Past its life "used" and "expired" look the same. So the token isn't tried, and the row is pushed: should a reply
 * without an answer have been said all the same, it is heard twice. Better than never, and rare: it takes a silence of
 * LINE that lasts from the first try to the token's end.
 */
export async function callLine(access: LineAccess, call: PlatformCall, context: CallContext): Promise<Delivery> {
  const { messages } = payload.parse(call.payload)
  if (context.reply && isGood(context.reply, context.now)) {
    const replied = await reply(access, messages, context.reply.handle, context.signal)
    if (replied !== 'invalid token') return replied
    if (context.tries > 1) return { kind: 'sent' }
    // Should the token not be forgotten, the push is still the best that can be done.
    const isOurs = await context.dropReply?.().catch(() => true)
    if (isOurs === false) return { kind: 'sent' }
  }
  return push(access, messages, context)
}

function isGood({ at }: Reply, now: Instant): boolean {
  return now - at < REPLY_LIFE_MS
}

/** Without a retry key, which this endpoint refuses. */
async function reply(
  access: LineAccess,
  messages: readonly unknown[],
  replyToken: string,
  signal: AbortSignal,
): Promise<Delivery | 'invalid token'> {
  const body = { replyToken, messages }
  const answer = await requestLine(access, { method: 'POST', path: '/v2/bot/message/reply', body, signal })
  if (answer.kind === 'unreachable') return answer
  return errorName(answer) === 'invalid-reply-token' ? 'invalid token' : readAnswer(answer)
}

async function push(access: LineAccess, messages: readonly unknown[], context: CallContext): Promise<Delivery> {
  const { address, retryKey, signal } = context
  const body = { to: address, messages }
  const answer = await requestLine(access, { method: 'POST', path: '/v2/bot/message/push', body, retryKey, signal })
  if (answer.kind === 'unreachable') return answer
  // An earlier try of this row was accepted, and its answer lost.
  return answer.status === 409 ? sent(answer, 'x-line-accepted-request-id') : readAnswer(answer)
}
