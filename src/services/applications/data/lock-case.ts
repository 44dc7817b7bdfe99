import type { Tx } from '../../../../db/database.ts'
import { inAreas } from '../../../../db/in-areas.ts'
import { applicationCase } from '../../../../db/schema/index.ts'
import { and, eq } from '../../../../db/sql.ts'
import { CallerError } from '../../../core/errors.ts'
import type { Staff } from '../../../core/staff.ts'
import type { TradePorts } from '../../ports.ts'
import { type CaseFile, openCaseFiles } from './case-files.ts'

/** A case of the staff member's areas, until the commit theirs alone. CallerError: there is none. */
export async function lockCase(ports: TradePorts, tx: Tx, id: string, staff: Staff): Promise<CaseFile> {
  const cases = await tx
    .select()
    .from(applicationCase)
    .where(and(eq(applicationCase.id, id), inAreas(applicationCase.area, staff)))
    .for('update')
  const [file] = await openCaseFiles(ports.vault, tx, cases)
  if (!file) throw new CallerError('not_found', 'no such application')
  return file
}
