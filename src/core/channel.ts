import type { Instant } from './civil-time.ts'
import type { AccountId } from './ids.ts'
import type { InboundDraft } from './inbound.ts'
import type { OutboundMessage } from './outbound.ts'

export const CHANNEL_KINDS = ['web', 'telegram', 'line', 'wechat'] as const
export type ChannelKind = (typeof CHANNEL_KINDS)[number]

export interface ChannelAccount {
  readonly id: AccountId
  readonly kind: ChannelKind
  readonly perSecond: number
  readonly perChatPerSecond: number
  readonly burst: number
}

/** A request as it came: raw bytes, nothing parsed yet. */
export interface RawRequest {
  readonly method: string
  readonly query: URLSearchParams
  readonly headers: Headers
  readonly body: Uint8Array
  readonly receivedAt: Instant
}

/** `verified` carries the bytes that the signature covers (decrypted where the platform encrypts). */
export type Verification =
  | { readonly kind: 'verified'; readonly body: Uint8Array }
  /** The platform's own handshake: answer this text. */
  | { readonly kind: 'handshake'; readonly answer: string }
  | { readonly kind: 'refused' }

export type Parsed =
  | { readonly kind: 'events'; readonly events: readonly InboundDraft[] }
  /** Well signed but not the platform's format: 400. */
  | { readonly kind: 'malformed' }

/** One platform call: exactly what is repeated on a retry. JSON. */
export interface PlatformCall {
  readonly method: string
  readonly payload: unknown
}

/** Closed list; each outcome has one action in the deliver lane. */
export type Delivery =
  | { readonly kind: 'sent'; readonly platformId?: string }
  /** Wait and try again; `account` when the whole account must wait. */
  | { readonly kind: 'throttled'; readonly retryAfterMs: number; readonly scope: 'chat' | 'account' }
  /** No answer or a server's fault: try again with backoff. `accepted` is what is known of it. */
  | { readonly kind: 'unreachable'; readonly accepted: 'no' | 'unknown'; readonly detail: string }
  /** The platform will never take this message: keep the failure, show it to staff. */
  | { readonly kind: 'refused'; readonly detail: string }
  /** Blocked, deleted, unfollowed. */
  | { readonly kind: 'gone'; readonly detail: string }
  /** Our settings are wrong: stop the lane, tell the operator. */
  | { readonly kind: 'misconfigured'; readonly detail: string }

export interface CallContext {
  /** Where to: the identity's address, opened for this call only. */
  readonly address: string
  /** The same for every try of one outgoing row. */
  readonly retryKey: string
  readonly signal: AbortSignal
}

/** What every messenger implements. verify, parse and render are pure; call is the only one that reaches out. */
export interface Channel {
  readonly account: ChannelAccount
  verify(request: RawRequest): Verification
  parse(body: Uint8Array, receivedAt: Instant): Parsed
  /** In order; one outgoing row each; never empty. Within the platform's limits. */
  render(message: OutboundMessage): readonly [PlatformCall, ...PlatformCall[]]
  call(call: PlatformCall, context: CallContext): Promise<Delivery>
}
