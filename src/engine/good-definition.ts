/** With something of everything that a definition may hold. */
export const GOOD = `
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
