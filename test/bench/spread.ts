export interface Spread {
  readonly median: number
  readonly least: number
  readonly most: number
}

/** Of the same figure over the rounds. */
export function spreadOf(values: readonly number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b)
  const at = (place: number) => sorted[place] ?? Number.NaN
  const middle = (at((sorted.length - 1) >> 1) + at(sorted.length >> 1)) / 2
  return { median: middle, least: at(0), most: at(sorted.length - 1) }
}

const NOTHING = '–'

/** `12.3 (9.8–14.0)`. */
export function inWords({ median, least, most }: Spread, digits: number): string {
  if (!Number.isFinite(median)) return NOTHING
  return `${figure(median, digits)} (${figure(least, digits)}–${figure(most, digits)})`
}

export function figure(value: number, digits: number): string {
  return Number.isFinite(value)
    ? value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits })
    : NOTHING
}
