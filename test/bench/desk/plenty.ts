import type { Tx } from '../../../db/database.ts'
import { sql } from '../../../db/sql.ts'

/** What every kitchen of the bench cooks at every meal: as many dishes as the other bots offer, of the same names. */
export const DISHES = ['D031', 'D046', 'D048'] as const
const PLENTY = 100_000_000

/** The invented city's kitchens, each with these dishes at all meals of all days, so many that nobody goes without. */
export async function cookPlenty(tx: Tx): Promise<void> {
  const dishes = JSON.stringify(DISHES)
  await tx.execute(sql`update menu_template set dishes = ${dishes}::jsonb`)
  await tx.execute(sql`update dish set periods = '["breakfast", "lunch", "dinner"]'
    where code in (select jsonb_array_elements_text(${dishes}::jsonb))`)
  await tx.execute(sql`update site_period set meals_capacity = ${PLENTY}::int, portions_default = ${PLENTY}::int,
    portions = '{}', courier_slots = (select coalesce(jsonb_agg(slot || jsonb_build_object('capacity', ${PLENTY}::int)), '[]')
      from jsonb_array_elements(courier_slots) slot)`)
}
