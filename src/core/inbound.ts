import type { Instant } from './civil-time.ts'
import type { AttachmentId, ContactId, ConversationId, HandoffId } from './ids.ts'
import type { Language } from './language.ts'

export const MEDIA_KINDS = ['photo', 'voice', 'video', 'sticker', 'file'] as const
export type MediaKind = (typeof MEDIA_KINDS)[number]

/** What a resident or a platform sent, in neutral words. JSON; sealed when stored. */
export type InboundContent =
  | { readonly kind: 'text'; readonly text: string; readonly transcript?: boolean }
  /** A pressed option: the token that the desk made for it; `label` is added by the turn, for the transcript. */
  | { readonly kind: 'choice'; readonly token: string; readonly label?: string }
  /** `attachment` once the bytes are stored with us, `remote` while the platform still holds them. */
  | {
      readonly kind: 'media'
      readonly media: MediaKind
      readonly attachment?: AttachmentId
      readonly remote?: string
      readonly caption?: string
    }
  | { readonly kind: 'location'; readonly latitude: number; readonly longitude: number; readonly label?: string }
  | { readonly kind: 'phone'; readonly phone: string; readonly own: boolean }
  /** Opened the chat, followed, unblocked: the desk greets. */
  | { readonly kind: 'joined' }
  /** Unfollowed, blocked: nothing can be sent any more. */
  | { readonly kind: 'left' }
  /** Well signed, of no use to us; kept, answered 2xx. */
  | { readonly kind: 'unknown'; readonly name: string }

/** What the desk tells a conversation itself, in the same stream and order as messages. */
export type DeskContent =
  /** Staff closed a hand-off: what they changed and one sentence of what was agreed. */
  | {
      readonly kind: 'returned'
      readonly handoff: HandoffId
      readonly slots: Readonly<Record<string, unknown>>
      readonly note: string
    }
  /**
   * A named event of a trade (an order was delivered), for flows that wait for it or are started by it. Said only where
   * the one it is told to still speaks.
   */
  | {
      readonly kind: 'signal'
      readonly to: ContactId
      readonly name: string
      readonly data: Readonly<Record<string, unknown>>
      /** Should it have to wait for the person that long, it is told no more. */
      readonly usefulUntil?: Instant
      /** Conversations where telling it failed. */
      readonly tried?: readonly ConversationId[]
    }

/** Of InboundDraft.sort. `within`: microseconds after the moment, from what the platform counts there. */
export function sortAt(ms: number, within = 0): number {
  return Math.min(ms * 1_000 + within, Number.MAX_SAFE_INTEGER)
}

/** One event as an adapter parsed it. */
export interface InboundDraft {
  /** Unique in its account; a redelivery has the same. */
  readonly key: string
  /** The platform's id of the one who wrote; where the answer goes. */
  readonly address: string
  /**
   * Platform order among events that wait together: microseconds since 1970 (`sortAt`), or what the platform offers.
   * Null where it offers nothing: then when they were stored, by the database's clock, which all processes share.
   */
  readonly sort: number | null
  readonly content: InboundContent
  /** Hint for the first greeting only. */
  readonly language?: Language
  /** What the platform gave to answer this event with (LINE's reply token). Kept sealed, good for a while. */
  readonly reply?: string
  /** After it the platform takes messages from us anew (Channel.window). */
  readonly opensWindow?: true
  /** No message, but after it the platform takes a few from us for a moment (SendingWindow.brief). */
  readonly opensBriefly?: true
}
