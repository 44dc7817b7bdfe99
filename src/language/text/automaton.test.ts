import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Automaton } from './automaton.ts'

function found(patterns: readonly string[], text: string): string[] {
  const hits: string[] = []
  new Automaton(patterns).scan(text, (pattern, end) =>
    hits.push(`${end - (patterns[pattern]?.length ?? 0)} ${pattern}`),
  )
  return hits.sort()
}

function searched(patterns: readonly string[], text: string): string[] {
  const hits: string[] = []
  for (const [index, pattern] of patterns.entries()) {
    for (let at = text.indexOf(pattern); at >= 0; at = text.indexOf(pattern, at + 1)) hits.push(`${at} ${index}`)
  }
  return hits.sort()
}

test('words inside words are all found', () => {
  expect(found(['爬不起来', '起不来', '不起', '来'], '爬不起来')).toEqual(['0 0', '1 2', '3 3'])
  expect(found(['起来', '不起来'], '不起来')).toEqual(['0 1', '1 0'])
})

test('it finds what a plain search finds, whatever the words', () => {
  const word = fc.string({ unit: fc.constantFrom('a', 'b', '火'), minLength: 1, maxLength: 5 })
  fc.assert(
    fc.property(
      fc.uniqueArray(word, { maxLength: 12 }),
      fc.string({ unit: fc.constantFrom('a', 'b', '火', '。') }),
      (patterns, text) => {
        expect(found(patterns, text)).toEqual(searched(patterns, text))
      },
    ),
  )
})
