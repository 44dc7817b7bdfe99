import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** So many flows of a desk's usual kind into a folder: a trigger word of its own each, two questions and a read-back. */
export function writeFlows(folder: string, count: number): string {
  mkdirSync(folder)
  for (let nth = 1; nth <= count; nth++) writeFileSync(join(folder, `errand-${nth}.yaml`), flow(nth))
  return folder
}

const flow = (nth: number) => `format: flow/1
flow: errand-${nth}
about: An errand of the bench, beside which meals are ordered.
title: title
triggers:
  - words: { zh-CN: [第${nth}号差事, 跑腿${nth}号] }
silence: { remind: 10m, keep: 24h }
slots:
  kind:
    type: choice
    ask: ask_kind
    choices:
      - { label: letter, value: '"letter"' }
      - { label: parcel, value: '"parcel"' }
      - { label: medicine, value: '"medicine"' }
  day: { type: date, ask: ask_day }
start: kind
steps:
  kind: { ask: kind, next: day }
  day: { ask: day, next: check }
  check: { confirm: check, with: { kind: slots.kind, day: slots.day }, agreed: done, refused: dropped }
  done: { end: done, say: done }
  dropped: { end: dropped, say: dropped }
texts:
  zh-CN:
    title: 第${nth}号差事
    ask_kind: 要跑腿送哪样？
    letter: 信
    parcel: 包裹
    medicine: 药
    ask_day: 哪天去？
    check: 第${nth}号差事，{kind}，{day}，对吗？
    done: 记下了，到时有人去。
    dropped: 好，不去了。
`
