import { describe, expect, test } from 'vitest'
import { formatDefinition } from './format-definition.ts'
import { checkDefinition, parseDefinition } from './parse-definition.ts'
import { versionHash } from './version-hash.ts'

const GOOD = `
format: flow/1
flow: tea
about: Orders a cup of tea.
title: title
menu: { place: 1, label: title }
triggers: [{ intent: order_meal }, { command: menu, within: tea }]
slots:
  kind: { type: choice, ask: which, choices: [{ label: green, value: '"green"' }, { label: none, next: out }] }
start: ask
steps:
  ask: { ask: kind, next: read }
  read: { confirm: sure, with: { kind: slots.kind }, agreed: out, refused: ask }
  out: { end: done }
texts:
  zh-CN: { title: 泡茶, which: 哪种茶？, green: 绿茶, none: 不要, sure: { plain: "{kind}，对吗？", large: "{kind}？" } }
layout: { ask: [1, 2] }
`

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
  const cases: [why: string, from: string, to: string, step: string | null, what: RegExp][] = [
    ['an anchor', 'about: Orders', 'about: &a Orders', null, /anchor &a/],
    ['an alias', 'layout: { ask: [1, 2] }', 'layout: [&b 1, *b]', null, /alias|anchor/],
    ['a tag', 'about: Orders', 'about: !!str Orders', null, /tag/],
    ['a custom tag', 'about: Orders', 'about: !mine Orders', null, /tag/i],
    ['a key twice', 'start: ask', 'start: ask\nstart: read', null, /unique|duplicate/i],
    ['a key that other readers take for true', 'layout: { ask: [1, 2] }', 'layout: { on: 1 }', null, /key on/],
    ['a key that other readers take for false', 'layout: { ask: [1, 2] }', 'layout: { No: 1 }', null, /key No/],
    ['two documents', 'layout:', '---\nlayout:', null, /document/i],
    ['broken YAML', 'start: ask', 'start: [ask', null, /line \d+/],
    ['an unknown kind', 'out: { end: done }', 'out: { finish: done }', 'out', /no known kind/],
    ['a step that is no map', 'out: { end: done }', 'out: done', 'out', /no known kind/],
    [
      'an unknown key of a step',
      'out: { end: done }',
      'out: { end: done, then: ask }',
      'out',
      /then, which is not known/,
    ],
    ['a missing key of a step', 'agreed: out, refused: ask', 'agreed: out', 'read', /refused is missing/],
    ['a value that is none', '{ end: done }', '{ end: finished }', 'out', /end has a value/],
    ['an unknown key of the definition', 'start: ask', 'start: ask\nbegin: ask', null, /begin, which is not known/],
    ['an unknown type of slot', 'type: choice', 'type: beverage', null, /slots.kind.type/],
    ['an unknown format', 'flow/1', 'flow/9', null, /format/],
    [
      'a step id with capitals',
      'out: { end: done }',
      'out: { end: done }\n  Out: { end: done }',
      'Out',
      /not allowed|right form/,
    ],
    ['no base language', 'zh-CN: {', 'en: {', null, /zh-CN/],
    ['a wrong duration', 'start: ask', 'silence: { remind: soon, keep: 24h }\nstart: ask', null, /silence.remind/],
    ['a trigger of no form', '{ intent: order_meal }', '{ whim: 1 }', null, /triggers.0/],
  ]
  test.each(cases)('%s', (_why, from, to, step, what) => {
    expect(GOOD).toContain(from)
    const result = parseDefinition(GOOD.replace(from, to), 'tea.yaml')
    const problems = 'problems' in result ? result.problems : []
    expect(problems.length).toBeGreaterThan(0)
    const [problem] = problems
    expect(problem).toMatchObject({ file: 'tea.yaml', step, level: 'error' })
    expect(problem?.what).toMatch(what)
    expect(problem?.cure).toMatch(/\.$/)
  })
})
