/** What is counted at one site for one date and period. */
export interface Counter {
  readonly capacity: number
  taken: number
}

/** Counters by `kind/key`: `meals/`, `dish/D042`, `courier/11:00`. */
export type Shelf = ReadonlyMap<string, Counter>

export const mealsCounter = 'meals/'
export const dishCounter = (dish: string) => `dish/${dish}`
export const courierCounter = (from: string) => `courier/${from}`

export interface Want {
  readonly lines: readonly { readonly dish: string; readonly quantity: number }[]
  /** Starts of the courier slots to try, soonest first; empty: nothing is carried. */
  readonly slots: readonly string[]
}

export type Allocation =
  | { readonly kind: 'taken'; readonly slot: string | null; readonly took: readonly Take[] }
  | { readonly kind: 'sold_out'; readonly dish: string; readonly left: number }
  | { readonly kind: 'kitchen_full' }
  | { readonly kind: 'courier_full' }

export interface Take {
  readonly counter: string
  readonly quantity: number
}

/** All or nothing; changes the shelf only when all of it can be had. */
export function allocate(shelf: Shelf, want: Want): Allocation {
  if (leftOf(shelf, mealsCounter) < 1) return { kind: 'kitchen_full' }
  for (const { dish, quantity } of want.lines) {
    const left = leftOf(shelf, dishCounter(dish))
    if (left < quantity) return { kind: 'sold_out', dish, left }
  }
  const slot = want.slots.find(from => leftOf(shelf, courierCounter(from)) > 0) ?? null
  if (want.slots.length > 0 && slot === null) return { kind: 'courier_full' }
  const took = takesOf(want.lines, slot)
  for (const { counter, quantity } of took) {
    const row = shelf.get(counter)
    if (row) row.taken += quantity
  }
  return { kind: 'taken', slot, took }
}

/** What an order holds, and gives back when it is undone. */
export function takesOf(lines: Want['lines'], slot: string | null): readonly Take[] {
  return [
    { counter: mealsCounter, quantity: 1 },
    ...lines.map(({ dish, quantity }) => ({ counter: dishCounter(dish), quantity })),
    ...(slot === null ? [] : [{ counter: courierCounter(slot), quantity: 1 }]),
  ]
}

function leftOf(shelf: Shelf, counter: string): number {
  const row = shelf.get(counter)
  return row ? row.capacity - row.taken : 0
}
