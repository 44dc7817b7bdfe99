import type { Tx } from '../../../../db/database.ts'
import { applicationStep } from '../../../../db/schema/index.ts'
import type { Instant } from '../../../core/civil-time.ts'
import type { StaffId } from '../../../core/ids.ts'
import type { CaseFile } from './case-files.ts'

export interface StepTaken {
  readonly way: { readonly event: string; readonly to: string; readonly actor: string }
  readonly reasons: readonly string[]
  readonly staffId: StaffId
  readonly now: Instant
}

/** One line of a case's history. */
export async function writeStep(tx: Tx, { id }: CaseFile, { way, reasons, staffId, now }: StepTaken): Promise<void> {
  await tx.insert(applicationStep).values({
    caseId: id,
    at: new Date(now),
    event: way.event,
    status: way.to,
    actor: way.actor,
    staffId,
    reasons: [...reasons],
  })
}
