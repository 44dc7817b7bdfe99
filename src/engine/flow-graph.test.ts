import { expect, test } from 'vitest'
import { flowGraph } from './flow-graph.ts'
import { bookOf } from './rehearsed-talk.ts'

test('a node a step, an arrow for each way on, conditions in quotation marks', () => {
  const [flow] = bookOf([
    `
format: flow/1
flow: tea
about: Orders tea.
title: title
slots: { kind: { type: choice, ask: title, choices: [{ label: title, value: "1" }, { label: title, next: end }] } }
start: kind
steps:
  kind: { ask: kind, next: which-one }
  which-one: { choose: [{ when: 'slots.kind == "a" || slots.kind == 1', next: end }], otherwise: kind }
  end: { end: done }
texts: { zh-CN: { title: 茶 } }
`,
  ]).flows
  expect(flow && flowGraph(flow.definition).split('\n')).toEqual([
    'flowchart TD',
    '  start((tea)) --> s_kind',
    '  s_kind["kind: ask"]',
    '  s_kind --> s_which_one',
    '  s_kind -->|"title"| s_end',
    '  s_which_one["which-one: choose"]',
    '  s_which_one -->|"slots.kind == #quot;a#quot; || slots.kind == 1"| s_end',
    '  s_which_one -->|"otherwise"| s_kind',
    '  s_end["end: end"]',
  ])
})
