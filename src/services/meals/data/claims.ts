import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { Tx } from '../../../../db/database.ts'
import { rows } from '../../../../db/rows.ts'
import { subsidyClaim } from '../../../../db/schema/index.ts'
import { sql } from '../../../../db/sql.ts'
import type { CivilDate } from '../../../core/civil-time.ts'

export interface DinerMeal {
  readonly diner: string
  readonly date: CivilDate
  readonly period: string
}

export const dinerMealKey = (meal: DinerMeal) => `${meal.diner}|${meal.date}|${meal.period}`

/** Meals whose one subsidy is taken, as dinerMealKeys. */
export async function claimedMeals(tx: Tx, meals: readonly DinerMeal[]): Promise<ReadonlySet<string>> {
  if (meals.length === 0) return new Set()
  const found = await rows(
    tx,
    sql`select c.diner_id::text as diner, c.date::text as date, c.period from ${subsidyClaim} c
      join jsonb_to_recordset(${JSON.stringify(meals)}::jsonb) as w(diner uuid, date date, period text)
        on c.diner_id = w.diner and c.date = w.date and c.period = w.period`,
    z.object({ diner: z.string(), date: z.string(), period: z.string() }),
  )
  return new Set(found.map(row => `${row.diner}|${row.date}|${row.period}`))
}

/**
 * One order at a time for a diner's meal, whichever conversation it comes from: so that its subsidy is claimed once
 * and the same order sent twice is noticed. Locks are taken in order of their number and end with the transaction.
 */
export async function lockDinerMeals(tx: Tx, keys: readonly string[]): Promise<void> {
  const numbers = [...new Set(keys.map(lockNumber))]
  if (numbers.length === 0) return
  await tx.execute(sql`with wanted as materialized (
      select value::bigint as number from jsonb_array_elements_text(${JSON.stringify(numbers)}::jsonb) order by 1
    ) select count(pg_advisory_xact_lock(number)) from wanted`)
}

/** 64 bits as text: JavaScript numbers hold 53. */
function lockNumber(key: string): string {
  return createHash('sha256').update(key).digest().readBigInt64BE().toString()
}
