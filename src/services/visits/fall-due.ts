import type { Tx } from '../../../db/database.ts'
import { visitRequest } from '../../../db/schema/index.ts'
import { and, inArray, lte } from '../../../db/sql.ts'
import type { Instant } from '../../core/civil-time.ts'
import type { TradePorts } from '../ports.ts'
import { loadVisitBook } from './data/visit-book.ts'
import { saveVisit } from './data/visits.ts'
import { giveUp } from './give-up.ts'
import { AGREED_STATUSES } from './rules/visit-states.ts'
import { tellVisits } from './tell-visits.ts'

const AT_ONCE = 100

/** Offers that nobody answered: their places are given back, and whoever asked is told. */
export async function lapseOffers(ports: TradePorts, tx: Tx, now: Instant): Promise<void> {
  const visits = await tx
    .select()
    .from(visitRequest)
    .where(and(lte(visitRequest.lapseAt, new Date(now)), inArray(visitRequest.status, ['offered'])))
    .orderBy(visitRequest.id)
    .limit(AT_ONCE)
    .for('update', { skipLocked: true })
  if (visits.length === 0) return
  const book = await loadVisitBook(tx)
  await giveUp(tx, book, visits, { status: 'cancelled', reason: null }, now)
  await tellVisits(ports, tx, book, { name: 'visit_lapsed', visits }, now)
}

/** The day before; whoever does not answer is visited all the same. */
export async function remindOfVisits(ports: TradePorts, tx: Tx, now: Instant): Promise<void> {
  const visits = await tx
    .select()
    .from(visitRequest)
    .where(and(lte(visitRequest.remindAt, new Date(now)), inArray(visitRequest.status, [...AGREED_STATUSES])))
    .orderBy(visitRequest.id)
    .limit(AT_ONCE)
    .for('update', { skipLocked: true })
  if (visits.length === 0) return
  for (const visit of visits) await saveVisit(tx, visit, { remindAt: null }, now)
  await tellVisits(ports, tx, await loadVisitBook(tx), { name: 'visit_reminder', visits }, now)
}
