import type { Outcome } from '../../core/operation.ts'
import { type Counters, type PlaceKey, placesLeft } from './data/places.ts'
import type { VisitBook } from './data/visit-book.ts'
import { nearestSlots, type Slot } from './rules/bookable.ts'
import { type Saying, slotLabel, slotWords } from './visit-words.ts'

/** At most three beside 0 找人 where the wish was refused; four where nothing was. */
const OTHERS = 3

export type Where = Pick<PlaceKey, 'offer' | 'street'>

export function freeSlots(book: VisitBook, counters: Counters, where: Where, slots: readonly Slot[]): readonly Slot[] {
  return slots.filter(slot => placesLeft(counters, book, { ...where, ...slot }) > 0)
}

export function slotChoices(saying: Saying, slots: readonly Slot[]) {
  return slots.map(slot => ({ date: slot.date, half_day: slot.halfDay, label: slotLabel(saying, slot) }))
}

/** `full` or `closed`, with the nearest that are free. */
export function refusedSlot(
  name: 'full' | 'closed',
  saying: Saying,
  wish: { readonly slot: Slot; readonly words?: string },
  free: readonly Slot[],
): Outcome {
  const choices = slotChoices(saying, nearestSlots(free, wish.slot, OTHERS))
  return { name, output: { when: wish.words ?? slotWords(saying, wish.slot), choices } }
}
