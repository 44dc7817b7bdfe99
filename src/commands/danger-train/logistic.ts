import { BUCKETS } from '../../language/danger/danger-features.ts'
import { shareOf } from '../../language/danger/danger-weights.ts'

export interface Example {
  readonly features: Int32Array
  readonly isTrue: boolean
  /** Counts as this many. */
  readonly weight: number
}

export interface Learnt {
  readonly bias: number
  readonly weights: Float32Array
}

const ROUNDS = 12
const RATE = 0.3
/** Pulls what little speaks for back to nothing. */
const DECAY = 0.06
/** What fewer lines have is chance. */
const FEWEST = 3

/** Logistic regression by stochastic gradient with a rate of its own a weight (AdaGrad); the `keep` most telling weights. */
export function learn(examples: readonly Example[], keep: number): Learnt {
  const counts = linesOfEach(examples)
  const often = Uint8Array.from(counts, count => (count >= FEWEST ? 1 : 0))
  const whole = descend(examples, often)
  if (often.reduce((sum, one) => sum + one, 0) <= keep) return whole
  // A heavy weight that a handful of lines gave says less of other lines than a lighter one of many.
  const telling = whole.weights.map((weight, bucket) => Math.abs(weight) * Math.sqrt(counts[bucket] ?? 0))
  const least = telling.toSorted().at(-keep) ?? 0
  // Once more without the others, whose part the kept ones then take over.
  return descend(
    examples,
    often.map((one, bucket) => ((telling[bucket] ?? 0) >= least ? one : 0)),
  )
}

function linesOfEach(examples: readonly Example[]): Uint32Array {
  const counts = new Uint32Array(BUCKETS)
  for (const { features } of examples)
    for (const bucket of new Set(features)) counts[bucket] = (counts[bucket] ?? 0) + 1
  return counts
}

function descend(examples: readonly Example[], used: Uint8Array): Learnt {
  const weights = new Float32Array(BUCKETS)
  const squares = new Float32Array(BUCKETS).fill(0.01)
  let bias = 0
  let biasSquares = 1
  const random = generator()
  const order = examples.map(({ features, isTrue, weight }) => ({
    features: features.filter(bucket => used[bucket] === 1),
    share: shareOf(features.length),
    isTrue,
    weight,
  }))
  for (let round = 0; round < ROUNDS; round++) {
    shuffle(order, random)
    for (const { features, share, isTrue, weight } of order) {
      let sum = 0
      for (const bucket of features) sum += weights[bucket] ?? 0
      const error = weight * (1 / (1 + Math.exp(-bias - share * sum)) - (isTrue ? 1 : 0))
      biasSquares += error * error
      bias -= (RATE * error) / Math.sqrt(biasSquares)
      for (const bucket of features) {
        const old = weights[bucket] ?? 0
        const slope = error * share + DECAY * old
        const square = (squares[bucket] ?? 0) + slope * slope
        squares[bucket] = square
        weights[bucket] = old - (RATE * slope) / Math.sqrt(square)
      }
    }
  }
  return { bias, weights }
}

/** The same numbers in every run: the data file must not change when nothing was changed. */
function generator(): () => number {
  let seed = 12_345
  return () => {
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0
    return seed / 2 ** 32
  }
}

function shuffle<T>(list: T[], random: () => number): void {
  for (let i = list.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1))
    const [one, other] = [list[i], list[j]]
    if (one === undefined || other === undefined) continue
    list[i] = other
    list[j] = one
  }
}
