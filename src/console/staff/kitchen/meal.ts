import type { Localised } from '../../../core/language.ts'
import { civilDay } from '../texts/time-words.ts'

export const PERIODS = ['breakfast', 'lunch', 'dinner'] as const
export type Period = (typeof PERIODS)[number]

/** Which meal is looked at: kept in the address. */
export interface Meal {
  /** '': every site of my areas. */
  readonly site: string
  readonly date: string
  readonly period: Period
}

export interface Site {
  readonly code: string
  readonly name: Localised
}

/** `GET /api/kitchen` */
export interface KitchenMeal {
  readonly orders: number
  /** Orders that can still be taken back: counted, not to be cooked yet. */
  readonly still_open: number
  readonly counts: readonly { readonly dish: string; readonly name: string; readonly quantity: number }[]
  readonly labels: readonly Label[]
}

export interface Label {
  readonly order: string
  readonly number: string
  readonly status: string
  readonly mode: string
  readonly courier_slot: string | null
  readonly lines: string
  readonly diet: string
  readonly due_fen: number
  /** null: my role may not see them. */
  readonly name: string | null
  readonly door: string | null
}

/** `GET /api/orders`, as far as the sheet needs it. */
export interface OrderRow {
  readonly id: string
  readonly site: string
  readonly pay_by: string
  readonly recipient: { readonly phone: string | null } | null
}

export function mealOf(query: string, now: number): Meal {
  const asked = new URLSearchParams(query)
  return {
    site: asked.get('site') ?? '',
    date: /^\d{4}-\d{2}-\d{2}$/.exec(asked.get('date') ?? '')?.[0] ?? civilDay(now),
    period: PERIODS.find(period => period === asked.get('period')) ?? nextPeriod(now),
  }
}

export function queryOf(meal: Meal): string {
  const { site, date, period } = meal
  return new URLSearchParams({ ...(site && { site }), date, period }).toString()
}

/** The meal that is being made or carried at this hour. */
function nextPeriod(now: number): Period {
  const hour = new Date(now + 8 * 3_600_000).getUTCHours()
  if (hour < 9) return 'breakfast'
  return hour < 14 ? 'lunch' : 'dinner'
}

/** Yuan with two decimals, so that columns align. */
export const yuan = (fen: number): string => (fen / 100).toFixed(2)
