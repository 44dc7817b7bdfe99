import * as z from 'zod'
import type { Delivery } from '../../src/core/channel.ts'
import type { LineAnswer } from './request-line.ts'

/** LINE names no time to wait; its rates are counted by the second. */
const RATE_PAUSE_MS = 1_000

const errorBody = z.object({
  message: z.string(),
  details: z.array(z.object({ property: z.string().optional() })).optional(),
})

/** https://developers.line.biz/en/reference/messaging-api/#error-messages: what LINE says, and what we call it. */
const NAMES = [
  [/^Invalid reply token/i, 'invalid-reply-token'],
  [/monthly limit/i, 'monthly-limit'],
  [/rate limit|too many requests/i, 'rate-limit'],
  [/^The property, 'to',/i, 'invalid-to'],
  [/^Failed to send messages/i, 'not-delivered'],
  [/^Authentication failed/i, 'token-refused'],
  [/^Access to this API is not available/i, 'not-permitted'],
  [/^The retry key/i, 'retry-key'],
] as const
type ErrorName = (typeof NAMES)[number][1]

/** undefined: an error that LINE's reference gives no sentence for, or a fault in the body sent. */
export function errorName(answer: LineAnswer): ErrorName | undefined {
  const error = errorBody.safeParse(answer.body)
  if (!error.success) return undefined
  if (error.data.details?.some(({ property }) => property === 'to')) return 'invalid-to'
  return NAMES.find(([sentence]) => sentence.test(error.data.message))?.[1]
}

/** What became of a message, from what LINE answered. */
export function readAnswer(answer: LineAnswer): Exclude<Delivery, { kind: 'shut' }> {
  const { status } = answer
  const name = errorName(answer)
  const detail = describeAnswer(answer)
  if (status >= 200 && status < 300) return sent(answer, 'x-line-request-id')
  if (status === 401 || status === 403) return { kind: 'misconfigured', detail }
  if (status === 429 && name === 'monthly-limit') return { kind: 'refused', detail: 'monthly-limit' }
  if (status === 429) return { kind: 'throttled', retryAfterMs: pauseOf(answer), scope: 'account' }
  // Even with a 500 it may have been delivered: https://developers.line.biz/en/docs/messaging-api/retrying-api-request/
  if (status >= 500 || status === 408) return { kind: 'unreachable', accepted: 'unknown', detail }
  return name === 'invalid-to' ? { kind: 'gone', detail } : { kind: 'refused', detail }
}

export function sent(answer: LineAnswer, header: string): Extract<Delivery, { kind: 'sent' }> {
  const id = answer.headers.get(header)
  return { kind: 'sent', ...(id !== null && { platformId: id }) }
}

/** Status and our own name for it; of a faulty body the field's path. Never LINE's sentence, which may quote. */
export function describeAnswer(answer: LineAnswer): string {
  const error = errorBody.safeParse(answer.body)
  const property = error.success ? error.data.details?.find(detail => detail.property)?.property : undefined
  const path = property && /^[\w.[\]/-]{1,80}$/.test(property) ? property : undefined
  return [answer.status, errorName(answer) ?? path].filter(part => part !== undefined).join(' ')
}

function pauseOf({ headers }: LineAnswer): number {
  const seconds = Number(headers.get('retry-after'))
  return seconds > 0 && seconds <= 3_600 ? seconds * 1_000 : RATE_PAUSE_MS
}
