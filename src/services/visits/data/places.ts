import * as z from 'zod'
import type { Tx } from '../../../../db/database.ts'
import { rows } from '../../../../db/rows.ts'
import { visitPlace } from '../../../../db/schema/index.ts'
import { sql } from '../../../../db/sql.ts'
import { civilDate, type Instant } from '../../../core/civil-time.ts'
import type { Slot } from '../rules/bookable.ts'
import { offerOf, type VisitBook, type VisitOffer } from './visit-book.ts'

/** One counter: visits of a kind in a street in a half-day. */
export interface PlaceKey extends Slot {
  readonly offer: string
  readonly street: string
}

export interface PlaceMove extends PlaceKey {
  /** 1 takes a place, -1 gives it back. */
  readonly by: number
}

export interface Counter {
  readonly capacity: number
  taken: number
}
export type Counters = ReadonlyMap<string, Counter>

export const placeKey = (one: PlaceKey): string => `${one.offer}|${one.street}|${one.date}|${one.halfDay}`

export function capacityOf(offer: VisitOffer, street: string): number {
  return offer.streetCapacity[street] ?? offer.capacity
}

/** Places left; those that nobody wanted yet are all free. */
export function placesLeft(counters: Counters, book: VisitBook, key: PlaceKey): number {
  const counter = counters.get(placeKey(key))
  return counter ? counter.capacity - counter.taken : capacityOf(offerOf(book, key.offer), key.street)
}

const counterRow = z.object({
  offer: z.string(),
  street: z.string(),
  date: z.string(),
  half_day: z.string(),
  capacity: z.number(),
  taken: z.number(),
})
const columns = sql`p.offer, p.street, p.date::text as date, p.half_day, p.capacity, p.taken`

/** What is taken of these kinds in these streets from that day on, to be shown: nothing is locked, so it may change a moment later. */
export async function lookAtPlaces(
  tx: Tx,
  wanted: readonly Pick<PlaceKey, 'offer' | 'street'>[],
  from: Instant,
): Promise<Counters> {
  if (wanted.length === 0) return new Map()
  const list = distinct(wanted.map(({ offer, street }) => ({ offer, street })))
  const found = await rows(
    tx,
    sql`select ${columns} from ${visitPlace} p
      join jsonb_to_recordset(${JSON.stringify(list)}::jsonb) as w(offer text, street text) using (offer, street)
      where p.date >= ${civilDate(from)}::date`,
    counterRow,
  )
  return countersOf(found)
}

/** Locks the counters in key order, making those that nobody wanted before. */
export async function lockPlaces(tx: Tx, book: VisitBook, keys: readonly PlaceKey[]): Promise<Counters> {
  if (keys.length === 0) return new Map()
  const wanted = distinct(
    keys.map(({ offer, street, date, halfDay }) => {
      const capacity = capacityOf(offerOf(book, offer), street)
      return { offer, street, date, half_day: halfDay, capacity }
    }),
  )
  const list = sql`jsonb_to_recordset(${JSON.stringify(wanted)}::jsonb)
    as w(offer text, street text, date date, half_day text, capacity integer)`
  await tx.execute(sql`insert into ${visitPlace} (offer, street, date, half_day, capacity)
    select offer, street, date, half_day, capacity from ${list} order by offer, street, date, half_day
    on conflict do nothing`)
  const locked = await rows(
    tx,
    sql`select ${columns} from ${visitPlace} p join ${list} using (offer, street, date, half_day)
      order by offer, street, date, half_day for update of p`,
    counterRow,
  )
  return countersOf(locked)
}

/** One update a counter; their rows must be locked. */
export async function movePlaces(tx: Tx, moves: readonly PlaceMove[]): Promise<void> {
  const sums = new Map<string, PlaceMove>()
  for (const move of moves) {
    const key = placeKey(move)
    sums.set(key, { ...move, by: (sums.get(key)?.by ?? 0) + move.by })
  }
  const changed = [...sums.values()].filter(move => move.by !== 0)
  if (changed.length === 0) return
  const wanted = changed.map(({ offer, street, date, halfDay, by }) => ({ offer, street, date, half_day: halfDay, by }))
  await tx.execute(sql`update ${visitPlace} p set taken = p.taken + w.by
    from jsonb_to_recordset(${JSON.stringify(wanted)}::jsonb)
      as w(offer text, street text, date date, half_day text, by integer)
    where p.offer = w.offer and p.street = w.street and p.date = w.date and p.half_day = w.half_day`)
}

/** The counters without what was taken or given back since by later ones of the same batch. */
export function without(counters: Counters, after: readonly PlaceMove[]): Counters {
  const before = new Map([...counters].map(([key, counter]) => [key, { ...counter }]))
  for (const move of after) {
    const counter = before.get(placeKey(move))
    if (counter) counter.taken -= move.by
  }
  return before
}

function countersOf(found: readonly z.infer<typeof counterRow>[]): Counters {
  return new Map(
    found.map(row => [
      `${row.offer}|${row.street}|${row.date}|${row.half_day}`,
      { capacity: row.capacity, taken: row.taken },
    ]),
  )
}

function distinct<T>(list: readonly T[]): readonly T[] {
  return [...new Map(list.map(one => [JSON.stringify(one), one])).values()]
}
