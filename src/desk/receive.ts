import type { Instant } from '../core/civil-time.ts'
import type { AccountId, ContactId, ConversationId, InboundId } from '../core/ids.ts'
import type { InboundDraft } from '../core/inbound.ts'

export interface Received {
  readonly key: string
  readonly id: InboundId
  readonly conversation: ConversationId
  readonly contact: ContactId
  /** It was here before: accepted, with no effect. */
  readonly duplicate: boolean
}

/** Stores verified events in one commit, raises alarms, wakes the turn. Same order as the drafts. */
export type Receive = (
  account: AccountId,
  drafts: readonly InboundDraft[],
  receivedAt: Instant,
) => Promise<readonly Received[]>
