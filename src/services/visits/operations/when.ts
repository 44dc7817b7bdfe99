import * as z from 'zod'
import type { Tx } from '../../../../db/database.ts'
import { type CivilDate, instant } from '../../../core/civil-time.ts'
import type { OperationCall, Outcome } from '../../../core/operation.ts'
import { defineOperation } from '../../define-operation.ts'
import type { TradePorts } from '../../ports.ts'
import { sayDay, sayFullDay } from '../../say-when.ts'
import { type Counters, lookAtPlaces } from '../data/places.ts'
import { loadVisitBook, offerOf, type VisitBook } from '../data/visit-book.ts'
import { slotOf, type Visit, visitsById } from '../data/visits.ts'
import { freeSlots, refusedSlot, slotChoices, type Where } from '../other-slots.ts'
import { bookableSlots, type Slot, sameSlot } from '../rules/bookable.ts'
import { concerns } from '../visit-cases.ts'
import { civilDateInput, otherSlots, slotOutput } from '../visit-wish.ts'
import { halfDayWords, placeWords, type Saying, slotWords, whatWords } from '../visit-words.ts'
import { type Visited, visitedOf, whoIsVisited } from '../visited.ts'

const whenInput = z.object({
  ...whoIsVisited,
  offer: z.string().nullish(),
  /** A visit that is to be moved: of its kind, in its street; its own half-day is no choice. */
  visit: z.uuid().nullish(),
  date: civilDateInput.nullish(),
  half_day: z.string().nullish(),
})
type WhenCall = OperationCall<z.infer<typeof whenInput>>

const words = z.string()
const MOST_DAYS = 4

interface Place extends Where {
  readonly visited: Visited | null
  readonly visit: Visit | null
}

/** Which half-day: from what was said, or the nearest that are free. Takes nothing. */
export const whenOperation = (ports: TradePorts) =>
  defineOperation({
    name: 'visits.when',
    rank: 12,
    readsOnly: true,
    input: whenInput,
    outcomes: {
      open: z.object({ date: words, half_day: words, when: words, what: words, place: words }),
      /** Not said yet: the nearest free days. */
      ask_day: z.object({ days: z.array(z.object({ date: words, label: words })) }),
      /** The day is clear; both half-days are free. */
      ask_half_day: z.object({ day: words, halves: z.array(slotOutput) }),
      full: otherSlots,
      /** Nobody comes then, or it is too soon or too far ahead. */
      closed: otherSlots,
      /** The working calendar does not reach so far: no date can be promised. */
      no_calendar: z.object({}),
      /** The street is not known yet. */
      no_street: z.object({}),
      not_allowed: z.object({}),
    },
    async run(tx, calls) {
      const book = await loadVisitBook(tx)
      const places = await placesOf(ports, tx, calls)
      const known = places.filter(place => place !== null && place !== 'no_street')
      const counters = await lookAtPlaces(tx, known, instant(Math.min(...calls.map(call => call.arrivedAt))))
      return calls.map((call, i): Outcome => {
        const place = places[i]
        if (!place) return { name: 'not_allowed', output: {} }
        return place === 'no_street' ? { name: place, output: {} } : choose(book, counters, place, call)
      })
    },
  })

async function placesOf(
  ports: TradePorts,
  tx: Tx,
  calls: readonly WhenCall[],
): Promise<readonly (Place | 'no_street' | null)[]> {
  const visits = await visitsById(
    tx,
    calls.flatMap(call => call.input.visit ?? []),
  )
  const visited = await visitedOf(ports, tx, calls)
  return calls.map((call, i) => {
    const { visit: id, offer } = call.input
    const visit = id ? visits.get(id) : null
    if (visit) return concerns(visit, call) ? { offer: visit.offer, street: visit.area, visit, visited: null } : null
    const who = visited[i]
    if (id || !who) return null
    if (!offer) throw new Error('neither a kind of visit nor a visit was named')
    return who.street === null ? 'no_street' : { offer, street: who.street, visit: null, visited: who }
  })
}

function choose(book: VisitBook, counters: Counters, place: Place, call: WhenCall): Outcome {
  const { date, half_day } = call.input
  const saying: Saying = { book, now: call.arrivedAt, language: call.language }
  const all = bookableSlots(offerOf(book, place.offer), book.calendar, call.arrivedAt)
  if (all === null) return { name: 'no_calendar', output: {} }
  const own = place.visit && slotOf(place.visit)
  const slots = own ? all.filter(slot => !sameSlot(slot, own)) : all
  const free = freeSlots(book, counters, place, slots)
  if (!date) return askDay(saying, half_day, slots, free, call)
  if (book.calendar.isHoliday(date) === null) return { name: 'no_calendar', output: {} }
  const fits = (slot: Slot) => slot.date === date && (!half_day || slot.halfDay === half_day)
  const [first, second] = free.filter(fits)
  if (first && second) return askHalfDay(saying, date, [first, second])
  if (first) return { name: 'open', output: openWords(saying, place, first) }
  const [wish] = slots.filter(fits)
  const words = half_day ? undefined : { words: sayFullDay(date, call.arrivedAt, call.language) }
  const slot = { date, halfDay: half_day ?? wish?.halfDay ?? firstHalf(book, place) }
  return refusedSlot(wish ? 'full' : 'closed', saying, { slot, ...words }, free)
}

/** Days with a free half-day, of the half-day that was said where there are any. */
function askDay(
  saying: Saying,
  halfDay: string | null | undefined,
  slots: readonly Slot[],
  free: readonly Slot[],
  { arrivedAt, language }: WhenCall,
): Outcome {
  const wanted = halfDay ? free.filter(slot => slot.halfDay === halfDay) : free
  const dates = [...new Set((wanted.length > 0 ? wanted : free).map(slot => slot.date))].slice(0, MOST_DAYS)
  if (dates.length > 0) {
    const days = dates.map(date => ({ date, label: sayDay(date, arrivedAt, language) }))
    return { name: 'ask_day', output: { days } }
  }
  const [first] = slots
  return first ? refusedSlot('full', saying, { slot: first }, free) : { name: 'no_calendar', output: {} }
}

function askHalfDay(saying: Saying, date: CivilDate, slots: readonly Slot[]): Outcome {
  const halves = slotChoices(saying, slots).map((choice, i) => {
    const slot = slots[i]
    return slot ? { ...choice, label: halfDayWords(saying, slot.halfDay) } : choice
  })
  return { name: 'ask_half_day', output: { day: sayDay(date, saying.now, saying.language), halves } }
}

function openWords(saying: Saying, place: Place, slot: Slot) {
  return {
    date: slot.date,
    half_day: slot.halfDay,
    when: slotWords(saying, slot),
    what: whatWords(saying, place.offer),
    place: place.visited ? placeWords(saying, place.visited) : '',
  }
}

function firstHalf(book: VisitBook, { offer }: Where): string {
  return offerOf(book, offer).halfDays[0] ?? 'morning'
}
