import type { Parsed, PlatformCall } from '../../src/core/channel.ts'
import { type Instant, MINUTE } from '../../src/core/civil-time.ts'
import { type InboundDraft, sortAt } from '../../src/core/inbound.ts'
import { parseJson } from '../../src/core/parse-json.ts'
import { declineCall } from './decline-group.ts'
import { type LineEvent, lineWebhook } from './line-event.ts'
import { readContent } from './read-content.ts'

/** https://developers.line.biz/en/reference/messaging-api/#send-reply-message: good no longer than this after the event. */
const REPLY_TOKEN_ENDS_MS = 20 * MINUTE

/** An empty list of events is the platform's own test of the address. */
export function parseLine(body: Uint8Array, receivedAt: Instant, declineGroup: string): Parsed {
  const parsed = lineWebhook.safeParse(parseJson(body))
  if (!parsed.success) return { kind: 'malformed' }
  // Standby: another module of the account has the talk, and we must not answer.
  const events = parsed.data.events.filter(event => event.mode !== 'standby')
  const drafts = events.map(event => draftOf(event, receivedAt)).filter(draft => draft !== null)
  const asides = events.map(event => asideOf(event, declineGroup)).filter(call => call !== null)
  return { kind: 'events', events: drafts, ...(asides.length > 0 && { asides }) }
}

/** Only a private chat has a person to answer: what is said in groups is not even stored. */
function draftOf(event: LineEvent, receivedAt: Instant): InboundDraft | null {
  const { source, replyToken, timestamp } = event
  if (source?.type !== 'user' || source.userId === undefined) return null
  const answerable = replyToken !== undefined && receivedAt - timestamp < REPLY_TOKEN_ENDS_MS
  return {
    key: event.webhookEventId,
    address: source.userId,
    sort: sortAt(timestamp),
    content: readContent(event),
    ...(answerable && { reply: replyToken }),
  }
}

function asideOf({ type, source, replyToken }: LineEvent, text: string): PlatformCall | null {
  if (type !== 'join') return null
  if (source?.groupId !== undefined) return declineCall({ place: 'group', id: source.groupId, replyToken, text })
  if (source?.roomId !== undefined) return declineCall({ place: 'room', id: source.roomId, replyToken, text })
  return null
}
