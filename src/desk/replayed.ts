import type { Tx } from '../../db/database.ts'
import { webhookNonce } from '../../db/schema/index.ts'
import { and, eq, lt } from '../../db/sql.ts'
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
  const db = database.intake
  await db
    .insert(webhookNonce)
    .values({ accountId: account, nonce, eventKey, seenAt: new Date(now()) })
    .onConflictDoNothing()
  const [first] = await db
    .select({ eventKey: webhookNonce.eventKey })
    .from(webhookNonce)
    .where(and(eq(webhookNonce.accountId, account), eq(webhookNonce.nonce, nonce)))
  return first?.eventKey !== eventKey
}

export async function forgetNonces(db: Tx, now: Instant): Promise<void> {
  await db.delete(webhookNonce).where(lt(webhookNonce.seenAt, new Date(later(now, -KEPT_MS))))
}
