import type { Tx } from '../../db/database.ts'
import { message, outbox } from '../../db/schema/index.ts'
import type { PersonKey } from '../../db/vault.ts'
import type { Instant } from '../core/civil-time.ts'
import {
  type AccountId,
  branded,
  type ContactId,
  type ConversationId,
  type InboundId,
  type MessageId,
} from '../core/ids.ts'
import type { OutboundBody } from '../core/outbound.ts'
import { outgoing } from './outgoing.ts'
import type { DeskPorts } from './ports.ts'

interface Addressed {
  readonly conversation: ConversationId
  readonly account: AccountId
  readonly key: PersonKey
  readonly inbound: InboundId | null
  /** When that event came in, where this is its answer: the platform's own request may still wait for it. */
  readonly answersAt?: Instant
  /** The sender's own id: unique in its conversation. */
  readonly clientKey: string | null
}

/** A row of the talk: what the resident wrote, or something to be sent. */
export type NewMessage =
  | (Addressed & { readonly author: 'resident'; readonly body: unknown })
  | (Addressed & {
      readonly author: 'bot' | 'staff'
      readonly staffId: string | null
      readonly body: OutboundBody
      /** 0 emergency · 1 answer · 2 broadcast. */
      readonly priority: 0 | 1 | 2
    })

type PostPorts = Pick<DeskPorts, 'vault' | 'channels' | 'now'>

/**
 * Adds messages in the order given, with an outgoing row for each platform call. The conversations must be locked by
 * this transaction: message ids then grow in the order of each talk, and a reader who asks for what comes after one
 * misses nothing.
 */
export async function addMessages(ports: PostPorts, tx: Tx, added: readonly NewMessage[]): Promise<MessageId[]> {
  if (added.length === 0) return []
  // The desk's own clock, by which the lanes look for what is due: the database's may differ from it.
  const at = new Date(ports.now())
  const rows = await tx
    .insert(message)
    .values(
      added.map(line => ({
        conversationId: line.conversation,
        author: line.author,
        inboundId: line.inbound,
        clientKey: line.clientKey,
        staffId: line.author === 'resident' ? null : line.staffId,
        body: ports.vault.seal(line.key, line.body),
        at,
      })),
    )
    .returning({ id: message.id })
  const ids = rows.map(row => branded<MessageId>(row.id))
  const calls = outgoing(ports, added, ids)
  if (calls.length > 0) await tx.insert(outbox).values(calls)
  return ids
}

export interface Post {
  readonly conversation: ConversationId
  readonly contact: ContactId
  readonly account: AccountId
  readonly author: 'bot' | 'staff'
  readonly body: OutboundBody
  readonly answers: InboundId | null
  readonly staffId?: string
  readonly clientKey?: string
  readonly priority: 0 | 1 | 2
}

/** Posts from outside a turn (a staff member's reply). The conversations' rows must be locked by this transaction. */
export async function postMessages(ports: PostPorts, tx: Tx, posts: readonly Post[]): Promise<MessageId[]> {
  const keys = await ports.vault.keys(
    tx,
    posts.map(post => post.contact),
  )
  const added = posts.map((post): NewMessage => {
    const key = keys.get(post.contact)
    if (!key) throw new Error('the person was erased')
    const { conversation, account, author, body, priority } = post
    const whose = { conversation, account, key, inbound: post.answers, clientKey: post.clientKey ?? null }
    return { ...whose, author, body, priority, staffId: post.staffId ?? null }
  })
  return addMessages(ports, tx, added)
}
