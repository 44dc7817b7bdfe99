import { addDays, addMonths, type CivilDate, daysBetween, isoWeekday, parseCivilDate } from '../../core/civil-time.ts'
import type { DateAt } from '../pack.ts'
import { everyMatch } from '../text/every-match.ts'
import { nextLunar, nextNewYearsEve, nextSolarTerm } from '../when/lunar.ts'

const DAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const MONTH =
  '(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)'
const ORDINALS =
  'first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth'.split(
    ' ',
  )
const ORDINAL = `(?:${ORDINALS.join('|')}|twenty (?:${ORDINALS.slice(0, 9).join('|')})|thirtieth|thirty first)`
const DAY = `((?:[0-9]{1,2})(?=st|nd|rd|th|\\b)|${ORDINAL})(?:st|nd|rd|th)?`
const ANY = new RegExp(
  [
    '\\b(day after tomorrow|tomorrows?|todays?|tonight|yesterday|tmrw|tmr|tomorow|tommorow|tommorrow|this (?:morning|afternoon|evening))\\b',
    '\\b(?:(next|this|last) )?(mon|tues?|wed|thu|thurs|fri|sat|sun|monday|tuesday|wednesday|thursday|friday|saturday|sunday)\\b( next week| week\\b)?',
    `\\b${MONTH} ${DAY}\\b`,
    `\\b${DAY} (?:of )?${MONTH}\\b`,
    '\\b(?:in )?(a|[0-9]|one|two|three|four|five) (days?|weeks?)(?: from (?:now|today)| time)?\\b',
    '\\b(christmas eve|christmas(?: day)?|new years eve|new years day|(?:chinese|lunar) new year(?:s eve)?|spring festival|lantern festival|dragon boat(?: festival)?|mid autumn(?: festival)?|double ninth|qingming|tomb sweeping day|winter solstice|(?:laba|duanwu|zhongqiu|chongyang)(?: festival)?|little new year|national day|labou?r day)\\b',
    '\\b(?:the|on) ([0-9]{1,2})(?:st|nd|rd|th)\\b',
    `\\bon the (${ORDINAL})$|\\bthe (${ORDINAL})(?= (?:at|around|about|in the (?:morning|afternoon|evening)|for (?:lunch|dinner))\\b)`,
    '\\b(?:this |the )?(weekend)\\b',
    `\\blunar ${MONTH} ${DAY}\\b|\\b${DAY}(?: day)? of the (${ORDINAL}|last) lunar month\\b`,
  ].join('|'),
  'g',
)
/** Without letters no day is told in English. */
const LETTERS = /[a-z]{2}/
const OFFSETS: Readonly<Record<string, number>> = { today: 0, tonight: 0, tomorrow: 1, 'day after tomorrow': 2 }
const MISSPELT = /^(?:tomorrows|tmrw|tmr|tomm?orr?ow)$/
/** "sat" and "sun" alone are also a verb and a star. */
const isOtherWord = (day: string, behind: string) =>
  ['sat', 'sun', 'wed'].includes(day) &&
  !/^ (?:[0-9]|at |am|pm|morning|afternoon|evening|night|lunch|noon|dinner|$)/.test(behind)

/** tomorrow · next Wednesday · Nov 25 · 25th of November */
export function dates(dense: string, today: CivilDate): readonly DateAt[] {
  if (!LETTERS.test(dense)) return []
  const found: DateAt[] = []
  for (const match of everyMatch(ANY, dense)) {
    const [
      whole,
      named,
      which,
      day,
      weekAfter,
      monthFirst,
      dayBehind,
      dayFirst,
      monthBehind,
      count,
      unit,
      feast,
      ordinal,
      last,
      told,
      weekend,
      lunarName,
      lunarDay,
      dayOfLunar,
      lunarMonth,
    ] = match
    const from = match.index
    let date: CivilDate | null = null
    if (named !== undefined)
      date = offset(
        named.startsWith('this ') ? 0 : OFFSETS[MISSPELT.test(named) ? 'tomorrow' : named.replace(/ys$/, 'y')],
        today,
      )
    else if (day !== undefined)
      date =
        which === 'last'
          ? null
          : weekday(today, day, which === 'next' || weekAfter === ' next week', weekAfter === ' week')
    else if (unit !== undefined) {
      if (!/^in | from | time$/.test(whole)) continue
      date = offset(
        (Number(count) || Math.max(1, COUNTS.indexOf(count ?? '') + 1)) * (unit.startsWith('week') ? 7 : 1),
        today,
      )
    } else if (feast !== undefined)
      date = FEASTS[calledIn(dense, from + whole.length) + feast.replace(/ (?:day|festival)$/, '')]?.(today) ?? null
    else if (ordinal !== undefined) date = dayOfMonth(Number(ordinal), today)
    else if (last !== undefined || told !== undefined) date = dayOfMonth(dayNumber(last ?? told ?? ''), today)
    else if (weekend !== undefined) date = weekday(today, 'sat', false)
    else if (lunarDay !== undefined)
      date = nextLunar(today, MONTHS.indexOf((lunarName ?? '').slice(0, 3)) + 1, dayNumber(lunarDay))
    else if (dayOfLunar !== undefined)
      date = nextLunar(today, lunarMonth === 'last' ? 12 : dayNumber(lunarMonth ?? ''), dayNumber(dayOfLunar))
    else date = nextOn(monthFirst ?? monthBehind ?? '', dayNumber(dayBehind ?? dayFirst ?? ''), today)
    if (
      day !== undefined &&
      which === undefined &&
      weekAfter === undefined &&
      isOtherWord(day, dense.slice(from + whole.length))
    )
      continue
    found.push({ from, to: from + whole.length, date })
  }
  return besides(dense, moved(dense, found))
}

/** New Year's Eve, the Chinese one */
function calledIn(dense: string, behind: number): string {
  return dense.slice(behind - NEW_YEARS_EVE.length, behind) === NEW_YEARS_EVE
    ? (/ (?:the )?((?:chinese|lunar) )one\b/.exec(dense.slice(behind))?.[1] ?? '')
    : ''
}

const NEW_YEARS_EVE = 'new years eve'

/** move it from Monday to Thursday: the day that it moves to. */
function moved(dense: string, found: readonly DateAt[]): readonly DateAt[] {
  const [first, second] = found
  if (first === undefined || second === undefined || !MOVE.test(dense.slice(0, first.from))) return found
  if (
    dense.slice(first.to, second.from).length > LONGEST_MOVED ||
    !/ (?:to|until|till) (?:the )?$/.test(dense.slice(first.to, second.from))
  )
    return found
  return found.map(one => (one === first ? { ...one, date: null } : one))
}

const MOVE = /\b(?:move|change|shift|switch|push|postpone|reschedule|bring)\b/
/** As long as " morning haircut to the ". */
const LONGEST_MOVED = 24

function dayNumber(said: string): number {
  const [last = '', tens] = said.split(' ').reverse()
  const ones = ORDINALS.indexOf(last) + 1
  if (last === 'thirtieth') return 30
  return ones === 0 ? Number(said) : ones + (tens === 'twenty' ? 20 : tens === 'thirty' ? 30 : 0)
}

/** the day before Christmas · two days after Christmas · not Monday, the day after */
function besides(dense: string, found: readonly DateAt[]): readonly DateAt[] {
  const match = BESIDE.exec(dense)
  if (match === null) return found
  const span = { from: match.index, to: match.index + match[0].length }
  const count = match[1] === undefined ? 1 : Number(match[1]) || COUNTS.indexOf(match[1]) + 1
  const days = match[2] === 'after' ? count : -count
  const behind = found.find(({ from }) => from >= span.to && from - span.to <= ARTICLE)
  const day = behind ?? found.findLast(({ to }) => to <= span.from)
  if (day === undefined || day.date === null) return found
  const beside = {
    ...(behind === undefined ? span : { from: span.from, to: behind.to }),
    date: addDays(day.date, days),
  }
  return [...found.map(one => (one === day ? { ...one, date: null } : one)), beside]
}

const BESIDE = /\b(?:(?:the |a )?day|([2-5]|two|three|four|five) days) (after|before)\b(?! tomorrow)/
/** As long as " the ". */
const ARTICLE = 5

const COUNTS = ['one', 'two', 'three', 'four', 'five']

const FEASTS: Readonly<Record<string, (today: CivilDate) => CivilDate | null>> = {
  'christmas eve': today => nextOn('dec', 24, today),
  christmas: today => nextOn('dec', 25, today),
  'new years eve': today => nextOn('dec', 31, today),
  'new years': today => nextOn('jan', 1, today),
  'chinese new year': today => nextLunar(today, 1, 1),
  'lunar new year': today => nextLunar(today, 1, 1),
  spring: today => nextLunar(today, 1, 1),
  'chinese new years eve': nextNewYearsEve,
  'lunar new years eve': nextNewYearsEve,
  lantern: today => nextLunar(today, 1, 15),
  laba: today => nextLunar(today, 12, 8),
  'little new year': today => nextLunar(today, 12, 23),
  duanwu: today => nextLunar(today, 5, 5),
  zhongqiu: today => nextLunar(today, 8, 15),
  chongyang: today => nextLunar(today, 9, 9),
  'dragon boat': today => nextLunar(today, 5, 5),
  'mid autumn': today => nextLunar(today, 8, 15),
  'double ninth': today => nextLunar(today, 9, 9),
  qingming: today => nextSolarTerm(today, 6),
  'tomb sweeping': today => nextSolarTerm(today, 6),
  'winter solstice': today => nextSolarTerm(today, 23),
  national: today => nextOn('oct', 1, today),
  labour: today => nextOn('may', 1, today),
  labor: today => nextOn('may', 1, today),
}

/** The next month that has such a day and has not passed it. */
function dayOfMonth(day: number, today: CivilDate): CivilDate | null {
  for (let after = 0; after < 3; after++) {
    const date = parseCivilDate(`${addMonths(today, after).slice(0, 8)}${String(day).padStart(2, '0')}`)
    if (date !== null && daysBetween(today, date) >= 0) return date
  }
  return null
}

function offset(days: number | undefined, today: CivilDate): CivilDate | null {
  return days === undefined ? null : addDays(today, days)
}

/** `later`: Friday week is a week after the coming Friday. */
function weekday(today: CivilDate, name: string, next: boolean, later = false): CivilDate {
  const wanted = DAYS.findIndex(day => day.startsWith(name.slice(0, 3))) + 1
  const date = addDays(today, wanted - isoWeekday(today) + (next ? 7 : 0))
  return addDays(date, (daysBetween(today, date) < 0 ? 7 : 0) + (later ? 7 : 0))
}

function nextOn(month: string, day: number, today: CivilDate): CivilDate | null {
  const monthNumber = String(MONTHS.indexOf(month.slice(0, 3)) + 1).padStart(2, '0')
  const year = Number(today.slice(0, 4))
  const date = parseCivilDate(`${year}-${monthNumber}-${String(day).padStart(2, '0')}`)
  if (date !== null && daysBetween(today, date) >= 0) return date
  return parseCivilDate(`${year + 1}-${monthNumber}-${String(day).padStart(2, '0')}`)
}
