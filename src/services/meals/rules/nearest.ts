export interface Candidate {
  readonly code: string
  readonly category: string
  readonly priceFen: number
}

/** The two dishes nearest to one that can't be had: the same kind first, then the nearest price. */
export function twoNearest<T extends Candidate>(to: Candidate, among: readonly T[]): readonly T[] {
  const distance = (dish: Candidate) =>
    (dish.category === to.category ? 0 : 1_000_000) + Math.abs(dish.priceFen - to.priceFen)
  return among
    .filter(dish => dish.code !== to.code)
    .toSorted((a, b) => distance(a) - distance(b))
    .slice(0, 2)
}
