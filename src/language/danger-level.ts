import type { Danger } from '../core/alarm.ts'
import type { Ruled } from './danger-rules.ts'

/** Scores from which on something is done. */
export interface Limits {
  /** No sign at all, or one that is only asked about. */
  readonly alarm: number
  /** A sign told in other words than the safety words; below, it is asked about. */
  readonly sign: number
  /** Denied, past, over or only feared. */
  readonly covered: number
  /** No sign at all: it is asked about. */
  readonly check: number
}

/** What the rules are sure of stays an alarm; the score adds what they miss, and turns weak signs into a question. */
export function dangerLevel(ruled: Ruled | null, score: number, limits: Limits): Danger['level'] | null {
  if (ruled === null) return score >= limits.alarm ? 'alarm' : score >= limits.check ? 'check' : null
  if (ruled.sure) return 'alarm'
  if (ruled.danger.level === 'alarm') return score >= limits.sign ? 'alarm' : 'check'
  return score >= (ruled.covered ? limits.covered : limits.alarm) ? 'alarm' : 'check'
}
