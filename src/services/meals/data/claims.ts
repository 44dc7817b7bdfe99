import * as z from 'zod'
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
