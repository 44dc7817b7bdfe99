import type { Instant } from '../core/civil-time.ts'
import type { ContactId, ConversationId } from '../core/ids.ts'
import type { JsonObject } from '../core/operation.ts'

/** A named event that a trade puts into a conversation's stream. */
export interface Signal {
  readonly conversation: ConversationId
  /** Whom it is told: should somebody else speak there by then, it stays unsaid. */
  readonly to: ContactId
  /** Telling again under the same key changes nothing. */
  readonly key: string
  readonly name: string
  readonly data: JsonObject
  /** Should the messenger take nothing before they write again, it is told no more from then on. */
  readonly usefulUntil?: Instant
}
