import * as z from 'zod'
import type { Tx } from '../../../../db/database.ts'
import { instant } from '../../../core/civil-time.ts'
import type { OperationCall, Outcome } from '../../../core/operation.ts'
import { defineOperation } from '../../define-operation.ts'
import type { TradePorts } from '../../ports.ts'
import { sayMoment } from '../../say-when.ts'
import { type Counters, lockPlaces, lookAtPlaces, movePlaces, type PlaceMove, without } from '../data/places.ts'
import { saveRequests } from '../data/save-requests.ts'
import { loadVisitBook, type VisitBook } from '../data/visit-book.ts'
import { sameVisitsSince, slotOf, startOf, type Visit, visitsByActKey } from '../data/visits.ts'
import { type Decision, DOUBLED_WITHIN, decideAll, isBookable, openCase, type RequestCase } from '../decide-requests.ts'
import { freeSlots, refusedSlot } from '../other-slots.ts'
import { answerBy, changesEnd } from '../rules/changes.ts'
import { otherSlots, requestInput } from '../visit-wish.ts'
import { placeWords, slotWords, whatWords } from '../visit-words.ts'
import { type Visited, visitedOf } from '../visited.ts'

const words = z.string()

/** Asks for a visit: its place is held in this commit or not at all, by arrival, over rows locked in key order. */
export const requestOperation = (ports: TradePorts) =>
  defineOperation({
    name: 'visits.request',
    rank: 64,
    reserves: true,
    input: requestInput,
    outcomes: {
      requested: z.object({ visit: words, number: words, what: words, when: words, place: words, by_time: words }),
      doubled: z.object({ number: words }),
      full: otherSlots,
      closed: otherSlots,
      no_calendar: z.object({}),
      no_street: z.object({}),
      not_allowed: z.object({}),
    },
    async run(tx, calls) {
      const book = await loadVisitBook(tx)
      const visited = await visitedOf(ports, tx, calls)
      const cases = calls.map((call, i) => openCase(ports.vault, book, call, visited[i] ?? null))
      const known = await visitsByActKey(
        tx,
        calls.map(call => call.key),
      )
      const fresh = cases.map((one, i) => (typeof one === 'string' || known.has(calls[i]?.key ?? '') ? null : one))
      const decisions = await decide(tx, book, fresh)
      const visits = await saveRequests(ports, tx, decisions)
      const seen = await seenByRefused(tx, decisions)
      return calls.map((call, i): Outcome => {
        const visit = known.get(call.key) ?? visits[i]
        if (visit) return requested(book, call, visit, visited[i] ?? null)
        const decision = decisions[i]
        if (decision) return refused(book, decision, visits, without(seen, movesAfter(decisions, i)))
        return { name: cases[i] === 'no_street' ? 'no_street' : 'not_allowed', output: {} }
      })
    },
  })

async function decide(tx: Tx, book: VisitBook, cases: readonly (RequestCase | null)[]) {
  const open = cases.filter(one => one !== null)
  const counters = await lockPlaces(
    tx,
    book,
    open.filter(isBookable).map(one => one.place),
  )
  // Only once the places are locked: the same request of a moment ago, from elsewhere, is committed by then.
  const recent = await sameVisitsSince(
    tx,
    open.map(one => one.sameness),
    new Date(Math.min(...open.map(one => one.call.arrivedAt)) - DOUBLED_WITHIN),
  )
  const decisions = decideAll(book, cases, { counters, recent })
  await movePlaces(tx, movesAfter(decisions, -1))
  return decisions
}

function movesAfter(decisions: readonly (Decision | null)[], place: number): readonly PlaceMove[] {
  return decisions
    .slice(place + 1)
    .flatMap(decision => (decision?.kind === 'reserved' ? [{ ...decision.one.place, by: 1 }] : []))
}

/** What is left for those who can't have what they wished. */
async function seenByRefused(tx: Tx, decisions: readonly (Decision | null)[]): Promise<Counters> {
  const refused = decisions.flatMap(decision =>
    decision?.kind === 'full' || decision?.kind === 'closed' ? [decision.one] : [],
  )
  const first = instant(Math.min(...refused.map(one => one.call.arrivedAt)))
  return lookAtPlaces(
    tx,
    refused.map(one => one.place),
    first,
  )
}

function requested(book: VisitBook, call: OperationCall, visit: Visit, visited: Visited | null): Outcome {
  const { language, arrivedAt } = call
  const saying = { book, now: arrivedAt, language }
  return {
    name: 'requested',
    output: {
      visit: visit.id,
      number: visit.number,
      what: whatWords(saying, visit.offer),
      when: slotWords(saying, slotOf(visit)),
      place: visited ? placeWords(saying, visited) : '',
      by_time: sayMoment(answerBy(slotOf(visit), book.calendar, arrivedAt), arrivedAt, language),
    },
    act: {
      number: visit.number,
      undo: 'visits.undo',
      input: { visit: visit.id },
      until: changesEnd(startOf(book, visit)),
    },
  }
}

function refused(book: VisitBook, decision: Decision, visits: readonly (Visit | null)[], counters: Counters): Outcome {
  switch (decision.kind) {
    case 'doubled': {
      const { of } = decision
      return { name: 'doubled', output: { number: typeof of === 'string' ? of : (visits[of]?.number ?? '') } }
    }
    case 'no_calendar':
      return { name: 'no_calendar', output: {} }
    case 'full':
    case 'closed': {
      const { call, place, slots } = decision.one
      const saying = { book, now: call.arrivedAt, language: call.language }
      return refusedSlot(decision.kind, saying, { slot: place }, freeSlots(book, counters, place, slots ?? []))
    }
    case 'reserved':
      throw new Error('a visit that has its place was not saved')
  }
}
