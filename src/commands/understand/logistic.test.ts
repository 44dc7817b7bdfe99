import { expect, test } from 'vitest'
import { type Example, learn, likelihood } from './logistic.ts'

const PLACES = 6
const CLASSES = 3
const best = (weights: Float32Array, features: readonly number[]) => {
  const odds = likelihood(weights, features, CLASSES)
  return odds.indexOf(Math.max(...odds))
}
/** Each kind has a feature of its own; the others say nothing. */
const examples: readonly Example[] = [0, 1, 2].flatMap(label =>
  [3, 3, 4, 4, 5, 5].map(noise => ({ features: [label, noise], label, weight: 1 })),
)

test('what tells the kinds apart is learnt, and what says nothing is not', () => {
  const weights = learn(examples, PLACES, CLASSES)
  for (const { features, label } of examples) expect(best(weights, features)).toBe(label)
  for (const label of [0, 1, 2]) expect(best(weights, [label])).toBe(label)
  expect(Math.max(...likelihood(weights, [3], CLASSES))).toBeLessThan(0.5)
})

test('the same examples give the same weights', () => {
  expect(learn(examples, PLACES, CLASSES)).toEqual(learn(examples, PLACES, CLASSES))
})

test('of one feature seen with two kinds the likelier wins', () => {
  const seen = [0, 0, 0, 0, 1, 1].map(label => ({ features: [4], label, weight: 1 }))
  expect(best(learn(seen, PLACES, CLASSES), [4])).toBe(0)
})

test('what hardly any example has weighs nothing', () => {
  const rare = { features: [0, PLACES], label: 0, weight: 1 }
  expect(learn([...examples, rare], PLACES + 1, CLASSES).subarray(PLACES * CLASSES)).toEqual(new Float32Array(CLASSES))
})
