import { createHmac, randomBytes } from 'node:crypto'
import type { LineState } from './line-state.ts'

/** Also good as the second argument of fetch. */
export interface LineWebhookRequest {
  readonly method: 'POST'
  readonly query: URLSearchParams
  readonly headers: Headers
  readonly body: Uint8Array<ArrayBuffer>
}

export interface LineEventJson extends Readonly<Record<string, unknown>> {
  readonly webhookEventId: string
  readonly timestamp: number
  readonly replyToken?: string
}

/** Types that can be replied to: https://developers.line.biz/en/reference/messaging-api/#webhook-event-objects */
const ANSWERABLE = ['message', 'follow', 'join', 'memberJoined', 'postback', 'beacon', 'accountLink', 'membership']
const USER = 'U4af4980629b3a1bf25b2b1a4f32a9d6e'

/** An event as LINE makes it: of one user unless told otherwise, with a reply token where its type has one. */
export function makeEvent(
  state: Pick<LineState, 'replyTokens'>,
  type: string,
  more: Readonly<Record<string, unknown>> = {},
): LineEventJson {
  const source: Readonly<Record<string, unknown>> = { type: 'user', userId: USER }
  const event = {
    type,
    mode: 'active',
    timestamp: Date.now(),
    source,
    webhookEventId: `01${randomBytes(12).toString('hex').toUpperCase()}`,
    deliveryContext: { isRedelivery: false },
    ...(ANSWERABLE.includes(type) && { replyToken: randomBytes(16).toString('hex') }),
    ...more,
  }
  const { groupId, roomId, userId } = event.source
  if (event.replyToken !== undefined)
    state.replyTokens.set(event.replyToken, { to: String(groupId ?? roomId ?? userId), until: Date.now() + 60_000 })
  return event
}

/** Any bytes, signed as they are. */
export function signWebhook(secret: string, body: string | Uint8Array): LineWebhookRequest {
  const bytes = new Uint8Array(typeof body === 'string' ? Buffer.from(body) : body)
  const signature = createHmac('sha256', secret).update(bytes).digest('base64')
  const headers = new Headers({ 'content-type': 'application/json; charset=utf-8', 'x-line-signature': signature })
  return { method: 'POST', query: new URLSearchParams(), headers, body: bytes }
}
