import * as z from 'zod'
import { type CivilDate, parseCivilDate } from '../../core/civil-time.ts'
import { forWhom } from './diner.ts'

export const civilDateInput = z.string().transform((text, context): CivilDate => {
  const date = parseCivilDate(text)
  if (date) return date
  context.addIssue({ code: 'custom', message: 'not a date' })
  return z.NEVER
})

const SAID: Readonly<Record<string, string>> = {
  morning: 'breakfast',
  noon: 'lunch',
  afternoon: 'dinner',
  evening: 'dinner',
}

/** Parts of the day are taken for the meal of that time. */
export const mealPeriod = z.string().transform(period => SAID[period] ?? period)

export const saidDishes = z.array(z.object({ id: z.string(), quantity: z.number().nullish() }))

/** An order as the flow has it so far. Dietary codes and allergens as in the vocabulary. */
export const orderWish = z.object({
  ...forWhom,
  site: z.string(),
  date: civilDateInput,
  period: mealPeriod,
  /** null: carried where the site carries, else to be fetched. */
  mode: z.enum(['deliver', 'collect']).nullish(),
  dishes: saidDishes.nullish(),
  dietary: z.array(z.string()).nullish(),
  /** Asked for this order, where nothing is on file. */
  allergies: z.array(z.string()).nullish(),
  /** Where the kitchen is full: in line for a place that comes free. */
  wait: z.boolean().nullish(),
})
export type OrderWish = z.infer<typeof orderWish>

export const placeInput = orderWish.extend({
  /** What was read back; another sum is asked about again, never charged silently. */
  due_fen: z.number().nullish(),
  /** Really another one of the same. */
  again: z.boolean().nullish(),
})
export type PlaceInput = z.infer<typeof placeInput>
