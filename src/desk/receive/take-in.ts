import type { Instant } from '../../core/civil-time.ts'
import type { AccountId } from '../../core/ids.ts'
import type { InboundDraft } from '../../core/inbound.ts'
import type { DeskPorts } from '../ports.ts'
import { isReplayed } from '../replayed.ts'
import type { Receive } from './create-receive.ts'
import type { Received } from './store-arrivals.ts'

/** What a verified request of a platform brought. */
export interface Delivered {
  readonly account: AccountId
  readonly events: readonly InboundDraft[]
  readonly receivedAt: Instant
  /** Mark of a signature that covers no body; null: it covers it. */
  readonly nonce: string | null
}

export type TakenIn =
  | { readonly kind: 'stored'; readonly received: readonly Received[] }
  /** The same mark came before with another event: nothing is stored. */
  | { readonly kind: 'replayed' }
  /** Safe on this machine's disk, until the database is back. */
  | { readonly kind: 'spooled' }

export type TakeIn = (delivered: Delivered) => Promise<TakenIn>

export function createTakeIn(ports: Pick<DeskPorts, 'database' | 'now'>, receive: Receive): TakeIn {
  return async ({ account, events, receivedAt, nonce }) => {
    const [first] = events
    if (first && nonce !== null && (await isReplayed(ports, account, nonce, first.key))) return { kind: 'replayed' }
    return { kind: 'stored', received: await receive(account, events, receivedAt) }
  }
}
