import { v7 } from 'uuid'
import type { Tx } from '../../../../db/database.ts'
import { visitRequest } from '../../../../db/schema/index.ts'
import type { TradePorts } from '../../ports.ts'
import type { Decision, RequestCase, Reserved } from '../decide-requests.ts'
import type { VisitDetails } from '../visit-details.ts'
import { newVisitNumbers, type Visit } from './visits.ts'

/** Rows of the decisions that reserved a place, in their places. */
export async function saveRequests(
  ports: TradePorts,
  tx: Tx,
  decisions: readonly (Decision | null)[],
): Promise<readonly (Visit | null)[]> {
  const reserved = decisions.filter(isReserved)
  if (reserved.length === 0) return decisions.map(() => null)
  const numbers = await newVisitNumbers(tx, reserved.length)
  const keys = await ports.vault.keys(
    tx,
    reserved.map(({ one }) => one.call.contact),
  )
  const visits = decisions.map(decision => {
    if (!isReserved(decision)) return null
    const key = keys.get(decision.one.call.contact)
    const number = numbers[reserved.indexOf(decision)]
    if (!key || !number) throw new Error('whoever asks has no data key, or the visit no number')
    return visitOf(decision.one, number, ports.vault.seal(key, detailsOf(decision.one)))
  })
  await tx.insert(visitRequest).values(visits.filter(visit => visit !== null))
  return visits
}

function isReserved(decision: Decision | null): decision is Reserved {
  return decision?.kind === 'reserved'
}

function detailsOf({ visited, call }: RequestCase): VisitDetails {
  const answered = Object.entries(call.input.answers ?? {}).flatMap(([question, answer]) =>
    answer === null ? [] : [[question, answer] as const],
  )
  return {
    name: visited.name['zh-CN'],
    address: visited.address,
    phone: visited.phone,
    answers: Object.fromEntries(answered),
    note: call.input.note || null,
    report: null,
  }
}

function visitOf({ call, visited, place, sameness }: RequestCase, number: string, details: Uint8Array): Visit {
  const requestedAt = new Date(call.arrivedAt)
  return {
    id: v7(),
    number,
    actKey: call.key,
    contactId: call.contact,
    conversationId: call.conversation,
    visitedId: visited.id,
    offer: place.offer,
    area: place.street,
    date: place.date,
    halfDay: place.halfDay,
    status: 'requested',
    startsAt: null,
    moves: 0,
    reason: null,
    details,
    visitor: null,
    sameness,
    requestedAt,
    lapseAt: null,
    remindAt: null,
    statusAt: requestedAt,
  }
}
