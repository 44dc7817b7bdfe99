import { TelegramError } from 'telegraf'
import type { Delivery } from '../../src/core/channel.ts'
import { NoAnswer } from './telegram-client.ts'

/** Where a 429 does not say how long. */
const DEFAULT_RETRY_SECONDS = 5

const GONE = [
  'bot was blocked by the user',
  'user is deactivated',
  "bot can't initiate conversation with a user",
  'chat not found',
]

/** What we tell of other refusals: Telegram's own phrases, since a description may quote what was sent. */
const KNOWN = [
  'message is too long',
  'message text is empty',
  'text must be non-empty',
  'reply markup is too long',
  'file is too big',
  'invalid file_id',
  'wrong file_id or the file is temporarily unavailable',
  'query is too old and response timeout expired or query ID is invalid',
]

/** What follows from a call that failed; an error that is none of the platform's is a bug and thrown again. */
export function failureOf(error: unknown): Exclude<Delivery, { kind: 'sent' | 'shut' }> {
  if (error instanceof NoAnswer) return { kind: 'unreachable', accepted: error.accepted, detail: error.message }
  if (!(error instanceof TelegramError)) throw error
  const { code, description, parameters } = error
  if (code === 429) {
    // The whole bot waits, whichever chat it was.
    const seconds = parameters?.retry_after ?? DEFAULT_RETRY_SECONDS
    return { kind: 'throttled', retryAfterMs: Math.ceil(seconds * 1_000), scope: 'account' }
  }
  const detail = `${code} ${nameOf(description)}`.trim()
  if (code >= 500) return { kind: 'unreachable', accepted: 'unknown', detail }
  // 404: a token that is none, or no Telegram at that address. 421: a token that this server does not serve.
  if (code === 401 || code === 404 || code === 421) return { kind: 'misconfigured', detail }
  return { kind: GONE.some(phrase => description.includes(phrase)) ? 'gone' : 'refused', detail }
}

function nameOf(description: string): string {
  const known = [...GONE, ...KNOWN].find(phrase => description.includes(phrase))
  // Errors that Telegram passes on from within, such as BUTTON_DATA_INVALID.
  return known ?? /^Bad Request: ([A-Z]+(?:_[A-Z]+)+)$/.exec(description)?.[1] ?? ''
}
