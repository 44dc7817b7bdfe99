import { ALARM_CLASSES, type AlarmClass, type Danger } from '../core/alarm.ts'
import { type Hit, isWordHit, unmasked, type WordHit } from './danger-kinds.ts'
import { coveredByNegation } from './danger-negation.ts'
import { withoutOthers } from './danger-subjects.ts'
import { type DangerPattern, dangerWords } from './danger-words.ts'
import { CLAUSE_GAP, type Folded, isWordUnit } from './fold.ts'

/** Words that only look dangerous are taken out first; of what is left one uncovered word is an alarm. */
export function findDanger(folded: Folded): Danger | null {
  const { patterns, automaton, signs } = dangerWords()
  const hits: Hit[] = []
  let words = 0
  let parts = 0
  automaton.scan(folded.dense, (index, to) => {
    const pattern = patterns[index]
    if (pattern === undefined || !isThere(folded, pattern, to)) return
    const { means, text } = pattern
    if (means.kind === 'word') words++
    if (means.kind === 'part') parts++
    hits.push({ means, from: to - text.length, to, composed: false, denied: false })
  })
  // Nearly every message ends here.
  if (words === 0 && (parts < 2 || signs.follow(hits, folded.dense, 'word').length === 0)) return null
  return judge(folded, hits)
}

function isThere(folded: Folded, { text, whole, heard, means }: DangerPattern, to: number): boolean {
  const from = to - text.length
  if (!heard && !folded.dense.startsWith(text, from)) return false
  if (whole && !isWholeWord(folded.dense, from, to)) return false
  return !crossesClauses(folded, from, to) || (means.kind === 'word' && isSpelledApart(folded, from, to))
}

function judge(folded: Folded, hits: readonly Hit[]): Danger | null {
  const { dense } = folded
  const { signs } = dangerWords()
  const friends = signs.follow(hits, dense, 'friend')
  const clear = unmasked([...hits, ...friends], ['word', 'part'], 'friend')
  const found = [...clear, ...signs.follow(clear, dense, 'word')].filter(isWordHit)
  if (found.length === 0) return null
  const words = outermost(withoutOthers(folded, hits, found))
  const covered = coveredByNegation(folded, hits, words)
  const open = words.filter(hit => !hit.means.doubtful && !covered.has(hit))
  const telling = open.length > 0 ? open : words
  const classes = mostUrgentFirst(telling)
  if (classes === null) return null
  return { classes, level: open.length > 0 ? 'alarm' : 'check', silent: telling.some(hit => hit.means.silent) }
}

function mostUrgentFirst(hits: readonly WordHit[]): readonly [AlarmClass, ...AlarmClass[]] | null {
  const present = new Set(hits.map(hit => hit.means.class))
  const [first, ...rest] = ALARM_CLASSES.filter(name => present.has(name))
  return first === undefined ? null : [first, ...rest]
}

/** Without those inside a longer one of their class; words, signs and denied signs apart. In order of their start. */
function outermost(words: readonly WordHit[]): WordHit[] {
  const starts = new Map<string, number>()
  const widestFirst = words.toSorted((a, b) => b.to - a.to || a.from - b.from)
  const kept = widestFirst.filter(word => {
    const key = `${word.means.class} ${word.composed} ${word.denied}`
    const start = starts.get(key) ?? Number.POSITIVE_INFINITY
    starts.set(key, Math.min(start, word.from))
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
