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
  | { readonly kind: 'verified'; readonly body: Uint8Array; readonly nonce?: Nonce }
  /** The platform's own handshake: answer this text. */
  | { readonly kind: 'handshake'; readonly answer: string }
  | { readonly kind: 'refused' }

/** A mark that the platform makes for one event: the same one with another body is a replay. */
export type Nonce = string

export type Parsed =
  | { readonly kind: 'events'; readonly events: readonly InboundDraft[]; readonly asides?: readonly PlatformCall[] }
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
  /** The platform takes nothing more before the person does something there: wait for that. */
  | { readonly kind: 'shut'; readonly detail: string }
  /** Blocked, deleted, unfollowed. */
  | { readonly kind: 'gone'; readonly detail: string }
  /** Our settings are wrong: stop the lane, tell the operator. */
  | { readonly kind: 'misconfigured'; readonly detail: string }

export interface CallContext {
  /** Where to: the identity's address, opened for this call only. */
  readonly address: string
  /** The same for every try of one outgoing row. */
  readonly retryKey: string
  /** This one included. */
  readonly tries: number
  /** What the platform gave to answer the event with, for the first call of that answer; null: there is none. */
  readonly reply: Reply | null
  /**
   * The handle proved worthless: forgotten before anything else is tried for this row, so that later tries come
   * without it. A handle that a later try still has was never refused before. False: another process has tried since,
   * with this handle.
   */
  dropReply?(): Promise<boolean>
  readonly now: Instant
  readonly signal: AbortSignal
}

export interface Reply {
  readonly handle: string
  /** When its event came in. */
  readonly at: Instant
}

/** Bytes that the platform held for us, or why there are none. */
export type Fetched =
  | { readonly kind: 'fetched'; readonly bytes: Uint8Array }
  | { readonly kind: 'too_large' }
  | Exclude<Delivery, { kind: 'sent' | 'refused' | 'shut' }>

/** The answer to the platform's own request can carry what is to be said (WeChat). */
export interface PassiveReply {
  /** How long the platform's request may wait for it. */
  readonly withinMs: number
  /** `request`: the verified body that it answers. */
  answer(call: PlatformCall, request: Uint8Array, at: Instant): { readonly type: string; readonly body: string }
}

export interface SendingWindow {
  readonly messages: number
  readonly forMs: number
  /** After a press in the menu and the like (InboundDraft.opensBriefly): not beside the above, but where it is more. */
  readonly brief: { readonly messages: number; readonly forMs: number }
}

/** What every messenger implements. verify, parse and render are pure; the others reach out. */
export interface Channel {
  readonly account: ChannelAccount
  /** Several messages that answer one event go out together: calls are few there, or cost money. */
  readonly bundles: boolean
  verify(request: RawRequest): Verification
  parse(body: Uint8Array, receivedAt: Instant): Parsed
  /** In order; one outgoing row each; never empty. Within the platform's limits. One message, unless it bundles. */
  render(messages: Messages): readonly [PlatformCall, ...PlatformCall[]]
  call(call: PlatformCall, context: CallContext): Promise<Delivery>
  /**
   * Made once, at once, beside everything else, whatever becomes of it: a pressed button stops turning, a group is told
   * to write in private. Its call names its own address.
   */
  aside?(call: PlatformCall, signal: AbortSignal): Promise<void>
  /** Shows that an answer is on its way, for a few seconds. */
  indicate?(address: string, signal: AbortSignal): Promise<void>
  /** What a media event left with the platform, up to `limit` bytes. */
  fetch?(remote: string, limit: number, signal: AbortSignal): Promise<Fetched>
  /** What can't be stored may be refused: the platform sends it again for hours, in order. */
  readonly comesAgain?: true
  readonly passive?: PassiveReply
  /** Nothing can be said there but in the answer to a request: it waits for the person's next message. */
  readonly passiveOnly?: true
  /** What the platform takes from us after a person's message (InboundDraft.opensWindow), passive replies aside. */
  readonly window?: SendingWindow
}

export type Messages = readonly [OutboundMessage, ...OutboundMessage[]]
