import { INTENTS, type Intent, type ReadIntent, type SlotType } from '../../core/reading.ts'
import { type Heard, intentFeatures } from './intent-features.ts'
import data from './intent-weights.json' with { type: 'json' }

/** The character that stands for a weight of nothing; each one behind it is one step more. */
export const ZERO = 78
/** An emergency is none of these: danger words decide it alone. */
export const WEIGHED: readonly Intent[] = INTENTS.filter(intent => intent !== 'emergency')
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

function ranked(odds: Float64Array): readonly ReadIntent[] {
  return WEIGHED.map((intent, i) => ({ intent, sure: odds[i] ?? 0 })).sort((a, b) => b.sure - a.sure)
}

/** A byte each, as looking into the text each time is slower. */
let steps: Uint8Array | null = null

export function knownSteps(): Uint8Array {
  steps ??= new TextEncoder().encode(data.weights)
  return steps
}

function likelihoods(heard: Heard): Float64Array {
  const bytes = knownSteps()
  const sums = new Int32Array(WEIGHED.length)
  const places = intentFeatures(heard)
  for (const place of places) {
    const from = place * sums.length
    for (let i = 0; i < sums.length; i++) sums[i] = (sums[i] ?? 0) + (bytes[from + i] ?? 0)
  }
  const none = ZERO * places.length
  const odds = Float64Array.from(sums, sum => Math.exp((sum - none) * data.step))
  const total = odds.reduce((all, one) => all + one, 0)
  return odds.map(one => one / total)
}
