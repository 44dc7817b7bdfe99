import { expect, test } from 'vitest'
import { instant } from '../core/civil-time.ts'
import { branded, type VersionHash } from '../core/ids.ts'
import type { JsonObject } from '../core/operation.ts'
import { parseDefinition } from '../engine/parse-definition.ts'
import { prepareBook } from '../engine/prepare.ts'
import { EMPTY_TALK, type Frame, type Talk } from '../engine/talk.ts'
import { createTexts } from '../texts/create-texts.ts'
import { describeDraft } from './draft.ts'

const FLOW = `
format: flow/1
flow: parcel
about: A parcel is fetched.
title: title
slots:
  day: { type: date, ask: ask_day }
  things: { type: items, list: things, ask: ask_things, with: { place: slots.place } }
  place: { type: area, personal: true }
  heavy: { type: yesno, ask: ask_heavy }
  found: { type: data }
  who: { type: choice }
  more: { type: items, list: things }
start: ask
steps:
  ask: { ask: day, next: done }
  done: { end: done }
texts:
  zh-CN: { title: 取件, ask_day: 哪天取？, ask_things: '{{place}}有什么？', ask_heavy: 重吗？ }
`
const hash = branded<VersionHash>('a'.repeat(64))
const parsed = parseDefinition(FLOW, 'parcel.yaml')
if (!('definition' in parsed)) throw new Error(JSON.stringify(parsed.problems))
const names: Record<string, string> = { 'things 12': '箱子', 'areas 410105006': '花园路街道' }
const book = prepareBook([{ hash, definition: parsed.definition, current: true }], new Map(), {
  named: (list, id) => {
    const name = names[`${list} ${id}`]
    return name ? { 'zh-CN': name } : null
  },
})
const texts = createTexts(book)
const shelf = { book: () => book, texts: () => texts }
const frame = (slots: JsonObject): Frame => ({ flow: 'parcel', version: hash, step: 'ask', slots, was: {} })
const slots: JsonObject = {
  day: '2026-11-25',
  things: [
    { list: 'things', id: '12', quantity: 2 },
    { list: 'things', id: '99', quantity: null },
  ],
  place: '410105006',
  heavy: false,
  found: { rows: 3 },
  more: [],
  who: '0193a0a0-0000-7000-8000-000000000001',
}

const describe = (talk: Partial<Talk>) => describeDraft({ ...EMPTY_TALK, ...talk }, shelf)

test('nothing going on is no draft', () => {
  expect(describe({})).toEqual({ draft: null, slots: [] })
})

test('what was answered is shown by names, what only flows need is not', () => {
  expect(describe({ frames: [frame(slots)] })).toEqual({
    draft: { flow: 'parcel', title: '取件', question: null },
    slots: [
      { slot: 'day', type: 'date', label: '哪天取？', value: '2026-11-25', personal: false },
      { slot: 'things', type: 'items', label: 'things', value: '箱子×2、99', personal: false },
      { slot: 'place', type: 'area', label: 'place', value: '花园路街道', personal: true },
      { slot: 'heavy', type: 'yesno', label: '重吗？', value: '否', personal: false },
    ],
  })
})

test('a talk set aside is the draft while nothing else goes on', () => {
  const parked = [
    { frames: [frame({ day: '2026-11-25' })], trail: [], since: instant(0), why: 'danger' as const, until: null },
  ]
  expect(describe({ parked }).slots.map(line => line.value)).toEqual(['2026-11-25'])
})

test('a version that is gone still names its flow', () => {
  const gone = { ...frame(slots), version: branded<VersionHash>('b'.repeat(64)) }
  expect(describe({ frames: [gone] })).toEqual({
    draft: { flow: 'parcel', title: 'parcel', question: null },
    slots: [],
  })
})
