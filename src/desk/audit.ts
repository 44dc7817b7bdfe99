import type { Tx } from '../../db/database.ts'
import { auditLog } from '../../db/schema/index.ts'
import type { Staff } from '../core/staff.ts'

/** `act`: a code (handoff.open, alarm.take …); `subject`: the id of what was acted on. */
export async function audit(
  tx: Tx,
  staff: Pick<Staff, 'id'>,
  act: string,
  whose: { readonly contact: string | null; readonly subject: string },
): Promise<void> {
  await tx.insert(auditLog).values({ staffId: staff.id, act, contactId: whose.contact, subject: whose.subject })
}
