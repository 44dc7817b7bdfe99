import type { Danger } from '../../core/alarm.ts'
import type { Folded } from '../text/fold.ts'
import { dangerFeatures } from './danger-features.ts'
import { dangerHits } from './danger-hits.ts'
import { dangerLevelInDoubt, type Weighed } from './danger-level.ts'
import { dangerByRules } from './danger-rules.ts'
import { emergencyScore, LIMITS, likelyClass } from './danger-scorer.ts'
import { sentencesOf } from './danger-sentences.ts'

/**
 * Signs told in words we know, by rules; what others would word otherwise, by a score learnt from examples. Where it is
 * in doubt `opinion` tells how much rather it is an emergency than anything else; 0: it can't tell.
 */
export function findDanger(folded: Folded, opinion: () => number = () => 0): Danger | null {
  const whole = weigh(folded)
  const { ruled } = whole
  const level = dangerLevelInDoubt(whole, () => sentencesOf(folded).map(weigh), LIMITS, opinion)
  if (level === null) return null
  if (ruled !== null) return { ...ruled.danger, level }
  const likely = likelyClass(dangerFeatures(folded, dangerHits(folded), null))
  return { classes: [likely], level, silent: likely === 'abuse' }
}

function weigh(folded: Folded): Weighed {
  const hits = dangerHits(folded)
  const ruled = dangerByRules(folded, hits)
  return { ruled, score: emergencyScore(dangerFeatures(folded, hits, ruled)) }
}
