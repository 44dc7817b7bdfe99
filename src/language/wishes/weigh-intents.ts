import type { ReadIntent, SlotType } from '../../core/reading.ts'
import { type Heard, intentFeatures } from './intent-features.ts'
import { STEP, sumsOf, WEIGHED } from './intent-steps.ts'

const EMERGENCY = WEIGHED.indexOf('emergency')
/** The questions of the lines that were learnt from; of others they tell nothing. */
const KNOWN = new Set<SlotType>(['items', 'number', 'date', 'time', 'yesno', 'address', 'application_number'])
const SUREST = 0.85
/** What else it may be is worth a mention, not an act. */
const BESIDE = 0.5
const LEAST = 0.15

/** The wishes that the rules see, put in order by what was learnt of how people say them. */
export function weighIntents(heard: Heard): readonly ReadIntent[] {
  const { ruled, open } = heard
  if (open !== null && (open.options.length > 0 || !KNOWN.has(open.expects[0] ?? 'text'))) return ruled
  const [best, ...others] = ranked(likelihoods(heard))
  if (best === undefined) return ruled
  const agreed = ruled[0]?.intent === best.intent ? ruled[0].sure : 0
  const first = { intent: best.intent, sure: Math.max(agreed, Math.min(best.sure, SUREST)) }
  const beside = [...ruled, ...others.filter(({ sure }) => sure >= LEAST)]
    .filter(({ intent }, i, all) => intent !== first.intent && all.findIndex(one => one.intent === intent) === i)
    .map(({ intent, sure }) => ({ intent, sure: Math.min(sure, BESIDE, first.sure) }))
  return [first, ...beside]
}

/** The likeliest, and the others that are worth a mention. */
function ranked(odds: readonly number[]): readonly ReadIntent[] {
  const least = Math.min(LEAST, Math.max(...odds))
  const likely: ReadIntent[] = []
  for (const [i, intent] of WEIGHED.entries()) {
    const sure = odds[i] ?? 0
    if (sure >= least) likely.push({ intent, sure })
  }
  return likely.sort((a, b) => b.sure - a.sure)
}

/** How much rather it is an emergency than anything else, by what was learnt of wishes: above 0 rather so. */
export const emergencyLead = (heard: Heard) => leadOf(logsOf(heard))

/** By logarithms of odds. */
export function leadOf(logs: readonly number[]): number {
  const others = logs.filter((_, i) => i !== EMERGENCY)
  return (logs[EMERGENCY] ?? 0) - Math.max(...others)
}

/** Logarithms of the odds of each. No typed arrays: those of this length are made off the heap, which takes longer than to fill them. */
function logsOf(heard: Heard): readonly number[] {
  return sumsOf(intentFeatures(heard)).map(sum => sum * STEP)
}

/** Of the wishes: an emergency is none. */
function likelihoods(heard: Heard): readonly number[] {
  const odds = logsOf(heard).map((log, i) => (i === EMERGENCY ? 0 : Math.exp(log)))
  let total = 0
  for (const one of odds) total += one
  return odds.map(one => one / total)
}
