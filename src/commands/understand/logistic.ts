/** One message to learn from. */
export interface Example {
  /** Places of its features. */
  readonly features: readonly number[]
  readonly label: number
  readonly weight: number
}

const EPOCHS = 8
const RATE = 0.05
const DECAY = 0.008
/** What fewer examples have is chance: a place of theirs weighs nothing. */
const FEWEST = 6

/**
 * Multinomial logistic regression by AdaGrad, the same at each run. Weights by place, the classes of a place beside each
 * other.
 */
export function learn(examples: readonly Example[], places: number, classes: number): Float32Array {
  const weights = new Float32Array(places * classes)
  const squares = new Float32Array(places * classes).fill(1e-3)
  const known = withoutRare(examples, places)
  const order = known.map((_, i) => i)
  const random = sequence(7)
  for (let epoch = 0; epoch < EPOCHS; epoch++) {
    shuffle(order, random)
    for (const i of order) {
      const example = known[i]
      if (example) step(weights, squares, example, classes)
    }
  }
  return weights
}

function withoutRare(examples: readonly Example[], places: number): readonly Example[] {
  const counts = new Uint32Array(places)
  for (const { features } of examples) for (const place of features) counts[place] = (counts[place] ?? 0) + 1
  return examples.map(one => ({ ...one, features: one.features.filter(place => (counts[place] ?? 0) >= FEWEST) }))
}

function step(weights: Float32Array, squares: Float32Array, { features, label, weight }: Example, classes: number) {
  const errors = likelihood(weights, features, classes)
  errors[label] = (errors[label] ?? 0) - 1
  for (const place of features) {
    for (let k = 0; k < classes; k++) {
      const at = place * classes + k
      const gradient = weight * (errors[k] ?? 0) + DECAY * (weights[at] ?? 0)
      squares[at] = (squares[at] ?? 0) + gradient * gradient
      weights[at] = (weights[at] ?? 0) - (RATE * gradient) / Math.sqrt(squares[at] ?? 1)
    }
  }
}

export function likelihood(weights: Float32Array, features: readonly number[], classes: number): Float64Array {
  const sums = new Float64Array(classes)
  for (const place of features) {
    for (let k = 0; k < classes; k++) sums[k] = (sums[k] ?? 0) + (weights[place * classes + k] ?? 0)
  }
  const most = Math.max(...sums)
  const odds = sums.map(sum => Math.exp(sum - most))
  const total = odds.reduce((sum, one) => sum + one, 0)
  return odds.map(one => one / total)
}

function sequence(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

function shuffle(order: number[], random: () => number): void {
  for (let i = order.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1))
    const [a = 0, b = 0] = [order[i], order[j]]
    order[i] = b
    order[j] = a
  }
}
