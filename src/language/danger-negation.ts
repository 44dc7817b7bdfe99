import type { DangerHit, WordHit } from './danger-words.ts'
import { CLAUSE_GAP, type Folded, isWordUnit, SPACE_GAP } from './fold.ts'

/** A negation ends at most two characters, in English one word, before what it denies. */
const REACH = 2

/** The danger words that are denied, past or only feared. `words` in order of their start; linear in the hits. */
export function coveredByNegation(
  folded: Folded,
  hits: readonly DangerHit[],
  words: readonly WordHit[],
): ReadonlySet<WordHit> {
  const covered = new Set<WordHit>()
  const directs = negating(hits, folded.dense.length)
  const pasts = hits.filter(hit => hit.pattern.kind === 'past')
  const nows = hits.filter(hit => hit.pattern.kind === 'now')
  const direct = lastBefore(directs)
  const past = lastBefore(pasts)
  const now = lastBefore(nows)
  const clause = clauseStarts(folded)
  for (const word of words) {
    const denied = direct(word.from)
    const gone = past(word.from)
    const present = now(word.from)
    const clauseStart = clause(word.from)
    const isPast = gone !== null && gone.from >= clauseStart && (present === null || present.to <= gone.from)
    if (isPast || (denied !== null && denied.from >= clauseStart && reaches(folded, denied.to, word.from))) {
      covered.add(word)
    }
  }
  return covered
}

/** Without those inside another word: 别 in 特别 denies nothing. */
function negating(hits: readonly DangerHit[], length: number): DangerHit[] {
  const inOthers = new Uint8Array(length)
  for (const { pattern, from, to } of hits) if (pattern.kind === 'notNegating') inOthers.fill(1, from, to)
  return hits.filter(hit => hit.pattern.kind === 'direct' && inOthers[hit.from] !== 1)
}

/** Walks along with growing places: the last hit that ends at or before one. */
function lastBefore(hits: readonly DangerHit[]): (place: number) => DangerHit | null {
  let next = 0
  let last: DangerHit | null = null
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
