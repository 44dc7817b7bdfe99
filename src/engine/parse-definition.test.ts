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
  const cases: [why: string, from: string, to: string, step: string | null, what: string, cure: string][] = [
    [
      'an anchor',
      'about: Orders',
      'about: &a Orders',
      null,
      'line 4: anchor &a',
      'Take it out; definitions are written without anchors.',
    ],
    [
      'an alias',
      'layout: { ask: [1, 2] }',
      'layout: [&b 1, *b]',
      null,
      'line 17: anchor &b',
      'Take it out; definitions are written without anchors.',
    ],
    [
      'a tag',
      'about: Orders',
      'about: !!str Orders',
      null,
      'line 4: tag tag:yaml.org,2002:str',
      'Take it out; definitions are written without tags.',
    ],
    [
      'a custom tag',
      'about: Orders',
      'about: !mine Orders',
      null,
      'line 4: Unresolved tag: !mine',
      'Take the tag out.',
    ],
    [
      'a key twice',
      'start: ask',
      'start: ask\nstart: read',
      null,
      'line 11: the same key twice',
      'Keep one of the two.',
    ],
    [
      'a key that other readers take for true',
      'layout: { ask: [1, 2] }',
      'layout: { on: 1 }',
      null,
      'line 17: key on',
      'Choose another word: some YAML readers take on for true or false.',
    ],
    [
      'a key that other readers take for false',
      'layout: { ask: [1, 2] }',
      'layout: { No: 1 }',
      null,
      'line 17: key No',
      'Choose another word: some YAML readers take No for true or false.',
    ],
    [
      'a text called yes',
      'green: 绿茶',
      'yes: 绿茶',
      null,
      'line 16: key yes',
      'Choose another word: some YAML readers take yes for true or false.',
    ],
    [
      'a key that is a number',
      'layout: { ask: [1, 2] }',
      'layout: { 1: 1 }',
      null,
      'line 17: a key that is not a word',
      'Put the key in quotation marks.',
    ],
    [
      'two documents',
      'layout:',
      '---\nlayout:',
      null,
      'line 17: a second document',
      'One definition a file: split it.',
    ],
    [
      'broken YAML',
      'start: ask',
      'start: [ask',
      null,
      'line 11: Flow sequence in block collection must be sufficiently indented and end with a ]',
      'Correct the YAML there: indentation, quotation marks, colons.',
    ],
    [
      'an unknown kind',
      'out: { end: done }',
      'out: { finish: done }',
      'out',
      'a step of no known kind',
      'Start it with one of say, ask, confirm, set, choose, call, sub, wait, handoff, notify, goto, end.',
    ],
    [
      'two kinds',
      'out: { end: done }',
      'out: { end: done, goto: ask }',
      'out',
      'the goto step has end, which is not known',
      'Take it out or correct its spelling; known are goto.',
    ],
    [
      'a step that is no map',
      'out: { end: done }',
      'out: done',
      'out',
      'a step of no known kind',
      'Start it with one of say, ask, confirm, set, choose, call, sub, wait, handoff, notify, goto, end.',
    ],
    [
      'an unknown key of a step',
      'out: { end: done }',
      'out: { end: done, then: ask }',
      'out',
      'the end step has then, which is not known',
      'Take it out or correct its spelling; known are end, say, with, card, give.',
    ],
    [
      'a missing key of a step',
      'agreed: out, refused: ask',
      'agreed: out',
      'read',
      'refused is missing in the confirm step',
      'Add refused: text.',
    ],
    [
      'a value that is none',
      '{ end: done }',
      '{ end: finished }',
      'out',
      'end has a value that is not known',
      'Use one of done, dropped.',
    ],
    [
      'a wait without its form',
      'out: { end: done }',
      'out: { wait: 1h, next: ask }',
      'out',
      'wait is not keys with values',
      'Write keys with values there.',
    ],
    [
      'a wait of no time',
      'out: { end: done }',
      'out: { wait: { for: 0h }, next: ask }',
      'out',
      'wait.for is not in the right form',
      'Write it as a number and s, m, h, d or w (working days), as in 10m.',
    ],
    [
      'a wait of a wrong duration',
      'out: { end: done }',
      'out: { wait: { signal: ready, for: soon }, next: ask }',
      'out',
      'wait.for is not in the right form',
      'Write it as a number and s, m, h, d or w (working days), as in 10m.',
    ],
    [
      'an empty choose',
      'out: { end: done }',
      'out: { choose: [], otherwise: ask }',
      'out',
      'choose is empty',
      'Write something there.',
    ],
    ['an empty expression', 'kind: slots.kind }', 'kind: "" }', 'read', 'with.kind is empty', 'Write something there.'],
    [
      'an expression beyond 500 characters',
      'kind: slots.kind }',
      `kind: "${'slots.kind + '.repeat(40)}1" }`,
      'read',
      'with.kind is longer than 500',
      'Make it shorter, or split it.',
    ],
    [
      'an operation without its trade',
      'out: { end: done }',
      'out: { call: order, outcomes: { done: ask } }',
      'out',
      'call is not in the right form',
      'Write it as trade.operation.',
    ],
    [
      'an unknown key of the definition',
      'start: ask',
      'start: ask\nbegin: ask',
      null,
      'the definition has begin, which is not known',
      'Take it out or correct its spelling; known are format, flow, about, marks, title, menu, triggers, silence, slots, start, steps, texts, translated, given, tests, layout.',
    ],
    [
      'an unknown type of slot',
      'type: choice',
      'type: beverage',
      null,
      'slots.kind.type has a value that is not known',
      'Use one of text, number, money, date, time, period, items, choice, name, address, area, phone, id_number, application_number, yesno, year, dietary, usual, for_other, photo, location, data.',
    ],
    [
      'a slot with capitals',
      'kind: { type',
      'Kind: { type',
      null,
      'the name Kind is not allowed',
      'Use lower-case letters, digits and underscores, at most 48.',
    ],
    [
      'a choice without a label',
      '{ label: none, next: out }',
      '{ next: out }',
      null,
      'slots.kind.choices.1.label is missing in the definition',
      'Add slots.kind.choices.1.label: text.',
    ],
    [
      'a choice with an unknown key',
      '{ label: none, next: out }',
      '{ label: none, nxt: out }',
      null,
      'slots.kind.choices.1 has nxt, which is not known',
      'Take it out or correct its spelling.',
    ],
    [
      'a value that is no expression',
      'value: \'"green"\'',
      'value: 1',
      null,
      'slots.kind.choices.0.value is not text',
      'Write text in quotation marks there.',
    ],
    ['an unknown format', 'flow/1', 'flow/9', null, 'format has a value that is not known', 'Use one of flow/1.'],
    [
      'a step id with capitals',
      'out: { end: done }',
      'out: { end: done }\n  Out: { end: done }',
      'Out',
      'the name Out is not allowed',
      'Use lower-case letters, digits and hyphens, at most 48.',
    ],
    [
      'no base language',
      'zh-CN: {',
      'en: {',
      null,
      'texts.zh-CN is missing in the definition',
      'Add texts.zh-CN: keys with values.',
    ],
    [
      'a language that is not spoken here',
      'zh-CN: {',
      'fr: {}\n  zh-CN: {',
      null,
      'texts has fr, which is not known',
      'Take it out or correct its spelling.',
    ],
    ['an empty text', 'green: 绿茶', 'green: ""', null, 'texts.zh-CN.green is empty', 'Write something there.'],
    [
      'a wrong duration',
      'start: ask',
      'silence: { remind: soon, keep: 24h }\nstart: ask',
      null,
      'silence.remind is not in the right form',
      'Write it as a number and s, m, h, d or w (working days), as in 10m.',
    ],
    [
      'a trigger of no form',
      '{ intent: order_meal }',
      '{ whim: 1 }',
      null,
      'triggers.0 has none of the forms it can have',
      'Give it one of intent, command, words, signal, first.',
    ],
    [
      'an unknown intent',
      '{ intent: order_meal }',
      '{ intent: order_tea }',
      null,
      'triggers.0.intent has a value that is not known',
      'Use one of order_meal, order_service, request_visit, check_application, apply_assistance, cancel, modify, undo, repeat, help, human, emergency, complaint, smalltalk, answer, unknown.',
    ],
    [
      'an unknown mark',
      'triggers:',
      'marks: [cash]\ntriggers:',
      null,
      'marks.0 has a value that is not known',
      'Use one of money, welfare, safety.',
    ],
    [
      'a clock that is none',
      'layout:',
      'given: { clock: noon }\nlayout:',
      null,
      'given.clock is not in the right form',
      'Write it as a date and a time, as in 2026-11-24 09:00.',
    ],
    [
      'a stub without an outcome',
      'layout:',
      'given: { operations: { tea.order: { output: {} } } }\nlayout:',
      null,
      'given.operations.tea.order.outcome is missing in the definition',
      'Add given.operations.tea.order.outcome: text.',
    ],
    [
      'a turn of no form',
      'layout:',
      'tests: [{ name: a, talk: [{ says: tea }] }]\nlayout:',
      null,
      'tests.0.talk.0 has none of the forms it can have',
      'Give it one of user, tap, passes, signal, staff_close, photo, expect.',
    ],
    [
      'an unknown expectation',
      'layout:',
      'tests: [{ name: a, talk: [{ expect: { sad: [tea] } }] }]\nlayout:',
      null,
      'tests.0.talk.0.expect has sad, which is not known',
      'Take it out or correct its spelling.',
    ],
  ]
  test.each(cases)('%s', (_why, from, to, step, what, cure) => {
    expect(GOOD).toContain(from)
    const result = parseDefinition(GOOD.replace(from, to), 'tea.yaml')
    const problems = 'problems' in result ? result.problems : []
    expect(problems[0]).toEqual({ file: 'tea.yaml', step, level: 'error', what, cure })
  })
})
