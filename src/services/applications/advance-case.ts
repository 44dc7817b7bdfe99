import type { Tx } from '../../../db/database.ts'
import type { Decision } from '../../../db/decision.ts'
import { applicationCase, applicationStop } from '../../../db/schema/index.ts'
import { and, eq, isNull } from '../../../db/sql.ts'
import type { Vault } from '../../../db/vault.ts'
import { civilDate, type Instant } from '../../core/civil-time.ts'
import { branded, type ContactId, type StaffId } from '../../core/ids.ts'
import type { CaseFile } from './data/case-files.ts'
import { writeStep } from './data/write-step.ts'
import { nextOf, type Process, type Transition } from './rules/process.ts'

/** Why the legal clock stands still while a case has this status. */
const STOPS: Readonly<Record<string, string>> = {
  need_supplement: 'supplement',
  publicizing: 'public_notice',
  objection: 'objection',
  assessing: 'outside_assessment',
}
export const DECISIONS: readonly string[] = ['approved', 'rejected', 'not_accepted', 'suspended', 'terminated']

export interface Advance {
  readonly way: Transition
  readonly process: Process
  readonly reasons: readonly string[]
  readonly papers: readonly string[]
  readonly staffId: StaffId
  readonly now: Instant
}

/** Writes one legal step of a case that the caller has locked. */
export async function advanceCase(vault: Vault, tx: Tx, file: CaseFile, advance: Advance): Promise<void> {
  const { way, process, reasons, papers, staffId, now } = advance
  const key = (await vault.keys(tx, [branded<ContactId>(file.contactId)])).get(branded<ContactId>(file.contactId))
  if (!key) throw new Error('a case of nobody')
  const decision = decisionAfter(file, advance)
  await tx
    .update(applicationCase)
    .set({
      status: way.to,
      statusAt: new Date(now),
      papers,
      next: nextOf(process, way.to),
      decision: decision && vault.seal(key, decision),
    })
    .where(eq(applicationCase.id, file.id))
  await writeStep(tx, file, { way, reasons, staffId, now })
  const today = civilDate(now)
  await tx
    .update(applicationStop)
    .set({ until: today })
    .where(and(eq(applicationStop.caseId, file.id), isNull(applicationStop.until)))
  const stop = STOPS[way.to]
  if (stop) await tx.insert(applicationStop).values({ caseId: file.id, reason: stop, from: today })
}

function decisionAfter(file: CaseFile, { way, reasons, now }: Advance): Decision | null {
  if (!DECISIONS.includes(way.to)) return file.decision
  const { amountFen = null, per = null } = file.decision ?? {}
  const money = way.to === 'approved' ? { amountFen: null, per: null } : { amountFen, per }
  return { result: way.to, on: civilDate(now), reasons: [...reasons], ...money, payment: null, appeal: null }
}
