import * as z from 'zod'
import type { Tx } from '../../../../db/database.ts'
import { textsOf, uuidsOf } from '../../../../db/id-list.ts'
import { moment, rows, wholeNumber } from '../../../../db/rows.ts'
import { mealOrder, mealOrderSerial } from '../../../../db/schema/index.ts'
import { sql } from '../../../../db/sql.ts'
import { tableOf } from '../../../../db/table-of.ts'
import { receiptNumber } from '../../receipt-number.ts'

export type MealOrder = typeof mealOrder.$inferSelect

export async function ordersByActKey(tx: Tx, keys: readonly string[]): Promise<ReadonlyMap<string, MealOrder>> {
  if (keys.length === 0) return new Map()
  const found = await tx
    .select()
    .from(mealOrder)
    .where(sql`${mealOrder.actKey} in ${textsOf(keys)}`)
  return new Map(found.map(order => [order.actKey, order]))
}

/** An order that still stands, as far as another like it is compared with it. */
export interface SameOrder {
  readonly sameness: string
  readonly contactId: string
  readonly number: string
  readonly placedAt: Date
}

const sameOrder: z.ZodType<SameOrder> = z.object({
  sameness: z.string(),
  contactId: z.string(),
  number: z.string(),
  placedAt: moment,
})
/** Of one sameness: more within a minute are nobody's mistake. */
const MOST_SAME = 20

/** Orders under these samenesses that still stand, placed since; newest first. Each by its index, however few there were. */
export async function sameOrdersSince(
  tx: Tx,
  samenesses: readonly string[],
  since: Date,
): Promise<readonly SameOrder[]> {
  if (samenesses.length === 0) return []
  const wanted = tableOf('s', { sameness: { type: 'text', values: [...new Set(samenesses)] } })
  return rows(
    tx,
    sql`select o.sameness, o.contact_id::text as "contactId", o.number, o.placed_at as "placedAt"
      from ${wanted} cross join lateral (
        select * from ${mealOrder} where sameness = s.sameness and placed_at >= ${since.toISOString()}::timestamptz
          and status not in ('cancelled', 'declined') order by placed_at desc limit ${MOST_SAME}
      ) o order by o.placed_at desc`,
    sameOrder,
  )
}

/** Fresh numbers in ascending order. */
export async function newOrderNumbers(tx: Tx, count: number): Promise<readonly string[]> {
  if (count === 0) return []
  const name = mealOrderSerial.seqName ?? ''
  const found = await rows(
    tx,
    sql`select nextval(${name}) as serial from generate_series(1, ${count}::int)`,
    z.object({ serial: wholeNumber }),
  )
  return found.map(row => receiptNumber(row.serial))
}

export async function lockOrders(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, MealOrder>> {
  const found = await tx
    .select()
    .from(mealOrder)
    .where(sql`${mealOrder.id} in ${uuidsOf(ids)}`)
    .orderBy(mealOrder.id)
    .for('update')
  return new Map(found.map(order => [order.id, order]))
}
