export interface PricedLine {
  readonly dish: string
  readonly quantity: number
  readonly priceFen: number
}

export interface Price {
  /** Dishes alone. */
  readonly priceFen: number
  readonly deliveryFen: number
  readonly subsidyFen: number
  readonly dueFen: number
  /** Above 100 yuan: asked a second time, with the amount. */
  readonly twice: boolean
}

const ASK_TWICE_ABOVE = 10_000

export function priceOfDishes(lines: readonly PricedLine[]): number {
  return lines.reduce((sum, line) => sum + line.quantity * line.priceFen, 0)
}

export function priceOf(priceFen: number, deliveryFen: number, subsidyFen: number): Price {
  const dueFen = priceFen - subsidyFen + deliveryFen
  return { priceFen, deliveryFen, subsidyFen, dueFen, twice: dueFen > ASK_TWICE_ABOVE }
}
