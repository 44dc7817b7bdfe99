import type { FinalRows } from '../final-rows.ts'
import type { Invariant } from '../history.ts'

const NUMBER = /单号\s*(\d+)/g
/** What is said when a person is called, for whatever reason. */
const CALLED = /给您找人|马上有人接着办|我找个人接着帮您办|已通知值班人员|值班人员/

export const actsAnnounced: Invariant = {
  name: 'every act is announced, and happens once',
  check({ rows, wishes }) {
    return rows.conversations.flatMap(talk => [
      ...orderProblems(rows, talk, wishes.get(talk.who) ?? 0),
      ...handoffProblems(rows, talk),
    ])
  },
}

type Talk = FinalRows['conversations'][number]

function saidIn({ messages }: FinalRows, { id }: Talk): readonly string[] {
  return messages.filter(message => message.conversation === id && message.author === 'bot').map(({ words }) => words)
}

function orderProblems(rows: FinalRows, talk: Talk, wished: number): readonly string[] {
  const made = rows.orders.filter(order => order.conversation === talk.id).map(order => order.number)
  const told = new Set(saidIn(rows, talk).flatMap(words => [...words.matchAll(NUMBER)].map(([, number]) => number)))
  return [
    ...(made.length > wished ? [`${talk.who} has ${made.length} orders, and wished ${wished}`] : []),
    ...made.filter(number => !told.has(number)).map(number => `${talk.who} was never told of order ${number}`),
    ...[...told]
      .filter(number => number !== undefined && !made.includes(number))
      .map(number => `${talk.who} was told of order ${number}, which there is not`),
  ]
}

function handoffProblems(rows: FinalRows, talk: Talk): readonly string[] {
  const opened = rows.handoffs.filter(handoff => handoff.conversation === talk.id)
  const told = saidIn(rows, talk).some(words => CALLED.test(words))
  return opened.length > 0 && !told ? [`${talk.who} was handed to a person (${opened[0]?.reason}) and not told so`] : []
}
