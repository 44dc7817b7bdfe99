import { type CivilDate, type CivilTime, parseCivilTime } from '../../core/civil-time.ts'
import type { Period } from '../../core/reading.ts'
import type { DateAt, Span, TimeAt } from '../pack.ts'
import { PACKS } from '../packs.ts'
import { type Corrections, finalValue } from '../self-repair.ts'
import { type Folded, NO_GAP } from '../text/fold.ts'
import type { VocabularyHit } from '../text/vocabulary.ts'
import type { Claimed, Claims } from '../wishes/claims.ts'
import { calledTimes } from './called-times.ts'
import { isOnesOwn, isOnlyTold } from './told-days.ts'

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

/** `days`: all that are named. Days, clock times and periods outside what is claimed; claims its own words. */
export function readWhen(
  folded: Folded,
  days: readonly DateAt[],
  words: readonly VocabularyHit[],
  corrections: Corrections,
  claims: Claims,
  asked: boolean,
): When {
  const { dense } = folded
  // Before the days claim theirs: tonight is both.
  const parts = findPeriods(folded, words, claims, asked)
  const dates = claimed(days, claims, 'date')
  const hours = claimed([...PACKS.flatMap(pack => pack.times(dense)), ...calledTimes(dense, asked)], claims, 'time')
  const told = hours.length > 1 ? hours.filter(({ to }) => TOLD_THEN.test(dense.slice(to, to + 6))) : []
  const times = hours.filter(hour => !told.includes(hour))
  const date = finalValue<DateAt>(folded, named(folded, dates), corrections, asked)?.date
  // 三天后晌午 is no 后晌, and 昨儿晚上 is over.
  const isOther = ({ from, to }: PeriodHit, day: DateAt) =>
    (from > day.from && from < day.to && to > day.to) || (from === day.to && isPast(dense, day))
  const periods = parts.filter(
    part => !dates.some(day => isOther(part, day)) && !told.some(({ from }) => from === part.to),
  )
  for (const period of periods) claims.claim(period, 'period')
  const time = finalValue(folded, meant(folded, times), corrections, asked)
  const free = periods.filter(({ to }) => !BUSY.test(dense.slice(to, to + 5)))
  const period = finalValue(folded, free.length > 0 ? free : periods, corrections, asked)
  const isLeft = time !== null && !isOfFormer(periods, period, time)
  const clock = isLeft ? clockTime(shifted(dense, time), partOfDay(dense, period, time)) : null
  return {
    ...(date ? { date } : {}),
    ...(clock === null ? {} : { time: clock }),
    ...(period === null ? {} : { period: period.value }),
  }
}

function isPast(dense: string, { from, to, date }: DateAt): boolean {
  return date === null && /^大?[昨前夜上]/.test(dense.slice(from, to))
}

function findPeriods(
  folded: Folded,
  words: readonly VocabularyHit[],
  claims: Claims,
  asked: boolean,
): readonly PeriodHit[] {
  const { dense } = folded
  return words
    .filter(isPeriod)
    .filter(
      word =>
        claims.isFree(word, 'date') && (word.to - word.from > 1 || endsDay(dense, word.from) || leadsHour(dense, word)),
    )
    .filter(
      word =>
        !isEarlier(folded, word) &&
        !isLong(dense, word) &&
        !isHabit(dense, word) &&
        !isTold(dense, word) &&
        (asked || !isOnlyNight(dense, word)),
    )
}

/** 中午十二点，过点了吧，那晚饭: an hour of the part of the day that is no longer meant. */
function isOfFormer(periods: readonly PeriodHit[], period: PeriodHit | null, time: TimeAt): boolean {
  const former = periods.findLast(({ to }) => to <= time.from)
  return period !== null && former !== undefined && period.from >= time.to && former.value !== period.value
}

/** 两点，两点半，两点四十五: of one hour said ever more exactly the last; of 9:00-11:00 the first. */
function meant({ text, at }: Folded, times: readonly TimeAt[]): readonly TimeAt[] {
  return times.filter((time, i) => {
    const before = times[i - 1]
    if (before !== undefined && UNTIL_THEN.test(text.slice((at[before.to - 1] ?? 0) + 1, at[time.from]))) return false
    const next = times[i + 1]
    return next === undefined || next.from !== time.to || next.hour !== time.hour || next.minute === time.minute
  })
}

const UNTIL_THEN = /^ *[-~～—–至到]{1,2} *$/
/** 三点就醒了，七点送 */
const TOLD_THEN = /^(?:多|钟|半)*(?:就|才|都)(?:[醒起睡疼痛吐拉]|[吃走来停]了)/

/** 半夜两点 is before the morning. */
function partOfDay(dense: string, period: PeriodHit | null, { hour }: TimeAt): Period | null {
  if (period === null) return null
  const isSmall = hour <= EARLIEST_SAID_ALONE && dense.slice(period.from, period.to) === '半夜'
  return isSmall ? 'morning' : period.value
}

/** 夜里呜呜响: what goes on at night, unless the night of a day or an hour of it is named, or somebody is to come. */
function isOnlyNight(dense: string, { from, to }: Span): boolean {
  if (!/^(?:夜里|半夜|夜晚)$/.test(dense.slice(from, to))) return false
  const before = dense.slice(Math.max(0, from - 3), from)
  return !OF_DAY.test(before) && !AT_NIGHT.test(dense.slice(to, to + 6))
}

const OF_DAY = /(?:[今明后][天儿日个]个?|[当那]天|[号日夕五十]|[周期拜][一二三四五六日天])(?:的)?$/
const AT_NIGHT = /^(?:的?[0-9一二三四五六七八九十两]{1,3}[点时]|[给帮替]?[我俺]?[来送要]|再送|上门)/

/** 怕他夜里摔, 夜里就胃反酸, 夜里会自己亮: what happens at such hours. */
const HAPPENS =
  /^(?:[我俺他她它老]|老伴|爸|妈)*(?:就|老是?|总是?|会|常|净|光|还|不敢|没法|也)?(?:自己|自动)?(?:有人|有动静|睡不|起夜|摔|跌|咳|疼|痛|痒|醒|喊|哭|闹|上厕所|解手|尿|胃|反酸|亮|憋|腿抽|抽筋|做梦|出汗|怕黑|冷|冻|看不清|看不见|吵|叫唤|停电|停水|漏|蚊子|老鼠)/
/** 家里突然黑了 */
const DARKENED = /(?:突然|忽然|一下子?|[屋家]里?|都)$/
const UNTIL = /[^送等改推调挪约定换]到$/
const FEARED = /(?:[怕愁]|一到|每到|天天|老是|总是|成[天宿])[我俺他她它]?(?:老伴|爸|妈)?$|(?:剩下?的|留着|留到)$/

function isHabit(dense: string, { from, to }: Span): boolean {
  if (
    dense.charAt(from) === '黑' &&
    (/[灯咬]|^一[块片]/.test(dense.slice(to, to + 2)) || DARKENED.test(dense.slice(Math.max(0, from - 4), from)))
  )
    return true
  // 滴答到天明
  if (/天[明亮黑]$/.test(dense.slice(from, to)) && UNTIL.test(dense.slice(Math.max(0, from - 2), from))) return true
  const isWanted = /^[送来要]/.test(dense.slice(to, to + 1))
  return HAPPENS.test(dense.slice(to, to + 10)) || (!isWanted && FEARED.test(dense.slice(Math.max(0, from - 5), from)))
}

/** 端午前一天 is no 午前, and 上午报的 tells of what was said then. */
function isTold(dense: string, { from, to }: Span): boolean {
  return dense.startsWith('端午', from - 1) || SAID_THEN.test(dense.slice(to, to + 4))
}

const SAID_THEN = /^[我俺]?[报说讲]过?的/
/** 晌午吃面，下午要串门: what one is about. */
const BUSY = /^[我俺]?[还就]?[要得](?:去|走|回|出|串|赶|接|睡|眯|歇|开会|吃药|打针|输液)/

const LONG = /[了饿等忙站坐睡闹腾究疼咳哭吵][一半]$/

/** 饿一早上了, 研究了一上午: how long, not when. */
function isLong(dense: string, { from, to }: Span): boolean {
  // 替俺一黑
  if (
    /(?<![周期拜初十廿])一$/.test(dense.slice(Math.max(0, from - 2), from)) &&
    /^[黑夜晚]/.test(dense.slice(from, to))
  )
    return true
  return to - from > 1 && LONG.test(dense.slice(Math.max(0, from - 2), from))
}

/** 早点送 and 早点，七点 want it earlier, and name no meal. */
function isEarlier({ dense, gap }: Folded, { from, to }: Span): boolean {
  return dense.slice(from, to) === '早点' && (gap[to] !== NO_GAP || /^[儿送来到去吧起做过]/.test(dense.slice(to)))
}

/** 小年过罢，二十五: a day that is only what another is counted from. */
const OVER = /^(?:那天|节)?(?:过罢|过完|过了|过后|一过|之?前(?!一天|头|晌|半)|以前)/
const NOT = /(?:除了|\b(?:before|after|not) (?:the )?)$/

const STARTS = /^(?:开始|起|开头|往后)/
const STARTING = /(?:从|自|打)$/
/** 今天初几 */
const ASKED = /^(?:是)?(?:初几|几号|(?:星期|周|礼拜)几|多少号|啥日子|什么日子)/
/** 今天才吃过: a day only told of. */
const PAST =
  /^(?:[面饭饼饺子粽月]{0,2}没(?:赶上|吃上|吃成)|(?:那[回次顿]|中午|早上|晚上)?(?:才|刚|刚刚|都|已经)?(?:吃过|来过|送过|做过|用过))/

function named(folded: Folded, dates: readonly DateAt[]): readonly DateAt[] {
  const { dense } = folded
  const known = dates.filter(
    found =>
      found.date !== null &&
      !isOnlyTold(dense, found) &&
      !ASKED.test(dense.slice(found.to, found.to + 5)) &&
      !PAST.test(dense.slice(found.to, found.to + 6)),
  )
  const afterToday = behindToday(folded, known)
  if (afterToday !== null) return afterToday
  const over = known.filter(({ to }) => OVER.test(dense.slice(to, to + 5)))
  const told = known.filter(day => isOnesOwn(dense, day))
  const left = (told.length < known.length ? known.filter(day => !told.includes(day)) : known).filter(
    found =>
      !over.some(({ date }) => date === found.date) && !NOT.test(dense.slice(Math.max(0, found.from - 12), found.from)),
  )
  // 十月底回来，从这周六开始
  const start = known.find(
    ({ from, to }) => STARTING.test(dense.slice(Math.max(0, from - 1), from)) && STARTS.test(dense.slice(to)),
  )
  if (start !== undefined) return [start]
  // 二十三祭灶，二十四扫房子，那天帮我 …: the last that was told of.
  const thatDay = dense.indexOf('那天')
  const last = thatDay > 0 && folded.gap[thatDay] !== NO_GAP ? left.filter(({ to }) => to <= thatDay).at(-1) : undefined
  if (last !== undefined && left.every(({ from }) => from < thatDay)) return [last]
  return left.length > 0 ? left : known
}

/** 今天十一月初九，后天送 · 今儿二十三了，二十五来: what day it is, before the one that is meant; null: it is not told. */
function behindToday({ dense }: Folded, known: readonly DateAt[]): readonly DateAt[] | null {
  const [first, second, ...more] = known
  if (first === undefined || second === undefined || more.length === 0 || first.date !== second.date) return null
  const isToday = TODAY.test(dense.slice(first.from, first.to)) && second.from - first.to <= 1
  // 后天十一: the same day by another name.
  return isToday ? more.slice(0, 1) : null
}

const TODAY = /^(?:今|today)/

function claimed<T extends Span>(found: readonly T[], claims: Claims, as: Claimed): readonly T[] {
  let end = 0
  return found
    .toSorted((a, b) => a.from - b.from || b.to - a.to)
    .filter(span => {
      if (span.from < end || !claims.isFree(span, as)) return false
      claims.claim(span, as)
      end = span.to
      return true
    })
}

/** 一黑老 and 那个黑蛋 name no day. */
const ENDS_DAY =
  /(?:[今明后听天日号夕年安七八九十]|[今明后夜]儿|[今明后夜]儿?个|[周期拜初十廿月二三][一二三四五六]|[^一]二|[三四五六])$/

/** 今晚, 明早, 周三晚; 早 and 晚 alone are words of many meanings. */
function endsDay(dense: string, at: number): boolean {
  const before = dense.slice(Math.max(0, at - 3), at)
  return ENDS_DAY.test(before) || (before.endsWith('一') && dense.charAt(at) === '早')
}

/** 早八点, 晚八点, but not 太晚八点 */
function leadsHour(dense: string, { from, to }: Span): boolean {
  return (
    /[早晚]/.test(dense.charAt(from)) && HOUR_BEHIND.test(dense.slice(to, to + 3)) && !TOO.test(dense.charAt(from - 1))
  )
}

const HOUR_BEHIND = /^(?:[0-9]{1,2}|十?[一二两三四五六七八九]|十)[点:]/
const TOO = /[太忒别嫌来送去起到早晚更还再]/

function isPeriod(word: VocabularyHit): word is PeriodHit {
  return word.kind === 'period'
}

/** 四点，往后推半个钟头 · 九点，提前一小时 */
const SHIFT =
  /(?:(往后|推迟|延后|推后|晚|后)[推挪延移]?|(往前|提前|提早|早)[提挪移]?)(?:上|个)?([半一俩两])个?(半)?(?:小时|钟头|个钟)/

function shifted(dense: string, time: TimeAt): TimeAt {
  const match = SHIFT.exec(dense.slice(time.to, time.to + 20))
  if (match === null) return time
  const [, later, , count, half] = match
  const hours = count === '半' ? 30 : count === '一' ? 60 : 120
  const minutes =
    60 * time.hour + time.minute + (later === undefined ? -1 : 1) * (hours + (half === undefined ? 0 : 30))
  if (minutes < 0 || minutes >= 24 * 60) return time
  return { ...time, hour: Math.floor(minutes / 60), minute: minutes % 60 }
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
