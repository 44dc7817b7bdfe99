import { type CivilDate, type CivilTime, parseCivilTime } from '../core/civil-time.ts'
import type { Period } from '../core/reading.ts'
import type { Claimed, Claims } from './claims.ts'
import type { Folded } from './fold.ts'
import type { DateAt, Span, TimeAt } from './pack.ts'
import { PACKS } from './packs.ts'
import { type Corrections, finalValue } from './self-repair.ts'
import type { VocabularyHit } from './vocabulary.ts'

export interface When {
  readonly date?: CivilDate
  readonly time?: CivilTime
  readonly period?: Period
}

type PeriodHit = Extract<VocabularyHit, { kind: 'period' }>

/** Half of the day in which an hour up to 12 lies after noon. */
const LATE: ReadonlySet<Period> = new Set(['afternoon', 'dinner', 'evening'])
/** From 1 to 5 without a half of the day, people mean the afternoon. */
const EARLIEST_SAID_ALONE = 5

/** Days, clock times and periods outside what is claimed; claims its own words. */
export function readWhen(
  folded: Folded,
  today: CivilDate,
  words: readonly VocabularyHit[],
  corrections: Corrections,
  claims: Claims,
  asked: boolean,
): When {
  const { dense } = folded
  // Before the days claim theirs: tonight is both.
  const periods = words
    .filter(isPeriod)
    .filter(word => claims.isFree(word) && (word.to - word.from > 1 || endsDay(dense, word.from)))
  const dates = claimed(
    PACKS.flatMap(pack => pack.dates(dense, today)),
    claims,
    'date',
  )
  const times = claimed(
    PACKS.flatMap(pack => pack.times(dense)),
    claims,
    'time',
  )
  const date = finalValue<DateAt>(folded, named(dense, dates), corrections, asked)?.date
  for (const period of periods) claims.claim(period, 'period')
  const time = finalValue(folded, times, corrections, asked)
  const period = finalValue(folded, periods, corrections, asked)
  const clock = time === null ? null : clockTime(time, period?.value ?? null)
  return {
    ...(date ? { date } : {}),
    ...(clock === null ? {} : { time: clock }),
    ...(period === null ? {} : { period: period.value }),
  }
}

/** 小年过罢，二十五: a day that is only what another is counted from. */
const OVER = /^(?:那天|节)?(?:过罢|过完|过了|过后|一过|之?前(?!一天|头)|以前)/
const NOT = /(?:除了|\bbefore |\bafter |\bnot )$/

function named(dense: string, dates: readonly DateAt[]): readonly DateAt[] {
  const known = dates.filter(found => found.date !== null)
  const left = known.filter(
    ({ from, to }) => !OVER.test(dense.slice(to, to + 5)) && !NOT.test(dense.slice(Math.max(0, from - 8), from)),
  )
  return left.length > 0 ? left : known
}

function claimed<T extends Span>(found: readonly T[], claims: Claims, as: Claimed): readonly T[] {
  return found
    .toSorted((a, b) => a.from - b.from || b.to - a.to)
    .filter(span => {
      if (!claims.isFree(span)) return false
      claims.claim(span, as)
      return true
    })
}

/** 今晚, 明早, 周三晚; 早 and 晚 alone are words of many meanings. */
function endsDay(dense: string, at: number): boolean {
  return at > 0 && '今明后天儿个日号一二三四五六'.includes(dense.charAt(at - 1))
}

function isPeriod(word: VocabularyHit): word is PeriodHit {
  return word.kind === 'period'
}

function clockTime({ hour, minute, settled }: TimeAt, period: Period | null): CivilTime | null {
  return parseCivilTime(`${String(inDay(hour, settled, period)).padStart(2, '0')}:${String(minute).padStart(2, '0')}`)
}

function inDay(hour: number, settled: boolean, period: Period | null): number {
  if (settled || hour > 12) return hour
  if (period !== null && LATE.has(period)) return hour === 12 ? 0 : hour + 12
  if (period === 'lunch' || period === 'noon') return hour <= 3 ? hour + 12 : hour
  return period === null && hour >= 1 && hour <= EARLIEST_SAID_ALONE ? hour + 12 : hour
}
