import type { Tx } from '../../../db/database.ts'
import { uuidsOf } from '../../../db/id-list.ts'
import { applicationCase } from '../../../db/schema/index.ts'
import { sql } from '../../../db/sql.ts'
import type { ContactId } from '../../core/ids.ts'
import type { PersonalRecords } from '../../core/trade.ts'
import type { TradePorts } from '../ports.ts'
import { openCaseFiles } from './data/case-files.ts'

/** Files of assistance with public money: the bureau must keep them, open or decided, with the applicant's name. */
export function applicationRecords({ vault }: TradePorts): PersonalRecords<Tx> {
  return {
    open: async () => [],
    async give(tx, people) {
      const cases = await tx.select().from(applicationCase).where(theirs(people)).orderBy(applicationCase.statusAt)
      const files = await openCaseFiles(vault, tx, cases)
      return files.map(({ number, type, status, statusAt, papers, decision, steps }) => ({
        number,
        type,
        status,
        statusAt: statusAt.toISOString(),
        papers: [...papers],
        decision: decision && JSON.stringify(decision),
        steps: steps.map(step => ({ status: step.status, at: new Date(step.at).toISOString() })),
      }))
    },
    async erase(tx, people) {
      const found = await tx.select({ id: applicationCase.id }).from(applicationCase).where(theirs(people)).limit(1)
      return found.length > 0
    },
  }
}

const theirs = (people: readonly ContactId[]) => sql`${applicationCase.contactId} in ${uuidsOf(people)}`
