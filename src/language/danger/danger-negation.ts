import { CLAUSE_GAP, type Folded, isWordUnit, NO_GAP, SPACE_GAP } from '../text/fold.ts'
import { type Hit, type HitsByKind, unmasked, type WordHit } from './danger-kinds.ts'

/** A negation ends at most two characters, in English one word, before what it denies. */
const REACH = 2
/** What happened in the past, in a story or only perhaps is told in the next few words, and that it is over soon after. */
const TOLD_WITHIN = 24
/** A story goes on for longer. */
const STORY_PAUSES = 2
/** 过一回 is said of the word right before it, not of what was told before. */
const ONCE_WITHIN = 1
const BLANK = 32

/** The danger words that are denied, past, over or only feared. `words` in order of their start; linear in the hits. */
export function coveredByNegation(folded: Folded, hits: HitsByKind, words: readonly WordHit[]): ReadonlySet<WordHit> {
  const covered = new Set<WordHit>()
  const direct = lastBefore(unmasked(hits, 'direct', 'notNegating'))
  const past = lastBefore(unmasked(hits, 'past', 'notPast'))
  const story = lastBefore(unmasked(hits, 'story', 'notStory'))
  const now = lastEnd(folded, hits.get('now') ?? [])
  const over = next(folded, unmasked(hits, 'over', 'notOver'))
  const once = next(folded, hits.get('once') ?? [])
  const clause = clauseStarts(folded)
  for (const word of words) {
    const denied = direct(word.from)
    const gone = past(word.from)
    const told = story(word.from)
    const present = now(word.composed ? word.to : word.from)
    const clauseStart = clause(word.from)
    const isPast =
      gone !== null && gone.from >= clauseStart && present <= gone.from && isNear(folded, gone.to, word.from)
    const isTold = told !== null && told.from >= clauseStart && isNear(folded, told.to, word.from, STORY_PAUSES)
    const isDenied = denied !== null && denied.from >= clauseStart && reaches(folded, denied.to, word.from)
    const isOpen = !isPast && !isDenied && !word.denied && over(word.to) > TOLD_WITHIN && once(word.to) > ONCE_WITHIN
    if (isTold || (!isOpen && !word.means.firm)) covered.add(word)
  }
  return covered
}

/** How far behind a place the next of these begins. */
function next(folded: Folded, those: readonly Hit[]): (place: number) => number {
  if (those.length === 0) return () => Number.POSITIVE_INFINITY
  const starts = new Uint16Array(folded.dense.length + 1).fill(0xffff)
  for (const { from } of those) starts[from] = from
  for (let i = starts.length - 2; i >= 0; i--) starts[i] = Math.min(starts[i] ?? 0xffff, starts[i + 1] ?? 0xffff)
  return place => (starts[place] ?? 0xffff) - place
}

/** Where the last of these that ends at or before a place ends; -1: nowhere. */
function lastEnd(folded: Folded, those: readonly Hit[]): (place: number) => number {
  if (those.length === 0) return () => -1
  const ends = new Int32Array(folded.dense.length + 1).fill(-1)
  for (const { to } of those) ends[to] = to
  for (let i = 1; i < ends.length; i++) if (ends[i] === -1) ends[i] = ends[i - 1] ?? -1
  return place => ends[place] ?? -1
}

/** Walks along with growing places: the last hit that ends at or before one. */
function lastBefore(hits: readonly Hit[]): (place: number) => Hit | null {
  let next = 0
  let last: Hit | null = null
  return place => {
    for (let hit = hits[next]; hit !== undefined && hit.to <= place; hit = hits[++next]) last = hit
    return last
  }
}

function clauseStarts(folded: Folded): (place: number) => number {
  let seen = 0
  let start = 0
  return place => {
    for (; seen <= place; seen++) if (folded.gap[seen] === CLAUSE_GAP) start = seen
    return start
  }
}

/** Spaces stand for commas in what is dictated: a second one is another sentence. */
function isNear(folded: Folded, from: number, to: number, pauses = 1): boolean {
  if (to - from > TOLD_WITHIN) return false
  let spaces = 0
  for (let i = from; i <= to; i++) {
    const unit = folded.dense.charCodeAt(i)
    if (folded.gap[i] !== NO_GAP && !isWordUnit(unit) && unit !== BLANK) spaces++
  }
  return spaces <= pauses
}

function reaches(folded: Folded, negationEnd: number, wordStart: number): boolean {
  const between = folded.dense.slice(negationEnd, wordStart)
  if (isWordUnit(folded.dense.charCodeAt(wordStart))) return between.trim().split(' ').length <= 1
  if (between.length > REACH) return false
  // 没 摔倒 is one wish to deny; 没有 我摔倒了 is an answer and a cry.
  return between === '' || !hasSpace(folded, negationEnd, wordStart)
}

function hasSpace(folded: Folded, from: number, to: number): boolean {
  for (let i = from; i <= to; i++) if ((folded.gap[i] ?? 0) >= SPACE_GAP) return true
  return false
}
