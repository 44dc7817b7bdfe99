import { dangerFeatures } from '../../language/danger/danger-features.ts'
import { dangerHits } from '../../language/danger/danger-hits.ts'
import { dangerLevel, type Limits, type Weighed, withOpinion } from '../../language/danger/danger-level.ts'
import { dangerByRules, type Ruled } from '../../language/danger/danger-rules.ts'
import { sentencesOf } from '../../language/danger/danger-sentences.ts'
import { scoreOf, type Weights } from '../../language/danger/danger-weights.ts'
import { type Folded, fold } from '../../language/text/fold.ts'
import type { TrainingLine } from './training-line.ts'

/** A text as it is weighed, before there are weights. */
export interface Read {
  readonly features: Int32Array
  readonly ruled: Ruled | null
}
export interface Prepared extends TrainingLine, Read {
  readonly sentences: readonly Read[]
}

/** Weighed by what was learnt without its author. */
export interface Scored extends TrainingLine {
  readonly whole: Weighed
  readonly sentences: readonly Weighed[]
}

export function prepare(line: TrainingLine): Prepared {
  const folded = fold(line.text)
  return { ...line, ...read(folded), sentences: sentencesOf(folded).map(read) }
}

/** `lead`: the second opinion about the whole. */
export function scored(line: Prepared, weights: Weights, lead: number): Scored {
  const weigh = ({ features, ruled }: Read) => ({ ruled, score: scoreOf(features, weights) })
  const whole = { ruled: line.ruled, score: withOpinion(scoreOf(line.features, weights), lead) }
  return { ...line, whole, sentences: line.sentences.map(weigh) }
}

function read(folded: Folded): Read {
  const hits = dangerHits(folded)
  const ruled = dangerByRules(folded, hits)
  return { features: dangerFeatures(folded, hits, ruled).slice(), ruled }
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
  const told = lines.map(line => ({ ...line, level: dangerLevel(line.whole, () => line.sentences, limits) }))
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
