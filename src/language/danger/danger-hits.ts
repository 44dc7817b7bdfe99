import { CLAUSE_GAP, type Folded, isWordUnit } from '../text/fold.ts'
import type { Hit } from './danger-kinds.ts'
import { type DangerPattern, dangerWords } from './danger-words.ts'

/** Every word of danger, part of a sign and word of context in the text, in order of their end. */
export function dangerHits(folded: Folded): Hit[] {
  const { patterns, automaton } = dangerWords()
  const hits: Hit[] = []
  automaton.scan(folded.dense, (index, to) => {
    const pattern = patterns[index]
    if (pattern === undefined || !isThere(folded, pattern, to)) return
    const { means, text } = pattern
    hits.push({ means, from: to - text.length, to, composed: false, denied: false })
  })
  return hits
}

function isThere(folded: Folded, { text, whole, heard, means }: DangerPattern, to: number): boolean {
  const from = to - text.length
  if (!heard && !folded.dense.startsWith(text, from)) return false
  if (whole && !isWholeWord(folded.dense, from, to)) return false
  return !crossesClauses(folded, from, to) || (means.kind === 'word' && isSpelledApart(folded, from, to))
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
