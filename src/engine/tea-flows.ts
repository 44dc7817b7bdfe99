/** For tests: a flow that orders, one that repairs, and what the tests of commands and of understanding need of them. */
export const TEA = `
format: flow/1
flow: tea
about: Orders tea.
title: title
menu: { place: 1, label: title }
triggers: [{ intent: order_meal }, { words: { zh-CN: [来杯茶] } }]
slots:
  day: { type: date, ask: ask_day, revise: quote, help: help_day, unclear: unclear_day }
  count: { type: number, ask: ask_count, min: 1, max: 9, revise: quote }
  leaves: { type: items, list: leaves, ask: ask_leaves, revise: quote }
  street: { type: area, ask: ask_street, revise: quote }
  note: { type: text, ask: ask_note }
  hot: { type: yesno, ask: ask_hot }
  result: { type: data }
start: form
steps:
  form: { ask: [day, count], next: hot }
  hot: { ask: hot, next: quote }
  quote: { confirm: read_back, with: { day: slots.day, count: slots.count }, agreed: place, refused: form }
  place: { call: tea.place, with: { day: slots.day, count: slots.count }, keep: result, outcomes: { placed: receipt } }
  receipt: { end: done, say: receipt, with: { number: slots.result.number } }
texts:
  zh-CN:
    title: 订茶
    ask_day: 哪天？
    help_day: 说哪一天喝。
    unclear_day: 没听清哪天。
    ask_count: 几杯？
    ask_leaves: 什么茶？
    ask_street: 哪条街？
    ask_note: 还有什么要说？
    ask_hot: 要热的吗？
    read_back: "{day, day}{count}杯，对吗？"
    receipt: "单号 {number}"
`

export const REPAIR = `
format: flow/1
flow: repair
about: Repairs a cup.
title: title
menu: { place: 2, label: title }
triggers: [{ intent: order_service }, { command: cancel }]
slots: { what: { type: text, ask: ask_what } }
start: ask
steps:
  ask: { ask: what, next: out }
  out: { end: done, say: fixed }
texts: { zh-CN: { title: 修杯子, ask_what: 修哪个？, fixed: 修好了。 }, en: { title: Repairs, ask_what: Which one?, fixed: Done. } }
`

/** Takes 菜单 while tea is being ordered. */
export const LEAVES = `
format: flow/1
flow: leaves
about: What tea there is.
title: title
triggers: [{ command: menu, within: tea }]
slots: { day: { type: date } }
start: tell
steps: { tell: { end: done, say: leaves, with: { day: slots.day } } }
texts: { zh-CN: { title: 茶单, leaves: "{day}有绿茶。" } }
`
