import type { TimeAt } from '../pack.ts'
import { everyMatch } from '../text/every-match.ts'

const NUMBER_WORDS = 'one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve'
const HOUR = `([0-9]{1,2}|${NUMBER_WORDS})`
const CLOCK = new RegExp(
  [
    '\\b([0-9]{1,2})(?::([0-5][0-9]))? ?(am|pm)\\b',
    `\\b(?:at|around|by) ${HOUR}(?: (fifteen|thirty|forty five))?(?![0-9:.-])\\b`,
    '\\b(?:move|change|push|shift|bring) (?:[a-z]{2,12} ){0,3}to ([0-9]{1,2})(?! ?(?:[a-z]+s\\b|more|[0-9:.-]))\\b',
    `\\bafter ${HOUR}(?= on\\b| this\\b| tomorrow\\b| today\\b|$)`,
    `\\b${HOUR} o ?clock\\b`,
    `\\b(half|quarter|half past|quarter past|quarter to) ${HOUR}\\b`,
    `\\b${HOUR} (fifteen|thirty|forty five)\\b`,
    `\\b${HOUR} (?=in the (?:morning|afternoon|evening)\\b|at night\\b)`,
  ].join('|'),
  'g',
)
/** Without letters no hour is told in English. */
const LETTERS = /[a-z]{2}/
/** at 9, wait, 10: a number that takes the place of an hour. */
const ANEW =
  /^(?: (?:no|wait|sorry|actually|rather|or|i mean|make (?:it|that)|let ?s say|hmm)){1,3}(?: at)? ([0-9]{1,2})\b(?! ?(?:[a-z]{3,}s\b|[0-9:.-]))(?! ?[ap]m)/
const MINUTES: Readonly<Record<string, number>> = { fifteen: 15, thirty: 30, 'forty five': 45 }
const HOURS = NUMBER_WORDS.split('|')

/** 3pm · 9:30 am · at 10 · half past nine */
export function times(dense: string): readonly TimeAt[] {
  if (!LETTERS.test(dense)) return []
  const found: TimeAt[] = []
  for (const match of everyMatch(CLOCK, dense)) {
    const [
      whole,
      figures,
      minutes,
      half,
      plain,
      plainMinutes,
      moved,
      after,
      clock,
      part,
      partOf,
      bare,
      bareMinutes,
      told,
    ] = match
    const said = hourOf(figures ?? plain ?? moved ?? after ?? clock ?? partOf ?? bare ?? told ?? '')
    const hour = part === 'quarter to' ? said - 1 : said
    if (said < 1 || said > 24 || (part === 'quarter' && partOf !== undefined)) continue
    const minute =
      part === undefined ? Number(minutes ?? MINUTES[plainMinutes ?? bareMinutes ?? ''] ?? 0) : partial(part)
    const from = match.index
    const to = from + whole.trimEnd().length
    found.push({ from, to, hour: inHalf(hour, half), minute, settled: half !== undefined })
    const anew = ANEW.exec(dense.slice(to, to + 40))
    if (anew === null) continue
    const end = to + anew[0].length
    found.push({ from: end - (anew[1] ?? '').length, to: end, hour: Number(anew[1]), minute: 0, settled: false })
  }
  return found
}

function hourOf(said: string): number {
  return HOURS.includes(said) ? HOURS.indexOf(said) + 1 : Number(said)
}

function partial(part: string): number {
  if (part === 'quarter past') return 15
  return part === 'quarter to' ? 45 : 30
}

function inHalf(hour: number, half: string | undefined): number {
  if (half === 'pm') return hour < 12 ? hour + 12 : hour
  return half === 'am' && hour === 12 ? 0 : hour
}
