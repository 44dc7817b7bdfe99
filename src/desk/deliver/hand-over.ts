import type { Instant } from '../../core/civil-time.ts'
import type { AccountId } from '../../core/ids.ts'
import type { Outgoing } from './claim-outgoing.ts'
import type { Opened } from './open-outgoing.ts'

/** An outgoing row that the commit which made it leased to this process, with what it says. */
export interface Ready {
  readonly account: AccountId
  readonly outgoing: Outgoing
  readonly opened: Opened
  /** Counted from when the row was made: the commit has taken a part of it. */
  readonly leasedUntil: Instant
}

/** From a turn to the lanes of its own process: what was just said need not be claimed, read and opened again. */
export interface HandOver {
  /** So many rows of the account would be sent at once. */
  room(account: AccountId): number
  /** Once they are committed. */
  take(ready: readonly Ready[]): void
}
