import type { Tx } from '../../db/database.ts'
import type { ContactId, ConversationId, InboundId, MessageId } from '../core/ids.ts'
import type { OutboundBody } from '../core/outbound.ts'
import type { DeskPorts } from './ports.ts'

export interface Post {
  readonly conversation: ConversationId
  readonly contact: ContactId
  readonly account: string
  readonly author: 'bot' | 'staff'
  readonly body: OutboundBody
  readonly answers: InboundId | null
  readonly staffId?: string
  /** The sender's own id: posting again under it changes nothing. */
  readonly clientKey?: string
  /** 0 emergency · 1 answer · 2 broadcast. */
  readonly priority: 0 | 1 | 2
}

/** Writes message and outbox rows. The conversations' rows must be locked by this transaction. */
export type PostMessages = (
  ports: Pick<DeskPorts, 'vault' | 'channels'>,
  tx: Tx,
  posts: readonly Post[],
) => Promise<readonly MessageId[]>
