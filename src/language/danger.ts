import type { Danger } from '../core/alarm.ts'
import { dangerFeatures } from './danger-features.ts'
import { dangerHits } from './danger-hits.ts'
import { dangerLevel } from './danger-level.ts'
import { dangerByRules } from './danger-rules.ts'
import { emergencyScore, LIMITS, likelyClass } from './danger-scorer.ts'
import type { Folded } from './fold.ts'

/** Signs told in words we know, by rules; what others would word otherwise, by a score learnt from examples. */
export function findDanger(folded: Folded): Danger | null {
  const hits = dangerHits(folded)
  const ruled = dangerByRules(folded, hits)
  if (ruled?.standing === 'cry') return ruled.danger
  const features = dangerFeatures(folded, hits, ruled)
  const level = dangerLevel(ruled, emergencyScore(features), LIMITS)
  if (level === null) return null
  if (ruled !== null) return { ...ruled.danger, level }
  const likely = likelyClass(features)
  return { classes: [likely], level, silent: likely === 'abuse' }
}
