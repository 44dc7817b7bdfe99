import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { findingWords } from './finding-words.ts'

test('an operator reads every finding of every adapter in words', () => {
  const sources = globSync('adapters/*/*.ts').filter(name => !name.endsWith('.test.ts'))
  const codes = sources.flatMap(name =>
    [...readFileSync(name, 'utf8').matchAll(/ok: (?:true|false), code: '([a-z-]+)'/g)].map(found => found[1] ?? ''),
  )
  expect(new Set(codes).size).toBeGreaterThan(20)
  expect(codes.filter(code => findingWords(code) === findingWords('').concat(code))).toEqual([])
})

test('a code that nobody foresaw is told as it is', () => {
  expect(findingWords('errcode-40125')).toBe('the platform refused: errcode-40125')
})
