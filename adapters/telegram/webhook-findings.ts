import * as z from 'zod'
import type { Finding } from '../../src/core/channel-setup.ts'
import { NoAnswer } from './telegram-client.ts'

/** https://core.telegram.org/bots/api#webhookinfo */
const webhookInfo = z.object({
  url: z.string(),
  pending_update_count: z.int().min(0),
  last_error_date: z.int().optional(),
  last_error_message: z.string().optional(),
  allowed_updates: z.array(z.string()).optional(),
})

/** What is wrong with the webhook that stands there. */
export function webhookFindings(answer: unknown, ours: string, allowed: readonly string[]): readonly Finding[] {
  const parsed = webhookInfo.safeParse(answer)
  if (!parsed.success) throw new NoAnswer('unreadable webhook', 'no')
  const info = parsed.data
  if (info.url === '') return [{ ok: false, code: 'webhook-missing' }]
  // No more than the host: people put tokens into the rest.
  if (info.url !== ours) return [{ ok: false, code: 'webhook-elsewhere', detail: URL.parse(info.url)?.host ?? '' }]
  const missing = allowed.filter(name => !info.allowed_updates?.includes(name))
  return [
    { ok: true, code: 'webhook-set' },
    ...(missing.length > 0 ? [{ ok: false, code: 'updates-missing', detail: missing.join(', ') }] : []),
    ...backlog(info),
  ]
}

/** The last error stands there for good: it is over once nothing waits any more. */
function backlog(info: z.infer<typeof webhookInfo>): readonly Finding[] {
  const waiting = info.pending_update_count
  if (waiting === 0) return [{ ok: true, code: 'nothing-waiting' }]
  const { last_error_date: date, last_error_message: words = '' } = info
  const error = date === undefined ? null : `${new Date(date * 1_000).toISOString()} ${words}`.slice(0, 200)
  return [
    { ok: false, code: 'updates-waiting', detail: String(waiting) },
    ...(error === null ? [] : [{ ok: false, code: 'last-error', detail: error }]),
  ]
}
