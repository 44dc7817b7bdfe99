import * as z from 'zod'
import type { Tx } from '../../../../db/database.ts'
import { uuidsOf } from '../../../../db/id-list.ts'
import { rows, wholeNumber } from '../../../../db/rows.ts'
import { visitRequest, visitRequestSerial } from '../../../../db/schema/index.ts'
import { and, desc, eq, gte, inArray, notInArray, sql } from '../../../../db/sql.ts'
import { type Instant, instantAt, instantOfDate, parseCivilDate } from '../../../core/civil-time.ts'
import { receiptNumber } from '../../receipt-number.ts'
import type { Slot } from '../rules/bookable.ts'
import type { PlaceKey } from './places.ts'
import { halfDayOf, type VisitBook } from './visit-book.ts'

export type Visit = typeof visitRequest.$inferSelect

export function slotOf(visit: Visit): Slot {
  const date = parseCivilDate(visit.date)
  if (!date) throw new Error('a visit has no date')
  return { date, halfDay: visit.halfDay }
}

export function placeOf(visit: Visit): PlaceKey {
  return { offer: visit.offer, street: visit.area, ...slotOf(visit) }
}

/** The agreed time, else the beginning of the half-day. */
export function startOf(book: VisitBook, visit: Visit): Instant {
  if (visit.startsAt) return instantOfDate(visit.startsAt)
  const { date, halfDay } = slotOf(visit)
  return instantAt(date, halfDayOf(book, halfDay).from)
}

export async function visitsByActKey(tx: Tx, keys: readonly string[]): Promise<ReadonlyMap<string, Visit>> {
  if (keys.length === 0) return new Map()
  const found = await tx
    .select()
    .from(visitRequest)
    .where(inArray(visitRequest.actKey, [...keys]))
  return new Map(found.map(visit => [visit.actKey, visit]))
}

/** Visits under these samenesses that still stand, asked since; newest first. */
export async function sameVisitsSince(tx: Tx, samenesses: readonly string[], since: Date): Promise<readonly Visit[]> {
  if (samenesses.length === 0) return []
  return tx
    .select()
    .from(visitRequest)
    .where(
      and(
        inArray(visitRequest.sameness, [...new Set(samenesses)]),
        gte(visitRequest.requestedAt, since),
        notInArray(visitRequest.status, ['cancelled', 'declined']),
      ),
    )
    .orderBy(desc(visitRequest.requestedAt))
}

/** Fresh numbers in ascending order. */
export async function newVisitNumbers(tx: Tx, count: number): Promise<readonly string[]> {
  if (count === 0) return []
  const name = visitRequestSerial.seqName ?? ''
  const found = await rows(
    tx,
    sql`select nextval(${name}) as serial from generate_series(1, ${count}::int)`,
    z.object({ serial: wholeNumber }),
  )
  return found.map(row => receiptNumber(row.serial))
}

export async function visitsById(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, Visit>> {
  if (ids.length === 0) return new Map()
  const found = await tx
    .select()
    .from(visitRequest)
    .where(sql`${visitRequest.id} in ${uuidsOf(ids)}`)
  return new Map(found.map(visit => [visit.id, visit]))
}

export async function lockVisits(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, Visit>> {
  const found = await tx
    .select()
    .from(visitRequest)
    .where(sql`${visitRequest.id} in ${uuidsOf(ids)}`)
    .orderBy(visitRequest.id)
    .for('update')
  return new Map(found.map(visit => [visit.id, visit]))
}

export type VisitChange = Partial<
  Pick<
    Visit,
    'status' | 'date' | 'halfDay' | 'startsAt' | 'moves' | 'reason' | 'details' | 'visitor' | 'lapseAt' | 'remindAt'
  >
>

export async function saveVisit(tx: Tx, visit: Visit, change: VisitChange, now: Instant): Promise<Visit> {
  const set = { ...change, statusAt: new Date(now) }
  await tx.update(visitRequest).set(set).where(eq(visitRequest.id, visit.id))
  return { ...visit, ...set }
}
