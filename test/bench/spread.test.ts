import { expect, test } from 'vitest'
import { inWords, spreadOf } from './spread.ts'

test.each([
  [[3, 1, 2], '2.0 (1.0–3.0)'],
  [[4, 1, 2, 3], '2.5 (1.0–4.0)'],
  [[1_234.5], '1,234.5 (1,234.5–1,234.5)'],
  [[], '–'],
])('the median and the range of %j are %s', (values, words) => {
  expect(inWords(spreadOf(values), 1)).toBe(words)
})
