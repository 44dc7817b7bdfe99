import type { Danger } from '../core/alarm.ts'
import type { Ruled } from './danger-rules.ts'

/** Scores from which on something is done. */
export interface Limits {
  /** No sign at all, or one that is only asked about. */
  readonly alarm: number
  /** A safety word, and a sign told in other words: below, it is asked about. */
  readonly safety: number
  readonly sign: number
  /** Denied, past, over or only feared. */
  readonly covered: number
  /** No sign at all: it is asked about. */
  readonly check: number
}

/** A cry for help stays one; the score adds what the rules miss, and turns what it speaks against into a question. */
export function dangerLevel(ruled: Ruled | null, score: number, limits: Limits): Danger['level'] | null {
  if (ruled === null) return score >= limits.alarm ? 'alarm' : score >= limits.check ? 'check' : null
  if (ruled.danger.level === 'alarm') {
    const { standing } = ruled
    return standing === 'cry' || score >= limits[standing] ? 'alarm' : 'check'
  }
  return score >= (ruled.covered ? limits.covered : limits.alarm) ? 'alarm' : 'check'
}
