import type { Publication } from '../../src/desk/publish.ts'
import { parseDefinition } from '../../src/engine/parse-definition.ts'
import { versionHash } from '../../src/engine/version-hash.ts'

/** 买票, then three questions and a read-back: answered by 1 to 4. `items` become the choices of the first. */
export function buyFlow(options: { readonly items?: readonly string[]; readonly firstQuestion?: string } = {}): string {
  const { items = ['rice', 'noodle'], firstQuestion = '要哪一样？' } = options
  const choices = items.map(item => `      - { label: item_${item}, value: '"${item}"' }`).join('\n')
  const texts = items.map(item => `    item_${item}: 品种${item}`).join('\n')
  return `
format: flow/1
flow: buy
about: A purchase with three questions and a read-back.
title: title
triggers: [{ words: { zh-CN: [买票] } }]
silence: { remind: 10m, keep: 24h }
slots:
  item:
    type: choice
    ask: ask_item
    choices:
${choices}
  size:
    type: choice
    ask: ask_size
    choices: [{ label: large, value: '"large"' }, { label: small, value: '"small"' }]
  quantity:
    type: choice
    ask: ask_quantity
    choices: [{ label: q1, value: '1' }, { label: q2, value: '2' }, { label: q3, value: '3' }, { label: q4, value: '4' }]
start: item
steps:
  item: { ask: item, next: size }
  size: { ask: size, next: quantity }
  quantity: { ask: quantity, next: check }
  check:
    confirm: check
    with: { item: slots.item, size: slots.size, quantity: slots.quantity }
    agreed: reserve
    refused: dropped
  reserve:
    call: shop.reserve
    with: { item: slots.item, size: slots.size, quantity: slots.quantity }
    keep: result
    outcomes: { reserved: done, sold_out: none }
  done: { end: done, say: done, with: { number: slots.result.number, item: slots.item, size: slots.size, quantity: slots.quantity } }
  none: { end: done, say: none, with: { left: slots.result.left } }
  dropped: { end: dropped, say: dropped }
texts:
  zh-CN:
    title: 买票
    ask_item: ${firstQuestion}
${texts}
    ask_size: 大的小的？
    large: 大的
    small: 小的
    ask_quantity: 要几张？
    q1: 一张
    q2: 两张
    q3: 三张
    q4: 四张
    check: 您要{quantity}张{item}，{size}，对吗？
    done: 好了，单号 {number}：{item} {size} {quantity}张。
    none: 卖完了，只剩{left}张。
    dropped: 好，不买了。
`.replace('\nstart: item', '\n  result: { type: data }\nstart: item')
}

const CALLING = (flow: string, word: string, operation: string, input: string) => `
format: flow/1
flow: ${flow}
about: One call.
title: title
triggers: [{ words: { zh-CN: [${word}] } }]
start: act
steps:
  act: { call: ${operation}, with: ${input}, outcomes: { done: done } }
  done: { end: done, say: done }
texts:
  zh-CN: { title: ${word}, done: 办好了。 }
`

/** A question, a timer of ten minutes, and what is done then: a word, or a call that can't succeed. */
const WAITING = (flow: string, word: string, after: string) => `
format: flow/1
flow: ${flow}
about: Waits ten minutes.
title: title
triggers: [{ words: { zh-CN: [${word}] } }]
start: begin
steps:
  begin: { say: begin, next: rest }
  rest: { wait: { for: 10m }, next: after }
  after: ${after}
  done: { end: done, say: woke }
texts:
  zh-CN: { title: ${word}, begin: 十分钟后叫您。, woke: 时间到了。 }
`

/** 帮票: a person in the middle of the flow, then one more question. */
const HELPED = `
format: flow/1
flow: helped
about: A person in the middle.
title: title
triggers: [{ words: { zh-CN: [帮票] } }]
slots:
  size:
    type: choice
    ask: ask_size
    choices: [{ label: large, value: '"large"' }, { label: small, value: '"small"' }]
start: person
steps:
  person: { handoff: difficult, next: size }
  size: { ask: size, next: done }
  done: { end: done, say: done, with: { size: slots.size } }
texts:
  zh-CN: { title: 帮票, ask_size: 大的小的？, large: 大的, small: 小的, done: "记下了：{size}。" }
`

const publications = new Map<string, Publication>()

/** The same text is read once a worker. */
export function publication(yaml: string): Publication {
  const known = publications.get(yaml) ?? parse(yaml)
  publications.set(yaml, known)
  return known
}

function parse(yaml: string): Publication {
  const parsed = parseDefinition(yaml, 'test')
  if ('problems' in parsed) throw new Error(JSON.stringify(parsed.problems))
  return { definition: parsed.definition, hash: versionHash(parsed.definition) }
}

/** Words that begin each: 买票 buys, 看票 and 瞧票 look, 坏票 throws in its step, 错票 fails in the database, 毒票 kills the process. */
export const SHOP_FLOWS: readonly Publication[] = [
  buyFlow(),
  CALLING('thrown', '坏票', 'shop.picky', `{ number: '"none"' }`),
  CALLING('looking', '看票', 'shop.look', '{}'),
  CALLING('peeking', '瞧票', 'shop.peek', '{}'),
  CALLING('failing', '错票', 'shop.fail', '{}'),
  CALLING('poison', '毒票', 'shop.kill', '{}'),
  WAITING('alarm-clock', '等票', '{ goto: done }'),
  WAITING('broken-clock', '坏钟', `{ call: shop.picky, with: { number: '"none"' }, outcomes: { done: done } }`),
  HELPED,
].map(publication)
