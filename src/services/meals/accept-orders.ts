import type { Tx } from '../../../db/database.ts'
import { sql } from '../../../db/sql.ts'
import type { Instant } from '../../core/civil-time.ts'
import { HOUR } from '../../core/civil-time.ts'

/** Rows at a time: a sweep stays short, the next one goes on. */
const AT_ONCE = 500
const CLOSE_AFTER = 24 * HOUR

/** The kitchen accepts when nobody can take an order back any more; a delivered one is closed after a day. */
export async function acceptOrders(tx: Tx, now: Instant): Promise<void> {
  const at = new Date(now).toISOString()
  await tx.execute(sql`update meal_order set status = 'accepted', status_at = ${at}::timestamptz
    where id in (select id from meal_order where status = 'placed' and undo_until <= ${at}::timestamptz
      order by undo_until limit ${AT_ONCE} for update skip locked)`)
  const before = new Date(now - CLOSE_AFTER).toISOString()
  await tx.execute(sql`update meal_order set status = 'closed', status_at = ${at}::timestamptz
    where id in (select id from meal_order where status = 'delivered' and status_at <= ${before}::timestamptz
      order by status_at limit ${AT_ONCE} for update skip locked)`)
}
