import type { Tx } from '../../db/database.ts'
import { webhookNonce } from '../../db/schema/index.ts'
import { lt } from '../../db/sql.ts'
import { type Instant, later } from '../core/civil-time.ts'
import type { AccountId } from '../core/ids.ts'
import type { DeskPorts } from './ports.ts'

/** A request older than five minutes is refused by its time; its mark need not be kept much longer. */
const KEPT_MS = 10 * 60_000

/** Whether this mark came before with another event. The platform's own repeat carries the same event, and is none. */
export async function isReplayed(
  { database, now }: Pick<DeskPorts, 'database' | 'now'>,
  account: AccountId,
  nonce: string,
  eventKey: string,
): Promise<boolean> {
  const values = { accountId: account, nonce, eventKey, seenAt: new Date(now()) }
  const [first] = await database.intake
    .insert(webhookNonce)
    .values(values)
    // Changes nothing, but gives the row that was there: one round trip, while the platform waits.
    .onConflictDoUpdate({ target: [webhookNonce.accountId, webhookNonce.nonce], set: { nonce } })
    .returning({ eventKey: webhookNonce.eventKey })
  return first?.eventKey !== eventKey
}

export async function forgetNonces(db: Tx, now: Instant): Promise<void> {
  await db.delete(webhookNonce).where(lt(webhookNonce.seenAt, new Date(later(now, -KEPT_MS))))
}
