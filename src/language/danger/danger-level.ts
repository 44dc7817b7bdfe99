import type { Danger } from '../../core/alarm.ts'
import type { Ruled } from './danger-rules.ts'

/** Scores from which on something is done. */
export interface Limits {
  /** No sign at all, or one that is only asked about. */
  readonly alarm: number
  /** A safety word, and a sign told in other words: below, it is asked about. */
  readonly safety: number
  readonly sign: number
  /** A sign that stands in one sentence, where the whole speaks against it. */
  readonly apart: number
  /** Denied, past, over or only feared. */
  readonly covered: number
  /** No sign at all: it is asked about. */
  readonly check: number
}

/** What somebody who knows what else people say makes of it counts for so much, and moves a score so far at most. */
const OPINION = 0.35
const FIRM = 3

export function withOpinion(score: number, lead: number): number {
  return score + OPINION * Math.max(-FIRM, Math.min(FIRM, lead))
}

/** What the rules and the score make of a text. */
export interface Weighed {
  readonly ruled: Ruled | null
  readonly score: number
}

/**
 * A cry for help stays one; the score adds what the rules miss, and turns what it speaks against into a question: unless
 * a sentence by itself is clearly an alarm, which an order beside it must not outweigh.
 */
export function dangerLevel(
  whole: Weighed,
  sentences: () => readonly Weighed[],
  limits: Limits,
): Danger['level'] | null {
  const level = levelAlone(whole, limits)
  if (level === 'alarm' || !isRuledAlarm(whole)) return level
  const apart = { ...limits, sign: limits.apart }
  return sentences().some(one => isRuledAlarm(one) && levelAlone(one, apart) === 'alarm') ? 'alarm' : level
}

/** The opinion is asked for only where it could change something. */
export function dangerLevelInDoubt(
  whole: Weighed,
  sentences: () => readonly Weighed[],
  limits: Limits,
  opinion: () => number,
): Danger['level'] | null {
  let apart: readonly Weighed[] | null = null
  const once = () => {
    apart ??= sentences()
    return apart
  }
  // What somebody knows of wishes tells nothing about a denial: 没嘴歪 is no more of an emergency for it.
  const most = whole.ruled?.covered === true ? 0 : FIRM
  const levelAt = (lead: number) =>
    dangerLevel({ ...whole, score: withOpinion(whole.score, Math.min(most, lead)) }, once, limits)
  const least = levelAt(-FIRM)
  return least === levelAt(FIRM) ? least : levelAt(opinion())
}

const isRuledAlarm = ({ ruled }: Weighed) => ruled?.danger.level === 'alarm'

function levelAlone({ ruled, score }: Weighed, limits: Limits): Danger['level'] | null {
  if (ruled === null) return score >= limits.alarm ? 'alarm' : score >= limits.check ? 'check' : null
  if (ruled.danger.level === 'alarm') {
    const { standing } = ruled
    return standing === 'cry' || score >= limits[standing] ? 'alarm' : 'check'
  }
  return score >= (ruled.covered ? limits.covered : limits.alarm) ? 'alarm' : 'check'
}
