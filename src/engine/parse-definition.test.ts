import { describe, expect, test } from 'vitest'
import { formatDefinition } from './format-definition.ts'
import { GOOD } from './good-definition.ts'
import { checkDefinition, parseDefinition } from './parse-definition.ts'
import { REFUSED_DEFINITIONS } from './refused-definitions.ts'
import { REFUSED_YAML } from './refused-yaml.ts'
import { versionHash } from './version-hash.ts'

function parsed(yaml: string) {
  const result = parseDefinition(yaml, 'tea.yaml')
  if ('problems' in result) throw new Error(JSON.stringify(result.problems))
  return result.definition
}

describe('a good definition', () => {
  test('goes from YAML to JSON and back without loss', () => {
    const first = parsed(GOOD)
    const again = parsed(formatDefinition(first))
    expect(again).toEqual(first)
    expect(checkDefinition(JSON.parse(JSON.stringify(first)), 'tea.json')).toEqual({ definition: first })
  })

  test('is named by what it means, not by the order of its keys, its layout or its tests', () => {
    const first = parsed(GOOD)
    const moved = parsed(
      GOOD.replace('[1, 2]', '[9, 9]').replace('title: title\nmenu', 'title: title\nmarks: []\nmenu'),
    )
    const shuffled = JSON.parse(JSON.stringify(first), (_, value) =>
      typeof value === 'object' && value !== null && !Array.isArray(value)
        ? Object.fromEntries(Object.entries(value).reverse())
        : value,
    )
    expect(versionHash(moved)).toBe(versionHash(first))
    expect(versionHash(shuffled)).toBe(versionHash(first))
    const tested = parsed(`${GOOD}given: { clock: 2026-11-24 09:00 }\ntests: [{ name: a, talk: [{ user: 泡茶 }] }]\n`)
    expect(versionHash(tested)).toBe(versionHash(first))
    expect(versionHash(parsed(GOOD.replace('绿茶', '红茶')))).not.toBe(versionHash(first))
  })
})

describe('a bad definition names file, step and cure', () => {
  test.each([...REFUSED_YAML, ...REFUSED_DEFINITIONS])('%s', (_why, from, to, step, what, cure) => {
    expect(GOOD).toContain(from)
    const result = parseDefinition(GOOD.replace(from, to), 'tea.yaml')
    const problems = 'problems' in result ? result.problems : []
    expect(problems[0]).toEqual({ file: 'tea.yaml', step, level: 'error', what, cure })
  })
})
