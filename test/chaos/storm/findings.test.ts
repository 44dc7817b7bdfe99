import { expect, test } from 'vitest'
import { answered, calmHistory, event, RESIDENT, TALK } from './calm-history.ts'
import type { FinalRows } from './final-rows.ts'
import { findings } from './findings.ts'
import type { History } from './history.ts'

const calm = calmHistory()
const rows = (more: Partial<FinalRows>): History => ({ ...calm, rows: { ...calm.rows, ...more } })
const { inbound, messages, orders, handoffs, alarms } = calm.rows
const [order] = orders
const [handoff] = handoffs
if (!order || !handoff) throw new Error('the calm history has one of each')

const without = <T>(all: readonly T[], which: (one: T) => boolean) => all.filter(one => !which(one))
const change = <T>(all: readonly T[], which: (one: T) => boolean, more: Partial<T>) =>
  all.map(one => (which(one) ? { ...one, ...more } : one))
const asksAgain = { id: 91, conversation: TALK, author: 'bot', inbound: 5, words: '我在呢。' }
const failure = { conversation: TALK, from: 2, until: 2, outcome: 'unreachable' }
const alarmAt = (at: number, more: Partial<History> = {}): History => {
  return { ...calm, calls: [{ alarm: 'alarm-1', at, taken: true }], ...more }
}

test('a calm history breaks nothing', () => {
  expect(findings(calm)).toEqual([])
})

test.each<[string, History]>([
  [
    'a redelivery that the desk knows',
    {
      ...calm,
      events: change(calm.events, one => one.place === 1, {
        attempts: [answered(1_000, 1_050), answered(1_060, 1_070)],
      }),
    },
  ],
  [
    'an event that nobody accepted and that is not stored, but was sent again and accepted',
    {
      ...calm,
      events: change(calm.events, one => one.place === 1, {
        attempts: [answered(1_000, 1_050, null), answered(1_060, 1_070)],
      }),
    },
  ],
  ['a message that failed where staff see it', { ...rows({ failures: [failure] }), heard: calm.heard.slice(1) }],
  [
    'an alarm that waited for the desk to be back',
    alarmAt(5_000, { faults: [{ name: 'kill', hinders: 'desk', from: 2_000, until: 4_500 }] }),
  ],
  ['an alarm on a machine with three tasks to a processor', alarmAt(5_000, { crowding: 3 })],
  [
    'the same words heard again where there is no retry key',
    {
      ...calm,
      ...renamed('telegram/main 5'),
      heard: [...calm.heard, ...calm.heard].map(one => ({ ...one, who: 'telegram/main 5' })),
    },
  ],
  [
    'events that wait together and come in another order than they were sent',
    {
      ...calm,
      events: change(calm.events, one => one.place === 5, {
        attempts: [answered(5_000, 5_050, null), answered(8_060, 8_100)],
      }),
      rows: { ...calm.rows, messages: swap(5, 8) },
    },
  ],
  [
    'what waits behind what the platform keeps shut',
    rows({
      messages: [
        ...messages,
        { id: 62, conversation: TALK, author: 'bot', inbound: null, words: '您要办什么？' },
        { id: 63, conversation: TALK, author: 'bot', inbound: null, words: '对不住，我没听懂。' },
      ],
      outbox: [
        { conversation: TALK, from: 62, until: 62, answered: false, shut: true },
        { conversation: TALK, from: 63, until: 63, answered: false, shut: false },
      ],
    }),
  ],
  [
    'a reply heard twice where the clocks jumped over the life of its token',
    {
      ...calm,
      heard: [...calm.heard, ...calm.heard.slice(-1)],
      faults: [...calm.faults, { name: 'clocks jump forward', hinders: 'desk', from: 5_000, until: 5_000 }],
    },
  ],
  [
    'what one of two processes kept on its disk, while the other stored what came next',
    { ...calm, processes: 2, spooled: new Set(['e1', 'e2']), rows: { ...calm.rows, messages: swap(1, 3) } },
  ],
  [
    'the same said once more, which the platform keeps shut',
    rows({
      messages: [...messages, { id: 62, conversation: TALK, author: 'bot', inbound: null, words: '我来帮您' }],
      outbox: [{ conversation: TALK, from: 62, until: 62, answered: false, shut: true }],
    }),
  ],
])('%s breaks nothing', (_, history) => {
  expect(findings(history)).toEqual([])
})

test.each<[string, string, History]>([
  [
    'handled once',
    'e1 was accepted, and is not stored',
    rows({
      inbound: without(inbound, row => row.key === 'e1'),
      messages: without(messages, row => row.inbound === 1 && row.author === 'resident'),
    }),
  ],
  [
    'handled once',
    'e8 was never handled',
    rows({ inbound: change(inbound, row => row.key === 'e8', { handled: false }) }),
  ],
  [
    'handled once',
    'e1 stands in its talk 2 times',
    rows({ messages: [...messages, { ...asksAgain, author: 'resident', inbound: 1, words: '' }] }),
  ],
  ['handled once', 'e5 stands in its talk 0 times', rows({ messages: without(messages, row => row.inbound === 5) })],
  ['order is kept', 'e1 was accepted before e3 was sent', rows({ messages: swap(1, 3) })],
  [
    'order is kept',
    'e1 was accepted before e3 was sent',
    { ...calm, processes: 1, spooled: new Set(['e1', 'e2']), rows: { ...calm.rows, messages: swap(1, 3) } },
  ],
  ['stock', '6 of 5 are taken', rows({ stock: [{ counter: 'dish|D001', taken: 6, capacity: 5 }] })],
  ['stock', '-1 of 5 are taken', rows({ stock: [{ counter: 'dish|D001', taken: -1, capacity: 5 }] })],
  ['stock', '2 are taken, 0 are ordered', rows({ orders: [{ ...order, status: 'cancelled' }] })],
  ['act', 'has 2 orders, and wished 1', rows({ orders: [order, { ...order, number: '1008', holds: [] }] })],
  ['act', 'was never told of order 1009', rows({ orders: [{ ...order, number: '1009' }] })],
  ['act', 'was told of order 1007, which there is not', rows({ orders: [], stock: [] })],
  [
    'act',
    'was handed to a person (asked) and not told so',
    rows({ messages: without(messages, row => /找人|值班/.test(row.words)) }),
  ],
  [
    'sent, or visibly failed',
    'still waits to be sent',
    rows({ outbox: [{ conversation: TALK, from: 2, until: 2, answered: false, shut: false }] }),
  ],
  ['sent, or visibly failed', 'never got message 2', { ...calm, heard: calm.heard.slice(1) }],
  [
    'sent, or visibly failed',
    'got 2 times what was said 1 times',
    { ...calm, heard: [...calm.heard, ...calm.heard.slice(-1)] },
  ],
  [
    'arrives in its order',
    'message 42 came before',
    {
      ...calm,
      heard: calm.heard.toSorted((a, b) => Number(b.words.includes('我来')) - Number(a.words.includes('我来'))),
    },
  ],
  [
    'while staff own',
    'e5 was answered by the bot',
    {
      ...rows({ messages: [...messages, asksAgain] }),
      heard: [...calm.heard, { who: RESIDENT, words: JSON.stringify({ again: asksAgain.words }) }],
    },
  ],
  ['within a second', 'raised 0 alarms', rows({ alarms: [] })],
  ['within a second', 'raised 2 alarms', rows({ alarms: [...alarms, ...alarms] })],
  ['within a second', 'was never taken by ALARM_URL', { ...calm, calls: calm.calls.slice(0, 1) }],
  ['within a second', 'came 1150 ms after it was accepted, 150 late', alarmAt(3_200)],
  ['within a second', 'came 4150 ms after it was accepted, 1150 late', alarmAt(6_200, { crowding: 3 })],
  [
    'within a second',
    'came 6950 ms after it was accepted',
    alarmAt(9_000, { faults: [{ name: 'kill', hinders: 'desk', from: 2_000, until: 4_500 }] }),
  ],
  [
    'within a second',
    'came 1150 ms after it was accepted',
    alarmAt(3_200, { faults: [{ name: 'channel 500', hinders: 'nothing', from: 2_000, until: 4_500 }] }),
  ],
  [
    'no hand-off is lost',
    'asked for a person by e3, and there is no hand-off',
    { ...rows({ handoffs: [] }), acts: [] },
  ],
  [
    'no hand-off is lost',
    'is open and not in the queue',
    {
      ...rows({
        handoffs: [{ ...handoff, state: 'open' }],
        conversations: [{ id: TALK, who: RESIDENT, owner: 'staff' }],
      }),
      acts: [],
    },
  ],
  ['no hand-off is lost', 'is closed, and nobody closed it', { ...calm, acts: calm.acts.slice(0, 2) }],
  [
    'no hand-off is lost',
    'was closed, and is claimed',
    {
      ...rows({
        handoffs: [{ ...handoff, state: 'claimed' }],
        conversations: [{ id: TALK, who: RESIDENT, owner: 'staff' }],
      }),
      queue: ['handoff-1'],
    },
  ],
  [
    'no hand-off is lost',
    'is with staff, and no hand-off is open',
    rows({ conversations: [{ id: TALK, who: RESIDENT, owner: 'staff' }] }),
  ],
  [
    'no hand-off is lost',
    'e1 failed, and was handed to nobody',
    {
      ...rows({ inbound: change(inbound, row => row.key === 'e1', { failure: 'step_failed' }), handoffs: [] }),
      events: without(calm.events, one => one.asksForPerson),
      acts: [],
    },
  ],
  [
    'what staff write',
    'was accepted, and is not there',
    {
      ...rows({ messages: without(messages, row => row.author === 'staff') }),
      heard: without(calm.heard, one => one.words.includes('我来')),
    },
  ],
  [
    'what staff write',
    'stands there 2 times',
    {
      ...rows({ messages: [...messages, ...messages.filter(row => row.author === 'staff')] }),
      heard: [...calm.heard, { who: RESIDENT, words: '{"again":"我来帮您"}' }],
    },
  ],
  [
    'the door is open',
    'e9 was never accepted',
    { ...calm, events: [...calm.events, event(9, '在吗', { attempts: [answered(9_000, 9_010, 503)] })] },
  ],
  [
    'the door is open',
    'to close hand-off handoff-2 was never answered',
    { ...calm, acts: [...calm.acts, { act: 'close', handoff: 'handoff-2', attempts: [answered(9_000, 9_010, null)] }] },
  ],
  ['the door is open', 'ended with 1', { ...calm, exits: [0, 1] }],
  ['the door is open', '1 processes ended that nobody had asked to', { ...calm, fallen: 1 }],
])('%s: %s', (invariant, words, history) => {
  const found = findings(history)
  expect(found.filter(finding => finding.includes(invariant) && finding.includes(words))).toHaveLength(1)
})

/** The lines of two events of the resident, each at the other's place in the talk. */
function swap(one: number, other: number): FinalRows['messages'] {
  const isLine = (row: FinalRows['messages'][number]) => row.author === 'resident'
  const at = (inbound: number) => messages.findIndex(row => isLine(row) && row.inbound === inbound)
  return messages.map((row, i) => {
    if (i === at(one)) return { ...row, inbound: other }
    return i === at(other) ? { ...row, inbound: one } : row
  })
}

function renamed(who: string): Pick<History, 'events' | 'readers' | 'rows' | 'wishes'> {
  return {
    events: calm.events.map(one => ({ ...one, who })),
    readers: [who],
    wishes: new Map([[who, 1]]),
    rows: { ...calm.rows, conversations: [{ id: TALK, who, owner: 'bot' }] },
  }
}
