import { ALARM_CLASSES, type AlarmClass, type Danger } from '../../core/alarm.ts'
import type { Folded } from '../text/fold.ts'
import { type Hit, isWordHit, type Standing, type WordHit, withoutOverlapped } from './danger-kinds.ts'
import { coveredByNegation } from './danger-negation.ts'
import { withoutOthers } from './danger-subjects.ts'
import { dangerWords } from './danger-words.ts'

const STANDINGS: readonly Standing[] = ['cry', 'safety', 'sign']

export interface Ruled {
  readonly danger: Danger
  /** The highest of what raises it; those inside a longer sign count as well. */
  readonly standing: Standing
  /** Each of its words is denied, past, over or only feared. */
  readonly covered: boolean
}

/** Words that only look dangerous are taken out first; of what is left one uncovered word is an alarm. */
export function dangerByRules(folded: Folded, hits: readonly Hit[]): Ruled | null {
  const { dense } = folded
  const { signs } = dangerWords()
  // Nearly every message ends here.
  if (hits.length === 0) return null
  if (!hits.some(isWordHit) && signs.follow(hits, dense, 'word').length === 0) return null
  const friends = signs.follow(hits, dense, 'friend')
  const byKind = Map.groupBy(hits, ({ means }) => means.kind)
  const clear = withoutOverlapped(
    hits.filter(({ means }) => means.kind === 'word' || means.kind === 'part'),
    [...(byKind.get('friend') ?? []), ...friends],
  )
  const found = [...clear, ...signs.follow(clear, dense, 'word')].filter(isWordHit)
  if (found.length === 0) return null
  const words = outermost(withoutOthers(folded, byKind, found))
  const covered = coveredByNegation(folded, byKind, words)
  const open = words.filter(hit => !hit.means.doubtful && !covered.has(hit))
  const telling = open.length > 0 ? open : words
  const classes = mostUrgentFirst(telling)
  if (classes === null) return null
  return {
    danger: { classes, level: open.length > 0 ? 'alarm' : 'check', silent: telling.some(hit => hit.means.silent) },
    standing: standingOf(open, found, dense.length),
    covered: words.every(word => covered.has(word)),
  }
}

function standingOf(open: readonly WordHit[], found: readonly WordHit[], length: number): Standing {
  // For each place, how far the signs that began until there reach: linear, however many there are.
  const reach = new Int32Array(length + 1)
  for (const { from, to } of open) reach[from] = Math.max(reach[from] ?? 0, to)
  for (let i = 1; i <= length; i++) reach[i] = Math.max(reach[i] ?? 0, reach[i - 1] ?? 0)
  const inside = found.filter(({ from, to }) => to <= (reach[from] ?? 0))
  return STANDINGS.find(standing => inside.some(({ means }) => means.standing === standing)) ?? 'sign'
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
