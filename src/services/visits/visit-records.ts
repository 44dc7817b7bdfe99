import type { Tx } from '../../../db/database.ts'
import { uuidsOf } from '../../../db/id-list.ts'
import { visitRequest } from '../../../db/schema/index.ts'
import { and, inArray, sql } from '../../../db/sql.ts'
import type { ContactId } from '../../core/ids.ts'
import type { PersonalRecords } from '../../core/trade.ts'
import type { TradePorts } from '../ports.ts'
import type { Visit } from './data/visits.ts'
import { OPEN_STATUSES } from './rules/visit-states.ts'
import { openVisits } from './visit-details.ts'

const GONE = new Uint8Array()

/** Visits that somebody asked for or got. */
export function visitRecords(ports: TradePorts): PersonalRecords<Tx> {
  return {
    async open(tx, people) {
      const found = await tx
        .select({ number: visitRequest.number })
        .from(visitRequest)
        .where(and(theirs(people), inArray(visitRequest.status, [...OPEN_STATUSES])))
      return found.map(visit => visit.number)
    },
    async give(tx, people) {
      const visits = await tx.select().from(visitRequest).where(theirs(people)).orderBy(visitRequest.requestedAt)
      const opened = await openVisits(
        ports,
        tx,
        visits.filter(visit => mayRead(visit, people)),
      )
      return visits.map(({ id, number, offer, date, halfDay, status, reason, requestedAt }) => {
        const { details = null, visitor = null } = opened.get(id) ?? {}
        const sealed = { details: JSON.stringify(details), visitor: JSON.stringify(visitor) }
        return { number, offer, date, halfDay, status, reason, requestedAt: requestedAt.toISOString(), ...sealed }
      })
    },
    async erase(tx, people) {
      await tx.update(visitRequest).set({ details: GONE, visitor: null }).where(theirs(people))
      return false
    },
  }
}

/** Door, phone and answers of an elder on file are the elder's, not of whoever asked for them. */
const mayRead = ({ visitedId }: Visit, people: readonly ContactId[]): boolean =>
  visitedId === null || people.some(one => one === visitedId)

const theirs = (people: readonly ContactId[]) =>
  sql`(${visitRequest.contactId} in ${uuidsOf(people)} or ${visitRequest.visitedId} in ${uuidsOf(people)})`
