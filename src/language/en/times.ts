import type { TimeAt } from '../pack.ts'

const CLOCK =
  /\b([0-9]{1,2})(?::([0-5][0-9]))? ?(am|pm)\b|\b(?:at|around|by) ([0-9]{1,2})(?![0-9:.-])\b|\b(?:move|change|push|shift|bring) (?:[a-z]{2,12} ){0,3}to ([0-9]{1,2})(?! ?(?:[a-z]+s\b|more|[0-9:.-]))\b|\b([0-9]{1,2}) o ?clock\b|\bhalf past ([0-9]{1,2}|[a-z]{3,6})\b/g
const HOURS = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve']

/** 3pm · 9:30 am · at 10 · half past nine */
export function times(dense: string): readonly TimeAt[] {
  const found: TimeAt[] = []
  for (const match of dense.matchAll(CLOCK)) {
    const [whole, figures, minutes, half, plain, moved, clock, past] = match
    const said = Number(figures ?? plain ?? moved ?? clock ?? past)
    const hour = Number.isNaN(said) ? HOURS.indexOf(past ?? '') + 1 : said
    if (hour < 1 || hour > 24) continue
    const minute = past === undefined ? Number(minutes ?? 0) : 30
    const from = match.index
    found.push({ from, to: from + whole.length, hour: inHalf(hour, half), minute, settled: half !== undefined })
  }
  return found
}

function inHalf(hour: number, half: string | undefined): number {
  if (half === 'pm') return hour < 12 ? hour + 12 : hour
  return half === 'am' && hour === 12 ? 0 : hour
}
