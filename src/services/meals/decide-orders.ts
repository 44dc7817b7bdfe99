import type { Vault } from '../../../db/vault.ts'
import { MINUTE } from '../../core/civil-time.ts'
import { type Bill, billOf } from './bill.ts'
import { dinerMealKey } from './data/claims.ts'
import type { MealBook } from './data/meal-book.ts'
import type { SameOrder } from './data/orders.ts'
import { mealKey, type StockKey, type StockMove } from './data/stock.ts'
import { dinerMealOf, type OrderCase } from './order-context.ts'
import type { PlaceInput } from './order-wish.ts'
import { type Allocation, allocate, courierCounter, dishCounter, mealsCounter, type Shelf } from './rules/allocate.ts'
import type { Problem, SoundOrder } from './rules/judge-order.ts'

type PlaceCase = OrderCase<PlaceInput>

/** The same act by the same person within this time is answered with the first one's number. */
export const DOUBLED_WITHIN = MINUTE

export interface Taken {
  readonly kind: 'taken'
  readonly one: PlaceCase
  readonly judged: SoundOrder
  readonly bill: Bill
  readonly sameness: string
  readonly slot: string | null
  readonly moves: readonly StockMove[]
  /** Given once it is known how many are needed. */
  number: string
}

export interface Waits extends Omit<Taken, 'kind'> {
  readonly kind: 'waits'
}

export type Decision =
  | Taken
  /** The kitchen is full and they wait for a place: nothing is taken yet. */
  | Waits
  /** `of`: the number of the first, or its place in this batch. */
  | { readonly kind: 'doubled'; readonly of: string | number }
  /** The sum is not the one that was read back. */
  | { readonly kind: 'changed' }
  | {
      readonly kind: 'trouble'
      readonly one: PlaceCase
      readonly trouble: Problem | Exclude<Allocation, { kind: 'taken' }>
    }

export interface Held {
  /** By act key. */
  readonly samenesses: ReadonlyMap<string, string>
  readonly recent: readonly SameOrder[]
  readonly claimed: ReadonlySet<string>
  /** By mealKey; changed as portions are given out. */
  readonly shelves: ReadonlyMap<string, Shelf>
}

/** Who gets what, in order of arrival: the same for a batch as one by one. */
export function decideAll(
  book: MealBook,
  cases: readonly (PlaceCase | null)[],
  held: Held,
): readonly (Decision | null)[] {
  const claimed = new Set(held.claimed)
  const before: { sameness: string; contact: string; at: number; place: number }[] = []
  return cases.map((one, place): Decision | null => {
    if (!one) return null
    const { call, judged } = one
    const sameness = held.samenesses.get(call.key) ?? ''
    const first = call.input.again ? null : firstOfSame(held, before, one, sameness)
    if (first !== null) return { kind: 'doubled', of: first }
    if (judged.kind !== 'sound') return { kind: 'trouble', one, trouble: judged }
    const { date, period } = call.input
    const eats = dinerMealOf(one).map(dinerMealKey)
    const has = eats.some(key => claimed.has(key))
    const bill = billOf(book, { ...judged, diner: one.diner, date, period, claimed: has })
    const expected = call.input.due_fen ?? bill.dueFen
    if (expected !== bill.dueFen) return { kind: 'changed' }
    const meal = { site: one.site.code, date, period }
    const tried = allocate(held.shelves.get(mealKey(meal)) ?? new Map(), judged)
    const waits = tried.kind === 'kitchen_full' && call.input.wait === true
    if (tried.kind !== 'taken' && !waits) return { kind: 'trouble', one, trouble: tried }
    if (bill.subsidyFen > 0) for (const key of eats) claimed.add(key)
    before.push({ sameness, contact: call.contact, at: call.arrivedAt, place })
    const saved = { one, judged, bill, sameness, number: '' }
    if (tried.kind !== 'taken') return { ...saved, kind: 'waits', slot: null, moves: [] }
    const moves = tried.took.map(take => ({ ...meal, ...take }))
    return { ...saved, kind: 'taken', slot: tried.slot, moves }
  })
}

function firstOfSame(
  held: Held,
  before: readonly { sameness: string; contact: string; at: number; place: number }[],
  { call }: PlaceCase,
  sameness: string,
): string | number | null {
  const within = (at: number) => Math.abs(call.arrivedAt - at) <= DOUBLED_WITHIN
  const stored = held.recent.findLast(
    order => order.sameness === sameness && order.contactId === call.contact && within(order.placedAt.getTime()),
  )
  if (stored) return stored.number
  return before.find(one => one.sameness === sameness && one.contact === call.contact && within(one.at))?.place ?? null
}

/** Keyed, so that the column says nothing of who eats what. */
export function samenessOf(vault: Vault, { call, diner, site, judged }: PlaceCase): string {
  const { date, period, other, dishes } = call.input
  const who = diner.id ?? `${other?.name}|${other?.address}`
  const lines =
    judged.kind === 'sound' ? judged.lines : (dishes ?? []).map(one => ({ dish: one.id, quantity: one.quantity ?? 1 }))
  const sums = new Map<string, number>()
  for (const { dish, quantity } of lines) sums.set(dish, (sums.get(dish) ?? 0) + quantity)
  const content = JSON.stringify([who, site.code, date, period, [...sums].toSorted(([a], [b]) => (a < b ? -1 : 1))])
  return Buffer.from(vault.hash('meal_order', content)).toString('base64url')
}

/** One order at a time for this diner and meal; for somebody who is not on file, for this orderer. */
export function dinerLock({ call, diner }: PlaceCase): string {
  return dinerMealKey({ diner: diner.id ?? call.contact, date: call.input.date, period: call.input.period })
}

export function stockKeys(one: PlaceCase): readonly StockKey[] {
  const { judged, site, call } = one
  if (judged.kind !== 'sound') return []
  const { date, period } = call.input
  const counters = [
    mealsCounter,
    ...judged.lines.map(line => dishCounter(line.dish)),
    ...judged.slots.map(courierCounter),
  ]
  return counters.map(counter => ({ site: site.code, date, period, counter }))
}
