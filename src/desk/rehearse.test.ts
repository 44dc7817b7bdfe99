import { describe, expect, test } from 'vitest'
import type { Catalogue } from '../core/catalogue.ts'
import { bookOf } from '../engine/rehearsed-talk.ts'
import { createReader } from '../language/create-reader.ts'
import { createTexts } from '../texts/create-texts.ts'
import { rehearse } from './rehearse.ts'

const EMPTY: Catalogue = { version: '1', lists: [], areas: [] }

/** A flow that calls twice and says what came, with one dialogue test. */
function rehearsed(given: string, test: string) {
  const book = bookOf([
    `
format: flow/1
flow: tea
about: Orders tea.
title: title
triggers: [{ words: { zh-CN: [泡茶] } }]
slots: { leaf: { type: data }, cup: { type: data } }
start: leaf
steps:
  leaf: { call: tea.leaf, keep: leaf, outcomes: { found: cup, none: none } }
  cup: { call: tea.cup, keep: cup, outcomes: { found: out } }
  out: { end: done, say: out, with: { leaf: slots.leaf.name, cup: slots.cup.name } }
  none: { end: dropped, say: none }
texts:
  zh-CN: { title: 泡茶, out: "{cup}里是{leaf}。", none: 没有茶了。 }
  en: { out: "{leaf} in a {cup}." }
${given}
tests:
  - ${test}
`,
  ])
  const [flow] = book.flows
  const [first] = flow?.definition.tests ?? []
  if (!flow || !first) throw new Error('no test')
  const kit = { book, texts: createTexts(book), reader: createReader(EMPTY) }
  return rehearse(kit, flow.definition, first).failures
}

const GIVEN = `given:
  person: { level: verified, language: en }
  clock: 2026-11-24 09:00
  operations:
    tea.leaf: { outcome: found, output: { name: 龙井 } }
    tea.cup: { outcome: found, output: { name: 盖碗 } }`

const talk = (said: string, how = 'done') => `talk: [{ user: 泡茶 }, { expect: { said: [${said}], end: ${how} } }]`

describe('what the flow gives', () => {
  test('is where every test starts from', () => {
    expect(rehearsed(GIVEN, `{ name: x, ${talk('龙井 in a 盖碗.')} }`)).toEqual([])
  })

  test('is replaced by the test operation by operation', () => {
    const own = 'given: { operations: { tea.leaf: { outcome: none } } }'
    expect(rehearsed(GIVEN, `{ name: x, ${own}, ${talk('没有茶了', 'dropped')} }`)).toEqual([])
    const other = 'given: { operations: { tea.leaf: { outcome: found, output: { name: 毛尖 } } } }'
    expect(rehearsed(GIVEN, `{ name: x, ${other}, ${talk('毛尖 in a 盖碗')} }`)).toEqual([])
  })

  test('is replaced as a whole where it is the person', () => {
    expect(rehearsed(GIVEN, `{ name: x, given: { person: { level: known } }, ${talk('盖碗里是龙井。')} }`)).toEqual([])
  })
})

test('what was not said, and how it did not end, are told', () => {
  const failures = rehearsed(GIVEN, `{ name: x, ${talk('普洱', 'dropped')} }`)
  expect(failures).toEqual([
    expect.stringContaining('turn 2: not said: 普洱'),
    expect.stringContaining('turn 2: the end is "done", not "dropped"'),
  ])
})

test('an operation without an outcome fails the test by its name', () => {
  expect(rehearsed('', `{ name: x, ${talk('盖碗')} }`)[0]).toBe('turn 1: the test gives no outcome for tea.leaf')
})
