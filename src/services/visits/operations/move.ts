import * as z from 'zod'
import type { Tx } from '../../../../db/database.ts'
import { instant } from '../../../core/civil-time.ts'
import type { OperationCall, Outcome } from '../../../core/operation.ts'
import { defineOperation } from '../../define-operation.ts'
import type { TradePorts } from '../../ports.ts'
import { type Counters, lockPlaces, lookAtPlaces, movePlaces, type PlaceMove, without } from '../data/places.ts'
import { loadVisitBook, offerOf, type VisitBook } from '../data/visit-book.ts'
import { lockVisits, placeOf, saveVisit, slotOf, type Visit } from '../data/visits.ts'
import { decideMove, type MoveDecision, type MoveInput } from '../move-visits.ts'
import { freeSlots, refusedSlot } from '../other-slots.ts'
import { bookableSlots, sameSlot } from '../rules/bookable.ts'
import { concerns } from '../visit-cases.ts'
import { openVisits, type Visitor } from '../visit-details.ts'
import { civilDateInput, otherSlots } from '../visit-wish.ts'
import { visitorWords, whatWords, whenWords } from '../visit-words.ts'

const words = z.string()
const about = z.object({ number: words, what: words })

interface Moved {
  readonly call: OperationCall<MoveInput>
  readonly visit: Visit
  readonly decision: MoveDecision
}

/** Another date or half-day: the new place is taken and the old one freed in this commit, or neither. */
export const moveOperation = (ports: TradePorts) =>
  defineOperation({
    name: 'visits.move',
    rank: 56,
    reserves: true,
    input: z.object({ visit: z.uuid(), date: civilDateInput, half_day: words }),
    outcomes: {
      /** `agreed`: it stays agreed; else it waits for an offer again. */
      moved: about.extend({ when: words, visitor: words, agreed: z.boolean() }),
      too_late: about,
      too_often: about,
      full: otherSlots,
      closed: otherSlots,
      no_calendar: z.object({}),
    },
    async run(tx, calls) {
      const book = await loadVisitBook(tx)
      const ids = calls.map(call => call.input.visit)
      const done = await moveAll(tx, book, calls, new Map(await lockVisits(tx, ids)))
      const opened = await openVisits(
        ports,
        tx,
        done.map(one => one.visit),
      )
      const first = instant(Math.min(...calls.map(call => call.arrivedAt)))
      const refused = done.filter(({ decision }) => decision.kind === 'full' || decision.kind === 'closed')
      const seen = await lookAtPlaces(
        tx,
        refused.map(({ visit }) => placeOf(visit)),
        first,
      )
      return done.map((one, i) =>
        outcomeOf(book, one, without(seen, movesOf(done.slice(i + 1))), opened.get(one.visit.id)?.visitor ?? null),
      )
    },
  })

async function moveAll(
  tx: Tx,
  book: VisitBook,
  calls: readonly OperationCall<MoveInput>[],
  visits: Map<string, Visit>,
): Promise<readonly Moved[]> {
  const wanted = calls.map(({ input }) => ({ date: input.date, halfDay: input.half_day }))
  const keys = calls.flatMap((call, i) => {
    const visit = visits.get(call.input.visit)
    return visit ? [placeOf(visit), { ...placeOf(visit), ...wanted[i] }] : []
  })
  const counters = await lockPlaces(tx, book, keys)
  const done: Moved[] = []
  for (const call of calls) {
    const before = visits.get(call.input.visit)
    if (!before || !concerns(before, call)) throw new Error('a visit was to be moved by somebody else')
    const decision = decideMove(book, counters, before, call)
    const change = decision.kind === 'moved' ? decision.change : null
    const visit = change ? await saveVisit(tx, before, change, call.arrivedAt) : before
    visits.set(visit.id, visit)
    done.push({ call, visit, decision })
  }
  await movePlaces(tx, movesOf(done))
  return done
}

function movesOf(done: readonly Moved[]): readonly PlaceMove[] {
  return done.flatMap(({ decision }) => (decision.kind === 'moved' ? decision.moves : []))
}

function outcomeOf(book: VisitBook, one: Moved, seen: Counters, visitor: Visitor | null): Outcome {
  const { call, visit, decision } = one
  const saying = { book, now: call.arrivedAt, language: call.language }
  const output = { number: visit.number, what: whatWords(saying, visit.offer) }
  switch (decision.kind) {
    case 'moved': {
      const who = visitorWords(saying, visit.offer, visitor)
      const agreed = visit.status !== 'requested'
      return { name: 'moved', output: { ...output, when: whenWords(saying, visit), visitor: who, agreed } }
    }
    case 'full':
    case 'closed': {
      const slots = bookableSlots(offerOf(book, visit.offer), book.calendar, call.arrivedAt) ?? []
      const others = slots.filter(slot => !sameSlot(slot, slotOf(visit)))
      const wish = { slot: { date: call.input.date, halfDay: call.input.half_day } }
      return refusedSlot(decision.kind, saying, wish, freeSlots(book, seen, placeOf(visit), others))
    }
    case 'no_calendar':
      return { name: 'no_calendar', output: {} }
    default:
      return { name: decision.kind, output }
  }
}
