import type { Span } from '../pack.ts'
import { type Corrections, isCorrection } from '../self-repair.ts'
import { type Folded, NO_GAP } from '../text/fold.ts'
import type { VocabularyHit } from '../text/vocabulary.ts'
import { isCountedAnew, takesSome } from './count-repairs.ts'
import { hasClause } from './count-tokens.ts'
import { ADDED, isSettled, settleOn } from './item-choices.ts'
import { hasSign, signLength } from './line-signs.ts'
import { isSame, type Line } from './merge-lines.ts'
import { pick } from './picked-lines.ts'
import { isRejected } from './rejections.ts'
import { hasObject, isByMistake, isLessened, isReasoned, takeFewer } from './removal-signs.ts'

/** 山药不要放油: how it is made, not whether. */
const OF_WAY = /[放搁加太撒弄给辣葱姜蒜油盐糖香]/
const AND = /^(?:[和跟与加]|还有| and )?$/

/** 米饭那碗去掉, 米饭也删掉 */
const FILLERS = /^(?:[那这][个份碗盘条]?|[都也就给]|你|恁|先|一会儿?|.)?$/
/** How long those may be. */
const FILLED = [0, 1, 2, 3]
/** Nobody names more; each is looked at beside all others. */
const MOST_REPAIRED = 60

/** Which of the items are wanted, which are to be taken out, and which were only said by mistake. */
export function settleFates(
  folded: Folded,
  lines: readonly Line[],
  words: readonly VocabularyHit[],
  corrections: Corrections,
): void {
  remove(folded, lines, words)
  if (lines.length > MOST_REPAIRED) return
  letGo(folded, lines)
  keep(folded, lines)
  startAnew(lines, words)
  pick(folded, lines)
  withdraw(folded, lines, words, corrections)
  settleOn(folded, lines)
}

/** What is turned down by its name goes wherever it was said before. */
function letGo(folded: Folded, lines: readonly Line[]): void {
  for (const [i, line] of lines.entries()) {
    const isLast = i === lines.length - 1
    if (line.fate !== 'wanted') continue
    const voided = lines.length === 1 ? signLength('voided', folded.dense, line.mention.to) : 0
    if (voided > 0 && folded.gap[line.mention.to + voided] !== NO_GAP) line.fate = 'removed'
    const said = signLength('letGo', folded.dense, line.mention.to)
    const isKnown = lines.slice(0, i).some(other => isSame(other, line))
    const isLetGo = (!isLast || isKnown) && said > 0 && folded.gap[line.mention.to + said] !== NO_GAP
    const isThere =
      (lines.length > 1 && hasSign('atHome', folded.dense, line.mention.from)) ||
      (isKnown && hasSign('hadAtHome', folded.dense, line.mention.to))
    const isGivenUp = !isLast && givesUp(folded, line)
    if (!isLetGo && !isThere && !isGivenUp && !isDenied(folded, line, isLast)) continue
    line.fate = isGivenUp || (isLetGo && hasSign('ordered', folded.dense, line.mention.from)) ? 'removed' : 'withdrawn'
    for (const other of lines.slice(0, i)) if (isSame(line, other)) other.fate = 'withdrawn'
  }
}

/** 不要水煮鱼了，算了，鱼留着: not taken out after all, nor asked for anew. */
function keep(folded: Folded, lines: readonly Line[]): void {
  for (const [i, line] of lines.entries()) {
    if (line.fate === 'removed' && hasSign('notGone', folded.dense, line.mention.to)) line.fate = 'withdrawn'
    if (!hasSign('kept', folded.dense, line.mention.to)) continue
    const gone = lines.slice(0, i).filter(other => other.fate === 'removed' && isSame(other, line))
    if (gone.length > 0) for (const one of [...gone, line]) one.fate = 'withdrawn'
  }
}

/** 前面不算，重新说: nothing before it is wanted, if something is said behind it. */
function startAnew(lines: readonly Line[], words: readonly VocabularyHit[]): void {
  const restart = words.findLast(({ kind }) => kind === 'restart')
  if (restart === undefined || !lines.some(({ mention }) => mention.from >= restart.to)) return
  for (const line of lines) if (line.mention.to <= restart.from) line.fate = 'withdrawn'
}

function givesUp({ dense }: Folded, { mention: { from, to } }: Line): boolean {
  return dense.charAt(to) === '了' && hasSign('givenUp', dense, from)
}

function isDenied(folded: Folded, { mention }: Line, isLast: boolean): boolean {
  const { dense, gap } = folded
  const { from, to } = mention
  if (hasSign('madeInto', dense, from)) return true
  if (!isLast && (hasSign('nowhere', dense, from) || hasSign('disliked', dense, from))) return true
  if (hasSign('saidAs', dense, from) && (!isLast || hasSign('slipped', dense, from))) return true
  if (isLast && hasSign('insteadOf', dense, from)) return true
  if (hasSign('notButThat', dense, from) && dense.startsWith('是', to) && gap[to] !== NO_GAP) return true
  return hasSign('denied', dense, from) && isRejected(folded, { ...mention, to: dense.length }, isLast)
}

function remove(folded: Folded, lines: readonly Line[], words: readonly VocabularyHit[]): void {
  // By where they stand: a message of nothing but refusals would take long.
  const leads = Map.groupBy(words.filter(isKind('remove')), ({ to }) => to)
  const behind = Map.groupBy(words.filter(isKind('removeAfter')), ({ from }) => from)
  const ends = new Set(lines.map(({ mention }) => mention.to))
  const isShort = lines.length <= MOST_REPAIRED
  for (const [i, line] of lines.entries()) {
    const { from, to } = line.mention
    const start = line.quantity !== null && line.quantity.to <= from ? Math.min(from, line.quantity.from) : from
    const led = [start - 1, start]
      .flatMap(end => leads.get(end) ?? [])
      .some(word => isLed(folded, ends, word, start, start < from) && !hasSign('missed', folded.dense, to))
    const chained = lines[i - 1]?.fate === 'removed' && isLinked(folded, lines[i - 1], line) && !isSettled(folded, line)
    const next = lines[i + 1]?.mention.from ?? Number.POSITIVE_INFINITY
    const followed = FILLED.flatMap(room => behind.get(to + room) ?? []).some(word =>
      isFollowed(folded, ends, word, to, next),
    )
    const isLast = i === lines.length - 1
    if (isShort && !isLast && !led && !chained && isReasoned(folded, to)) {
      line.fate = 'withdrawn'
      for (const other of lines.slice(0, i)) if (isSame(line, other)) other.fate = 'withdrawn'
    } else if (isShort && takeFewer(folded, lines.slice(0, i), line)) line.fate = 'withdrawn'
    else if (led || chained || followed || isLessened(folded, line, start)) line.fate = 'removed'
    else if (isShort && isByMistake(folded, Math.max(to, line.quantity?.to ?? 0), words)) line.fate = 'removed'
  }
}

function isLed(folded: Folded, ends: ReadonlySet<number>, word: Span, start: number, isCounted: boolean): boolean {
  return (
    !hasClause(folded, word.to, start) &&
    // 不吃米 米饭两碗
    (word.to === start || folded.gap[start] === NO_GAP || folded.dense.charAt(word.to) === ' ') &&
    !isOfFormer(folded, word, start) &&
    !(word.to < start && isThenWanted(folded, word)) &&
    !isUrged(folded, word) &&
    !endsOther(folded, ends, word, start) &&
    // two, no three: takes back the count.
    !(isCounted && folded.dense.slice(word.from, word.to) === 'no')
  )
}

/** 米饭去了换俩馒头, 米饭退掉来碗粥: what is gone stands before it. */
function isThenWanted({ dense }: Folded, { from, to }: Span): boolean {
  return /[了掉]$/.test(dense.slice(from, to)) && /[换改来要上加添送订点弄整]/.test(dense.charAt(to))
}

/** 麻辣那种俺不要 水煮鱼一份: what is refused stands before it. */
function isOfFormer({ dense, gap }: Folded, { from, to }: Span, start: number): boolean {
  if (gap[start] === NO_GAP || to > start) return false
  let clause = from
  while (clause > 0 && from - clause < FAR && gap[clause] === NO_GAP) clause--
  return dense.slice(clause, from).replace(SUBJECT, '') !== ''
}

/** No clause is longer before what is refused. */
const FAR = 14
const SUBJECT = /[我俺咱你您恁她他也就都可真那这嗯哦先]|老伴|[今明][天儿]|早上|中午|晌午|下午|晚上|now |please /g

function isFollowed(folded: Folded, ends: ReadonlySet<number>, word: Span, to: number, next: number): boolean {
  return (
    FILLERS.test(folded.dense.slice(to, word.from)) &&
    (word.to < next - 1 ||
      endsOther(folded, ends, word, next) ||
      (folded.gap[word.from] === NO_GAP && folded.gap[to] === NO_GAP && folded.gap[word.to] !== NO_GAP) ||
      /[换改]/.test(folded.dense.charAt(word.to)) ||
      isThenWanted(folded, word)) &&
    !(folded.gap[word.to] === NO_GAP && OF_WAY.test(folded.dense.charAt(word.to))) &&
    !hasObject(folded, word) &&
    !isOfCount(folded, word) &&
    !(next === Number.POSITIVE_INFINITY && isCountedAnew(folded, word)) &&
    !isOfGoing(folded, word)
  )
}

/** 再不来碗面我就走: it is asked for all the more. */
function isUrged({ dense }: Folded, { from }: Span): boolean {
  return hasSign('urged', dense, from) && dense.charAt(from) === '不'
}

function isKind(kind: VocabularyHit['kind']): (word: VocabularyHit) => boolean {
  return word => word.kind === kind
}

/** 馄饨不要两碗了，一碗: another count of the same. */
function isOfCount({ dense, gap }: Folded, { from, to }: Span): boolean {
  return /^不要$/.test(dense.slice(from, to)) && gap[to] === NO_GAP && hasSign('count', dense, to)
}

/** 大扫除不要周六 turns down the day, and 买菜不去了 only to go along. */
function isOfGoing({ dense, gap }: Folded, { from, to }: Span): boolean {
  if (dense.startsWith('去了', from) && /[不没]/.test(dense.charAt(from - 1))) return true
  return gap[to] === NO_GAP && /^(?:不要|别|不来)/.test(dense.slice(from, to)) && hasSign('when', dense, to)
}

/** 拉面不要了 面叶两碗: it belongs to what it touches. */
function endsOther(folded: Folded, ends: ReadonlySet<number>, word: Span, start: number): boolean {
  if (folded.gap[word.from] !== NO_GAP || !ends.has(word.from)) return false
  for (let i = word.to; i <= start; i++) if (folded.gap[i] !== NO_GAP) return true
  return false
}

/** 红烧肉，不对，粉蒸肉 drops the first; 红烧肉换成粉蒸肉 takes it away. */
function withdraw(
  folded: Folded,
  lines: readonly Line[],
  words: readonly VocabularyHit[],
  corrections: Corrections,
): void {
  for (const [i, line] of lines.entries()) {
    const next = lines[i + 1]
    if (next === undefined || line.recounted || line.fate === 'removed' || next.fate !== 'wanted') continue
    if (ADDED.test(folded.dense.slice(line.mention.to, next.mention.from))) continue
    const within = words.filter(word => word.from >= line.mention.to && word.to <= next.mention.from)
    const change = within.find(
      word => word.kind === 'change' && !isInLonger(folded, word, within) && !hasSign('work', folded.dense, word.from),
    )
    const changed = change !== undefined || isSwapped(folded, line, next)
    // 算了太凉，换家常豆腐: thought better of, before anything was ordered.
    const isTakenBack = within.some(word => word.kind === 'repair' && change !== undefined && word.to <= change.from)
    const again = isCorrection(corrections, line.mention, next.mention) ? before(lines, i, next) : null
    if (takesSome(folded, line, next, change ?? null)) continue
    const ordered = changed && !isSame(line, next) ? before(lines, i, line) : null
    if (ordered !== null) {
      // 粥两碗，粥换成绿豆汤: never ordered, then, and as many of the other.
      next.quantity ??= ordered.quantity
      ordered.fate = 'withdrawn'
      line.fate = 'withdrawn'
    } else if (changed) line.fate = isTakenBack || isSame(line, next) ? 'withdrawn' : 'removed'
    else if (again !== null) again.fate = 'withdrawn'
    else if (line.fate === 'withdrawn' || isCorrection(corrections, line.mention, next.mention)) {
      for (const same of lines.slice(0, i + 1))
        if (same === line || ((same.quantity === null || line.quantity === null) && isSame(same, line)))
          same.fate = 'withdrawn'
      // 两碗拉面，不对，面叶: as many of the other.
      const isAnew = within.some(isKind('restart'))
      if (!isAnew && !lines.slice(i + 2).some(other => isSame(other, next))) next.quantity ??= countOf(folded, lines, i)
    }
  }
}

/** 俩烧饼，不是烧饼，是火烧: wherever it was counted. */
function countOf({ dense }: Folded, lines: readonly Line[], i: number): Line['quantity'] {
  const line = lines[i]
  if (line === undefined || line.quantity !== null || !hasSign('denied', dense, line.mention.from))
    return line?.quantity ?? null
  return lines.slice(0, i).findLast(other => isSame(other, line))?.quantity ?? null
}

/** swap my lamb dumplings for the cabbage dumplings */
function isSwapped({ dense }: Folded, { mention: one }: Line, { mention: other }: Line): boolean {
  return (
    hasSign('swap', dense, one.from) &&
    /^ (?:for|with|to|into) (?:the |some |a |my )?$/.test(dense.slice(one.to, other.from))
  )
}

/** 改 in 改主意 changes nothing for another, but 改成 in 帮我改成 does. */
function isInLonger({ gap }: Folded, word: VocabularyHit, words: readonly VocabularyHit[]): boolean {
  return words.some(
    other =>
      other.kind === 'repair' &&
      other.from <= word.from &&
      other.to >= word.to &&
      (other.to > word.to || gap[other.from] !== NO_GAP) &&
      other.to - other.from > word.to - word.from,
  )
}

/** 绿豆汤两碗，粥一碗，不对，绿豆汤三碗: the one that is named again is meant, not the last. */
function before(lines: readonly Line[], i: number, next: Line): Line | null {
  return lines.slice(0, i).find(other => other.fate === 'wanted' && isSame(other, next)) ?? null
}

/** 不要烧鸡 桶子鸡一只: a count of its own begins another wish. */
function isLinked(folded: Folded, first: Line | undefined, second: Line): boolean {
  if (first === undefined) return false
  const said = folded.dense.slice(first.mention.to, second.mention.from)
  return AND.test(said) && (said !== '' || second.quantity === null || first.quantity !== null)
}
