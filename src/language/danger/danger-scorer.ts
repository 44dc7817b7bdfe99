import { ALARM_CLASSES, type AlarmClass } from '../../core/alarm.ts'
import type { Limits } from './danger-level.ts'
import { type PackedWeights, scoreOf, unpackWeights, type Weights } from './danger-weights.ts'
import learnt from './data/learnt.json' with { type: 'json' }

export interface Learnt {
  readonly limits: Limits
  readonly emergency: PackedWeights
  /** How much a text that is an emergency speaks for each class. */
  readonly classes: Readonly<Record<AlarmClass, PackedWeights>>
}

const { limits, emergency, classes }: Learnt = learnt
let weights: Weights | null = null
let classWeights: readonly (readonly [AlarmClass, Weights])[] | null = null

export const LIMITS = limits

export function knownWeights() {
  weights ??= unpackWeights(emergency)
  classWeights ??= ALARM_CLASSES.map(name => [name, unpackWeights(classes[name])])
  return { weights, classWeights }
}

export function emergencyScore(features: Int32Array): number {
  return scoreOf(features, knownWeights().weights)
}

/** Of an emergency that no sign tells. */
export function likelyClass(features: Int32Array): AlarmClass {
  const scored = knownWeights().classWeights.map(([name, each]) => ({ name, score: scoreOf(features, each) }))
  return scored.reduce((best, one) => (one.score > best.score ? one : best)).name
}
