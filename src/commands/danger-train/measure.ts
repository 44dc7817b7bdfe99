import { dangerFeatures } from '../../language/danger-features.ts'
import { dangerHits } from '../../language/danger-hits.ts'
import { dangerLevel, type Limits } from '../../language/danger-level.ts'
import { dangerByRules, type Ruled } from '../../language/danger-rules.ts'
import { fold } from '../../language/fold.ts'
import type { TrainingLine } from './training-line.ts'

export interface Prepared extends TrainingLine {
  readonly features: Int32Array
  readonly ruled: Ruled | null
}

/** With the score of what was learnt without its author. */
export interface Scored extends Prepared {
  readonly score: number
}

export function prepare(line: TrainingLine): Prepared {
  const folded = fold(line.text)
  const hits = dangerHits(folded)
  const ruled = dangerByRules(folded, hits)
  return { ...line, features: dangerFeatures(folded, hits, ruled).slice(), ruled }
}

export interface Figures {
  readonly emergencies: number
  readonly raised: number
  /** Emergencies that are asked about. */
  readonly asked: number
  readonly rest: number
  readonly falseAlarms: number
  readonly askedInVain: number
  readonly near: number
  readonly nearRight: number
}

export function measure(lines: readonly Scored[], limits: Limits): Figures {
  const told = lines.map(line => ({ ...line, level: dangerLevel(line.ruled, line.score, limits) }))
  const [emergencies, rest] = [told.filter(line => line.isEmergency), told.filter(line => !line.isEmergency)]
  const near = rest.filter(line => line.isNear)
  const count = (of: typeof told, level: 'alarm' | 'check') => of.filter(line => line.level === level).length
  return {
    emergencies: emergencies.length,
    raised: count(emergencies, 'alarm'),
    asked: count(emergencies, 'check'),
    rest: rest.length,
    falseAlarms: count(rest, 'alarm'),
    askedInVain: count(rest, 'check'),
    near: near.length,
    nearRight: near.length - count(near, 'alarm'),
  }
}
