import type { Tx } from '../../../db/database.ts'
import type { Instant } from '../../core/civil-time.ts'
import { lockPlaces, movePlaces } from './data/places.ts'
import type { VisitBook } from './data/visit-book.ts'
import { placeOf, saveVisit, type Visit } from './data/visits.ts'

/** Ends visits that won't take place, and gives their places back in the same commit. The visits must be locked. */
export async function giveUp(
  tx: Tx,
  book: VisitBook,
  visits: readonly Visit[],
  end: { readonly status: 'cancelled' | 'declined'; readonly reason: string | null },
  now: Instant,
): Promise<void> {
  const places = visits.map(placeOf)
  await lockPlaces(tx, book, places)
  await movePlaces(
    tx,
    places.map(place => ({ ...place, by: -1 })),
  )
  for (const visit of visits) await saveVisit(tx, visit, { ...end, lapseAt: null, remindAt: null }, now)
}
