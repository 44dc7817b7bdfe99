import { type CivilDate, type Instant, isoWeekday } from '../../../core/civil-time.ts'
import type { MealBook } from '../data/meal-book.ts'
import type { Site, SitePeriod } from '../data/sites.ts'
import { delivers } from './choose-site.ts'
import { inTime, lastDay } from './cutoff.ts'
import { type Clash, clashOf, type Needs } from './diet.ts'
import type { PricedLine } from './price.ts'

export interface OrderToJudge {
  readonly site: Site
  readonly date: CivilDate
  readonly period: string
  readonly mode: 'deliver' | 'collect' | null
  readonly street: string | null
  readonly dishes: readonly { readonly id: string; readonly quantity: number | null }[]
  /** null: allergies were never asked. */
  readonly needs: Needs | null
  /** Dishes that the site stopped for the day. */
  readonly stopped: readonly string[]
  readonly arrivedAt: Instant
}

export type Problem =
  | { readonly kind: 'past_cutoff' }
  | { readonly kind: 'closed' }
  | { readonly kind: 'ask_allergies' }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'not_on_menu'; readonly dish: string }
  | { readonly kind: 'too_many'; readonly dish: string; readonly max: number }
  | { readonly kind: 'blocked'; readonly dish: string; readonly clash: Clash }

export interface SoundOrder {
  readonly kind: 'sound'
  readonly hours: SitePeriod
  readonly lines: readonly PricedLine[]
  readonly mode: 'deliver' | 'collect'
  readonly deliveryFen: number
  /** Starts of the courier's slots; empty where nothing is carried. */
  readonly slots: readonly string[]
}

/** All that can be said of an order without looking at what is left. */
export function judgeOrder(book: MealBook, order: OrderToJudge): SoundOrder | Problem {
  const { site, date, period, arrivedAt } = order
  const hours = site.periods.find(one => one.period === period)
  if (!hours || site.closedWeekdays.includes(isoWeekday(date)) || date > lastDay(arrivedAt)) return { kind: 'closed' }
  if (!inTime(date, hours, arrivedAt)) return { kind: 'past_cutoff' }
  const wanted = merged(order.dishes)
  if (wanted.size === 0) return { kind: 'nothing' }
  if (!order.needs) return { kind: 'ask_allergies' }
  const menu = dishesServed(book, order)
  const lines: PricedLine[] = []
  for (const [code, quantity] of wanted) {
    const dish = book.dishes.get(code)
    if (!dish || !menu.includes(code)) return { kind: 'not_on_menu', dish: code }
    if (quantity > dish.maxPerOrder) return { kind: 'too_many', dish: code, max: dish.maxPerOrder }
    const clash = clashOf(dish, order.needs, book.dietary, site.halalPermit)
    if (clash) return { kind: 'blocked', dish: code, clash }
    lines.push({ dish: code, quantity, priceFen: dish.priceFen })
  }
  const carried = order.mode !== 'collect' && order.street !== null && delivers(site, order.street)
  return {
    kind: 'sound',
    hours,
    lines,
    mode: carried ? 'deliver' : 'collect',
    deliveryFen: carried ? (site.deliveryFeeFen ?? 0) : 0,
    slots: carried ? hours.courierSlots.map(slot => slot.from) : [],
  }
}

export function dishesServed(
  book: MealBook,
  meal: Pick<OrderToJudge, 'site' | 'date' | 'period' | 'stopped'>,
): readonly string[] {
  return book.menu(meal.site.menuTemplate, meal.date, meal.period).filter(code => !meal.stopped.includes(code))
}

/** The same dish named twice is one line; a quantity not said is one. */
function merged(dishes: OrderToJudge['dishes']): ReadonlyMap<string, number> {
  const sums = new Map<string, number>()
  for (const { id, quantity } of dishes) sums.set(id, (sums.get(id) ?? 0) + Math.max(1, Math.ceil(quantity ?? 1)))
  return sums
}
