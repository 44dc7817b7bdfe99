import { ALARM_CLASSES, type AlarmClass, type Danger } from '../core/alarm.ts'
import { coveredByNegation } from './danger-negation.ts'
import { type DangerHit, dangerWords, isWordHit, type WordHit } from './danger-words.ts'
import { CLAUSE_GAP, type Folded, isWordUnit } from './fold.ts'

/** Words that only look dangerous are taken out first; of what is left one uncovered word is an alarm. */
export function findDanger(folded: Folded): Danger | null {
  const { patterns, automaton } = dangerWords()
  const hits: DangerHit[] = []
  let dangerous = false
  automaton.scan(folded.dense, (index, to) => {
    const pattern = patterns[index]
    if (pattern === undefined) return
    const from = to - pattern.text.length
    if (pattern.whole && !isWholeWord(folded.dense, from, to)) return
    if (crossesClauses(folded, from, to) && !(pattern.kind === 'word' && isSpelledApart(folded, from, to))) return
    if (pattern.kind === 'word') dangerous = true
    hits.push({ pattern, from, to })
  })
  return dangerous ? judge(folded, hits) : null
}

function judge(folded: Folded, hits: readonly DangerHit[]): Danger | null {
  const words = outermost(withoutFriends(hits, folded.dense.length))
  const covered = coveredByNegation(folded, hits, words)
  const open = words.filter(hit => hit.pattern.firm || !covered.has(hit))
  const telling = open.length > 0 ? open : words
  const classes = mostUrgentFirst(telling)
  if (classes === null) return null
  return { classes, level: open.length > 0 ? 'alarm' : 'check', silent: telling.some(hit => hit.pattern.silent) }
}

function mostUrgentFirst(hits: readonly WordHit[]): readonly [AlarmClass, ...AlarmClass[]] | null {
  const present = new Set(hits.map(hit => hit.pattern.class))
  const [first, ...rest] = ALARM_CLASSES.filter(name => present.has(name))
  return first === undefined ? null : [first, ...rest]
}

function withoutFriends(hits: readonly DangerHit[], length: number): WordHit[] {
  const words = hits.filter(isWordHit)
  const friends = hits.filter(hit => hit.pattern.kind === 'friend')
  if (friends.length === 0) return words
  const taken = new Uint8Array(length)
  for (const friend of friends) taken.fill(1, friend.from, friend.to)
  return words.filter(word => !taken.subarray(word.from, word.to).includes(1))
}

/** Without those that stand inside a longer word of their class. In order of their start. */
function outermost(words: readonly WordHit[]): WordHit[] {
  const starts = new Map<AlarmClass, number>()
  const widestFirst = words.toSorted((a, b) => b.to - a.to || a.from - b.from)
  const kept = widestFirst.filter(word => {
    const start = starts.get(word.pattern.class) ?? Number.POSITIVE_INFINITY
    starts.set(word.pattern.class, Math.min(start, word.from))
    return word.from < start
  })
  return kept.sort((a, b) => a.from - b.from)
}

function isWholeWord(dense: string, from: number, to: number): boolean {
  return !isWordUnit(dense.charCodeAt(from - 1)) && !isWordUnit(dense.charCodeAt(to))
}

function crossesClauses(folded: Folded, from: number, to: number): boolean {
  for (let i = from + 1; i < to; i++) if (folded.gap[i] === CLAUSE_GAP) return true
  return false
}

/** 快，来人 and 救。命 are the words; 对不起，不来了 and 他打，我去 are not. */
function isSpelledApart(folded: Folded, from: number, to: number): boolean {
  const opens = from === 0 || folded.gap[from] === CLAUSE_GAP
  return opens && (to - from > 2 || folded.gap[to] === CLAUSE_GAP)
}
