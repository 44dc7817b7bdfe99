import * as z from 'zod'
import type { Tx } from '../../../../db/database.ts'
import { inAreas } from '../../../../db/in-areas.ts'
import { auditLog, visitRequest } from '../../../../db/schema/index.ts'
import { and, eq } from '../../../../db/sql.ts'
import { CallerError } from '../../../core/errors.ts'
import { ROLES, type Role, type Staff } from '../../../core/staff.ts'
import type { Visit } from '../data/visits.ts'
import { statusAfter, type VisitEvent, type VisitStatus } from '../rules/visit-states.ts'

/** Those who arrange visits and those who make them; others see that there is one. */
export const VISIT_ROLES: readonly Role[] = ['operator', 'dispatcher', 'caseworker', 'supervisor']
export const LOOKING_ROLES: readonly Role[] = ROLES.filter(role => role !== 'editor')

export function seesDetails(staff: Staff): boolean {
  return VISIT_ROLES.includes(staff.role)
}

export const idInput = z.object({ id: z.uuid() })
export const statusOutput = z.object({ id: z.string(), status: z.string() })

/** The locked visit and what it becomes. `not_found` outside the area, `conflict` where the event can't happen. */
export async function lockFor(
  tx: Tx,
  id: string,
  staff: Staff,
  event: VisitEvent,
): Promise<{ readonly visit: Visit; readonly status: VisitStatus }> {
  const [visit] = await tx
    .select()
    .from(visitRequest)
    .where(and(eq(visitRequest.id, id), inAreas(visitRequest.area, staff)))
    .for('update')
  if (!visit) throw new CallerError('not_found', 'no such visit')
  const status = statusAfter(visit.status, event)
  if (!status) throw new CallerError('conflict', `${event} can't happen to a visit that is ${visit.status}`)
  return { visit, status }
}

export async function audit(tx: Tx, staff: Staff, act: string, visits: readonly Visit[]): Promise<void> {
  if (visits.length === 0) return
  const lines = visits.map(visit => ({
    staffId: staff.id,
    act,
    contactId: visit.visitedId ?? visit.contactId,
    subject: visit.id,
  }))
  await tx.insert(auditLog).values(lines)
}
