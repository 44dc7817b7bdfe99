import type { Publication } from '../../src/desk/publish.ts'
import { publication } from '../desk/shop-flows.ts'

/** 借东西, with a sub-flow in its middle and an act that can be taken back at its end; and what else talks stand in. */
export interface FlowsAs {
  /** Behind every text. */
  readonly mark?: string
  readonly wrapMark?: string
  /** The steps under other names: none of the old ones is there any more. */
  readonly renamed?: boolean
  /** Asked before anything else, and needed for the read-back. */
  readonly colour?: boolean
  readonly things?: readonly ('lamp' | 'chair')[]
  readonly without?: 'lend' | 'wrap'
}

export function changingFlows(as: FlowsAs = {}): readonly Publication[] {
  const { mark = '', wrapMark = mark, without } = as
  const flows = { lend: lend(as), wrap: wrap(wrapMark), clock: clock(mark, as.renamed), way: way(mark) }
  return Object.entries(flows).flatMap(([name, yaml]) => (name === without ? [] : [publication(yaml)]))
}

function lend({ mark = '', renamed, colour, things = ['lamp', 'chair'] }: FlowsAs): string {
  const step = (name: string) => (renamed ? `${name}-anew` : name)
  const choices = things.map(thing => `{ label: ${thing}, value: '"${thing}"' }`).join(', ')
  return `
format: flow/1
flow: lend
about: Something is lent, wrapped as they like.
title: title
menu: { place: 10, label: title }
triggers: [{ words: { zh-CN: [借东西] } }]
silence: { remind: 10m, keep: 30m }
slots:
  colour: { type: choice, ask: ask_colour, choices: [{ label: red, value: '"red"' }, { label: blue, value: '"blue"' }] }
  thing: { type: choice, ask: ask_thing, choices: [${choices}] }
  wrapping: { type: data }
  lent: { type: data }
start: ${step('thing')}
steps:
  ${step('thing')}: { ask: ${colour ? '[colour, thing]' : 'thing'}, next: ${step('pack')} }
  ${step('pack')}: { sub: wrap, keep: { wrapping: wrapping }, next: ${step('check')} }
  ${step('check')}:
    confirm: check
    with: { thing: slots.thing, wrapping: slots.wrapping${colour ? ', colour: slots.colour' : ''} }
    agreed: ${step('take')}
    refused: ${step('dropped')}
  ${step('take')}: { call: lending.lend, with: { thing: slots.thing }, keep: lent, outcomes: { lent: ${step('done')} } }
  ${step('done')}: { end: done, say: done, with: { number: slots.lent.number } }
  ${step('dropped')}: { end: dropped, say: dropped }
texts:
  zh-CN:
    title: 借东西${mark}
    ask_colour: 红的蓝的？${mark}
    red: 红的${mark}
    blue: 蓝的${mark}
    ask_thing: 借什么？${mark}
    lamp: 台灯${mark}
    chair: 椅子${mark}
    check: 借{thing}，用{wrapping}包${colour ? '，{colour}' : ''}，对吗？${mark}
    done: 借好了，单号 {number}。${mark}
    dropped: 好，不借了。${mark}
`
}

const wrap = (mark: string) => `
format: flow/1
flow: wrap
about: How it is wrapped.
title: title
slots:
  wrapping: { type: choice, ask: ask_wrapping, choices: [{ label: paper, value: '"paper"' }, { label: cloth, value: '"cloth"' }] }
start: ask
steps:
  ask: { ask: wrapping, next: done }
  done: { end: done, give: { wrapping: slots.wrapping } }
texts:
  zh-CN: { title: 包装${mark}, ask_wrapping: 纸包布包？${mark}, paper: 纸包${mark}, cloth: 布包${mark} }
`

const clock = (mark: string, renamed = false) => `
format: flow/1
flow: clock
about: Waits an hour, then asks.
title: title
triggers: [{ words: { zh-CN: [叫我] } }]
slots:
  awake: { type: choice, ask: ask_awake, choices: [{ label: up, value: '"up"' }, { label: later, value: '"later"' }] }
start: begin
steps:
  begin: { say: begin, next: ${renamed ? 'pause' : 'rest'} }
  ${renamed ? 'pause' : 'rest'}: { wait: { for: 1h }, next: ${renamed ? 'look' : 'ask'} }
  ${renamed ? 'look' : 'ask'}: { ask: awake, next: done }
  done: { end: done, say: good }
texts:
  zh-CN: { title: 叫我${mark}, begin: 一小时后叫您。${mark}, ask_awake: 起了吗？${mark}, up: 起了${mark}, later: 再睡会儿${mark}, good: 好。${mark} }
`

const way = (mark: string) => `
format: flow/1
flow: way
about: A short question that comes between.
title: title
triggers: [{ words: { zh-CN: [怎么走] } }]
slots:
  goal: { type: choice, ask: ask_goal, choices: [{ label: park, value: '"park"' }, { label: shop, value: '"shop"' }] }
start: ask
steps:
  ask: { ask: goal, next: done }
  done: { end: done, say: ahead }
texts:
  zh-CN: { title: 问路${mark}, ask_goal: 去哪儿？${mark}, park: 公园${mark}, shop: 商店${mark}, ahead: 往前走。${mark} }
`
