import { expect, test } from 'vitest'
import { labelledRow, type Slots } from './labelled-row.ts'
import { scoreRow } from './score-row.ts'

const NOODLES = { name: '烩面', quantity: 2 }

interface Case {
  readonly label: object
  readonly read: { readonly intent?: string; readonly slots?: Slots }
  /** right / wrong / missed; null: the intent is wrong. */
  readonly gives: string | null
}

const CASES: readonly (readonly [string, Case])[] = [
  [
    'the label itself',
    { label: { slots: { items: [NOODLES] } }, read: { slots: { items: [NOODLES] } }, gives: '1/0/0' },
  ],
  ['another intent', { label: {}, read: { intent: 'cancel' }, gives: null }],
  ['an intent that is right too', { label: { acceptIntents: ['cancel'] }, read: { intent: 'cancel' }, gives: '0/0/0' }],
  ['one said, none read', { label: { slots: { items: [{ name: '烩面' }] } }, read: {}, gives: '0/0/1' }],
  [
    'no amount said is one',
    {
      label: { slots: { items: [{ name: '烩面', quantity: null }] } },
      read: { slots: { items: [{ name: '烩面', quantity: 1 }] } },
      gives: '1/0/0',
    },
  ],
  [
    'another amount is wrong and missing',
    {
      label: { slots: { items: [NOODLES] } },
      read: { slots: { items: [{ name: '烩面', quantity: 3 }] } },
      gives: '0/1/1',
    },
  ],
  [
    'the amount of the open dish, read beside the dish',
    { label: { slots: { quantity: 2 } }, read: { slots: { items: [NOODLES] } }, gives: '1/0/0' },
  ],
  ['lunch is noon', { label: { slots: { period: 'noon' } }, read: { slots: { period: 'lunch' } }, gives: '1/0/0' }],
  ['twelve is noon', { label: { slots: { period: 'noon' } }, read: { slots: { time: '12:00' } }, gives: '1/0/0' }],
  ['three is not noon', { label: { slots: { period: 'noon' } }, read: { slots: { time: '15:00' } }, gives: '0/1/1' }],
  [
    'an address with other marks',
    {
      label: { slots: { address: '花园路90号院2号楼' } },
      read: { slots: { address: '花园路 90号院，2号楼' } },
      gives: '1/0/0',
    },
  ],
  [
    'half an address',
    { label: { slots: { address: '花园路90号院2号楼' } }, read: { slots: { address: '花园路' } }, gives: '0/1/1' },
  ],
  [
    'a value that is right too',
    { label: { slots: {}, accept: { date: ['2026-12-02'] } }, read: { slots: { date: '2026-12-02' } }, gives: '0/0/0' },
  ],
  [
    'a slot that may be missing',
    { label: { slots: { date: '2026-12-02' }, optional: ['date'] }, read: {}, gives: '0/0/0' },
  ],
  [
    'a date in passing',
    { label: { intent: 'smalltalk' }, read: { intent: 'smalltalk', slots: { date: '2026-12-02' } }, gives: '0/0/0' },
  ],
  [
    'what an emergency also says',
    { label: { intent: 'emergency' }, read: { intent: 'emergency', slots: { items: [NOODLES] } }, gives: '0/0/0' },
  ],
]

test.each(CASES)('%s', (_, { label, read, gives }) => {
  const given = { id: 'x', text: '', lang: 'zh-CN', now: '', state: 'idle', intent: 'order_meal', slots: {}, ...label }
  const answer = { id: 'x', intent: 'order_meal', slots: {}, us: 1, ...read }
  const { intent, right, wrong, missed } = scoreRow(labelledRow.parse(given), answer)
  expect(intent ? `${right.length}/${wrong.length}/${missed.length}` : null).toBe(gives)
})
