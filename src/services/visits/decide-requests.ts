import type { Vault } from '../../../db/vault.ts'
import { MINUTE } from '../../core/civil-time.ts'
import type { OperationCall } from '../../core/operation.ts'
import { type Counters, type PlaceKey, placeKey } from './data/places.ts'
import { offerOf, type VisitBook } from './data/visit-book.ts'
import type { Visit } from './data/visits.ts'
import { bookableSlots, type Slot, sameSlot } from './rules/bookable.ts'
import type { RequestInput } from './visit-wish.ts'
import type { Visited } from './visited.ts'

/** The same act by the same person within this time is answered with the first one's number. */
export const DOUBLED_WITHIN = MINUTE

/** A call with all that is needed to judge it. */
export interface RequestCase {
  readonly call: OperationCall<RequestInput>
  readonly visited: Visited
  readonly place: PlaceKey
  /** null: the working calendar does not reach so far. */
  readonly slots: readonly Slot[] | null
  readonly sameness: string
}

export interface Reserved {
  readonly kind: 'reserved'
  readonly one: RequestCase
}

export type Decision =
  | Reserved
  /** `of`: the number of the first, or its place in this batch. */
  | { readonly kind: 'doubled'; readonly of: string | number }
  | { readonly kind: 'full' | 'closed' | 'no_calendar'; readonly one: RequestCase }

/** null: nobody that they may book for; `no_street`: nobody knows where. */
export type OpenedCase = RequestCase | 'no_street' | null

export function openCase(
  vault: Vault,
  book: VisitBook,
  call: OperationCall<RequestInput>,
  visited: Visited | null,
): OpenedCase {
  if (!visited) return null
  if (visited.street === null) return 'no_street'
  const { offer, date, half_day } = call.input
  return {
    call,
    visited,
    place: { offer, street: visited.street, date, halfDay: half_day },
    slots: bookableSlots(offerOf(book, offer), book.calendar, call.arrivedAt),
    sameness: samenessOf(vault, call, visited),
  }
}

export function isBookable({ slots, place }: RequestCase): boolean {
  return slots?.some(slot => sameSlot(slot, place)) ?? false
}

/** Who gets which place, in order of arrival: the same for a batch as one by one. Changes the counters. */
export function decideAll(
  book: VisitBook,
  cases: readonly (RequestCase | null)[],
  held: {
    readonly counters: Counters
    readonly recent: readonly Pick<Visit, 'sameness' | 'contactId' | 'requestedAt' | 'number'>[]
  },
): readonly (Decision | null)[] {
  const reserved: { one: RequestCase; at: number }[] = []
  return cases.map((one, at): Decision | null => {
    if (!one) return null
    const first = one.call.input.again ? null : firstOfSame(one, held.recent, reserved)
    if (first !== null) return { kind: 'doubled', of: first }
    if (!isBookable(one)) {
      const unknown = one.slots === null || book.calendar.isHoliday(one.place.date) === null
      return { kind: unknown ? 'no_calendar' : 'closed', one }
    }
    const counter = held.counters.get(placeKey(one.place))
    if (!counter || counter.taken >= counter.capacity) return { kind: 'full', one }
    counter.taken++
    reserved.push({ one, at })
    return { kind: 'reserved', one }
  })
}

function firstOfSame(
  { call, sameness }: RequestCase,
  recent: readonly Pick<Visit, 'sameness' | 'contactId' | 'requestedAt' | 'number'>[],
  reserved: readonly { readonly one: RequestCase; readonly at: number }[],
): string | number | null {
  const within = (at: number) => Math.abs(call.arrivedAt - at) <= DOUBLED_WITHIN
  const stored = recent.findLast(
    visit => visit.sameness === sameness && visit.contactId === call.contact && within(visit.requestedAt.getTime()),
  )
  if (stored) return stored.number
  const earlier = reserved.find(
    ({ one }) => one.sameness === sameness && one.call.contact === call.contact && within(one.call.arrivedAt),
  )
  return earlier?.at ?? null
}

/** Keyed, so that the column says nothing of who is visited. */
function samenessOf(vault: Vault, { input }: OperationCall<RequestInput>, visited: Visited): string {
  const who = visited.id ?? `${input.other?.name}|${input.other?.address}`
  const content = JSON.stringify([who, input.offer, input.date, input.half_day])
  return Buffer.from(vault.hash('visit_request', content)).toString('base64url')
}
