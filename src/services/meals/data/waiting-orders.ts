import * as z from 'zod'
import type { Tx } from '../../../../db/database.ts'
import { rows } from '../../../../db/rows.ts'
import { mealOrder } from '../../../../db/schema/index.ts'
import { and, lte, sql } from '../../../../db/sql.ts'
import type { Instant } from '../../../core/civil-time.ts'
import type { MealOrder } from './orders.ts'

export interface WaitedFor {
  readonly site: string
  readonly date: string
  readonly period: string
}

/** At a time: a sweep stays short, the next one goes on. */
const MEALS_AT_ONCE = 20
const ORDERS_AT_ONCE = 500

/** In words of the statement: its own index is for these alone, and one plan is kept whatever a parameter holds. */
const WAITS = sql`${mealOrder.status} = 'waitlisted'`

/** Meals that somebody waits for and that have a place again. */
export async function mealsWithRoom(tx: Tx, now: Instant): Promise<readonly WaitedFor[]> {
  return rows(
    tx,
    sql`select distinct o.site, o.date::text as date, o.period from meal_order o
      join stock s on s.site = o.site and s.date = o.date and s.period = o.period and s.kind = 'meals'
      where o.status = 'waitlisted' and o.undo_until > ${new Date(now).toISOString()}::timestamptz
        and s.taken < s.capacity
      limit ${MEALS_AT_ONCE}`,
    z.object({ site: z.string(), date: z.string(), period: z.string() }),
  )
}

/** Locks those who wait for these meals, whoever came first in front. One who is just being cancelled is left out. */
export async function lockWaiting(tx: Tx, meals: readonly WaitedFor[], now: Instant): Promise<readonly MealOrder[]> {
  if (meals.length === 0) return []
  const wanted = JSON.stringify(meals.map(({ site, date, period }) => ({ site, date, period })))
  const found = await tx
    .select()
    .from(mealOrder)
    .where(
      and(
        WAITS,
        sql`${mealOrder.undoUntil} > ${new Date(now).toISOString()}::timestamptz`,
        sql`exists (select 1 from jsonb_to_recordset(${wanted}::jsonb) as w(site text, date date, period text)
          where w.site = ${mealOrder.site} and w.date = ${mealOrder.date} and w.period = ${mealOrder.period})`,
      ),
    )
    .orderBy(mealOrder.id)
    .limit(ORDERS_AT_ONCE)
    .for('update', { skipLocked: true })
  return found.toSorted((a, b) => a.placedAt.getTime() - b.placedAt.getTime() || (a.id < b.id ? -1 : 1))
}

/** Locks those who waited until the cut-off in vain. */
export async function lockInVain(tx: Tx, now: Instant): Promise<readonly MealOrder[]> {
  return tx
    .select()
    .from(mealOrder)
    .where(and(WAITS, lte(mealOrder.undoUntil, new Date(now))))
    .orderBy(mealOrder.id)
    .limit(ORDERS_AT_ONCE)
    .for('update', { skipLocked: true })
}
