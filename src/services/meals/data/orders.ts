import * as z from 'zod'
import type { Tx } from '../../../../db/database.ts'
import { textsOf, uuidsOf } from '../../../../db/id-list.ts'
import { rows, wholeNumber } from '../../../../db/rows.ts'
import { mealOrder, mealOrderSerial } from '../../../../db/schema/index.ts'
import { and, desc, gte, notInArray, sql } from '../../../../db/sql.ts'
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

/** Orders under these samenesses that still stand, placed since; newest first. */
export async function sameOrdersSince(
  tx: Tx,
  samenesses: readonly string[],
  since: Date,
): Promise<readonly MealOrder[]> {
  if (samenesses.length === 0) return []
  return tx
    .select()
    .from(mealOrder)
    .where(
      and(
        sql`${mealOrder.sameness} in ${textsOf([...new Set(samenesses)])}`,
        gte(mealOrder.placedAt, since),
        notInArray(mealOrder.status, ['cancelled', 'declined']),
      ),
    )
    .orderBy(desc(mealOrder.placedAt))
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
