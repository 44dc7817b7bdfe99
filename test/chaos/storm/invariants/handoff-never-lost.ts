import type { FinalRows } from '../final-rows.ts'
import { acceptedAt, type History, type Invariant } from '../history.ts'

/** Staff have it, or ought to. */
const LISTED = ['open', 'promised', 'claimed']

export const handoffNeverLost: Invariant = {
  name: 'no hand-off is lost',
  check(history) {
    const { rows, queue } = history
    const listed = rows.handoffs.filter(handoff => LISTED.includes(handoff.state))
    return [
      ...notCalled(history),
      ...listed.filter(({ id }) => !queue.includes(id)).map(({ id }) => `hand-off ${id} is open and not in the queue`),
      ...closedByNobody(history),
      ...rows.conversations.flatMap(talk => ownerProblems(rows, talk)),
      ...rows.inbound
        .filter(({ failure, conversation }) => failure !== null && handoffsOf(rows, conversation).length === 0)
        .map(({ key }) => `${key} failed, and was handed to nobody`),
    ]
  },
}

const handoffsOf = ({ handoffs }: FinalRows, conversation: string) =>
  handoffs.filter(handoff => handoff.conversation === conversation)

function notCalled({ events, rows }: History): readonly string[] {
  const talks = new Map(rows.inbound.map(row => [row.key, row.conversation]))
  return events
    .filter(event => event.asksForPerson && acceptedAt(event) !== null)
    .filter(event => handoffsOf(rows, talks.get(event.key) ?? '').length === 0)
    .map(event => `${event.who} asked for a person by ${event.key}, and there is no hand-off`)
}

function closedByNobody({ acts, rows }: History): readonly string[] {
  const asked = new Set(acts.filter(act => act.act === 'close').map(act => act.handoff))
  const done = acts.filter(act => act.act === 'close' && acceptedAt(act) !== null).map(act => act.handoff)
  return rows.handoffs.flatMap(({ id, state }) => {
    if (state === 'closed' && !asked.has(id)) return [`hand-off ${id} is closed, and nobody closed it`]
    return state !== 'closed' && done.includes(id) ? [`hand-off ${id} was closed, and is ${state}`] : []
  })
}

/** A promised call leaves the talk with the bot. */
function ownerProblems(rows: FinalRows, { id, who, owner }: FinalRows['conversations'][number]): readonly string[] {
  const served = handoffsOf(rows, id).some(({ state }) => state === 'open' || state === 'claimed')
  return served === (owner === 'staff') ? [] : [`${who} is with ${owner}, and ${served ? 'a' : 'no'} hand-off is open`]
}
