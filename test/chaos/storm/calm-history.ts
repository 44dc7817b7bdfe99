import type { Attempt, History, SentEvent } from './history.ts'

export const RESIDENT = 'line/main U1'
export const TALK = 'talk-1'

export const answered = (began: number, ended: number, status: number | null = 200): Attempt => ({
  began,
  ended,
  status,
})

export function event(place: number, words: string, more: Partial<SentEvent> = {}): SentEvent {
  const at = place * 1_000
  const attempts = [answered(at, at + 50)]
  const kind = { cry: false, asksForPerson: false }
  return { who: RESIDENT, key: `e${place}`, words, place, ...kind, attempts, ...more }
}

/** One resident orders, cries for help and asks for a person; staff answer and give the talk back. All is well. */
export function calmHistory(): History {
  const events = [
    event(1, '订饭'),
    event(2, '救命', { cry: true }),
    event(3, '人工', { asksForPerson: true }),
    event(5, '我腿疼'),
    event(8, '谢谢'),
  ]
  const said = [
    { from: 1, words: '订好了\n单号 1007' },
    { from: 2, words: '请马上拨120！我已通知值班人员。您能说话吗？' },
    { from: 3, words: '好，给您找人，前面说的都留着。' },
    { from: 5, words: null },
    { from: 'staff', words: '我来帮您' },
    { from: 8, words: '我在呢。' },
  ] as const
  const messages = said.flatMap(({ from, words }, i) => {
    const own = { id: 10 * i + 1, conversation: TALK, author: 'resident', inbound: Number(from), words: '' }
    const author = from === 'staff' ? 'staff' : 'bot'
    const answer = { ...own, id: 10 * i + 2, author, inbound: from === 'staff' ? null : from, words: words ?? '' }
    return [...(from === 'staff' ? [] : [own]), ...(words === null ? [] : [answer])]
  })
  const inbound = events.map(({ key, place }) => {
    return { id: place, key, conversation: TALK, kind: 'text', handled: true, failure: null }
  })
  return {
    events,
    heard: said.flatMap(({ words }) => (words === null ? [] : [{ who: RESIDENT, words: JSON.stringify({ words }) }])),
    calls: [
      { alarm: 'alarm-1', at: 2_100, taken: false },
      { alarm: 'alarm-1', at: 2_400, taken: true },
    ],
    acts: [
      { act: 'claim', handoff: 'handoff-1', attempts: [answered(4_000, 4_010, null), answered(4_100, 4_110)] },
      { act: 'reply', handoff: 'handoff-1', text: '我来帮您', attempts: [answered(6_000, 6_010)] },
      { act: 'close', handoff: 'handoff-1', attempts: [answered(7_000, 7_010)] },
    ],
    readers: [RESIDENT],
    queue: [],
    wishes: new Map([[RESIDENT, 1]]),
    faults: [{ name: 'kill', hinders: 'desk', from: 7_100, until: 7_900 }],
    processes: 1,
    spooled: new Set(),
    exits: [0, 0],
    fallen: 0,
    crowding: 1,
    rows: {
      conversations: [{ id: TALK, who: RESIDENT, owner: 'bot' }],
      inbound,
      messages,
      outbox: [],
      failures: [],
      handoffs: [{ id: 'handoff-1', conversation: TALK, reason: 'asked', state: 'closed' }],
      alarms: [{ id: 'alarm-1', inbound: 2, pushDue: false }],
      orders: [{ number: '1007', conversation: TALK, status: 'placed', holds: [['dish|D001', 2]] }],
      stock: [{ counter: 'dish|D001', taken: 2, capacity: 5 }],
    },
  }
}
