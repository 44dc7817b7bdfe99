import type { ReadIntent, SlotType } from '../../core/reading.ts'
import { type Heard, intentFeatures } from './intent-features.ts'
import { knownSteps, PAIRS, STEP, sumOf, WEIGHED } from './intent-steps.ts'

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
function ranked(odds: Float64Array): readonly ReadIntent[] {
  const least = Math.min(LEAST, Math.max(...odds))
  const likely: ReadIntent[] = []
  for (const [i, intent] of WEIGHED.entries()) {
    const sure = odds[i] ?? 0
    if (sure >= least) likely.push({ intent, sure })
  }
  return likely.sort((a, b) => b.sure - a.sure)
}

function likelihoods(heard: Heard): Float64Array {
  const places = intentFeatures(heard)
  const sums = summed(places, knownSteps())
  const odds = new Float64Array(WEIGHED.length)
  let total = 0
  for (let i = 0; i < odds.length; i++) {
    const one = Math.exp(sumOf(sums, i) * STEP)
    odds[i] = one
    total += one
  }
  for (let i = 0; i < odds.length; i++) odds[i] = (odds[i] ?? 0) / total
  return odds
}

/** What all features speak for the wishes, by twos. */
function summed(places: readonly number[], known: Int32Array): Int32Array {
  const sums = new Int32Array(PAIRS)
  for (const place of places) {
    const from = place * PAIRS
    for (let i = 0; i < PAIRS; i++) sums[i] = (sums[i] ?? 0) + (known[from + i] ?? 0)
  }
  return sums
}
