import type { Tx } from '../../../../db/database.ts'
import { type Decision, decisionSchema } from '../../../../db/decision.ts'
import { uuidsOf } from '../../../../db/id-list.ts'
import { type applicationCase, applicationStep, applicationStop } from '../../../../db/schema/index.ts'
import { asc, sql } from '../../../../db/sql.ts'
import type { Vault } from '../../../../db/vault.ts'
import { instantOfDate, parseCivilDate } from '../../../core/civil-time.ts'
import { branded, type ContactId } from '../../../core/ids.ts'
import type { ClockStop } from '../../../core/work-calendar.ts'
import type { PastStep } from '../rules/clock-start.ts'

export type ApplicationCase = typeof applicationCase.$inferSelect

/** A case with all that is on file about it. */
export interface CaseFile extends Omit<ApplicationCase, 'decision'> {
  readonly decision: Decision | null
  /** Oldest first. */
  readonly steps: readonly (PastStep & { readonly actor: string; readonly staffId: string | null })[]
  readonly stops: readonly (ClockStop & { readonly reason: string })[]
}

/** In the order of the cases; those of people who were erased are missing. */
export async function openCaseFiles(
  vault: Vault,
  tx: Tx,
  cases: readonly ApplicationCase[],
): Promise<readonly CaseFile[]> {
  if (cases.length === 0) return []
  const ids = uuidsOf(cases.map(one => one.id))
  const steps = await tx
    .select()
    .from(applicationStep)
    .where(sql`${applicationStep.caseId} in ${ids}`)
    .orderBy(asc(applicationStep.at), asc(applicationStep.id))
  const stops = await tx.select().from(applicationStop).where(sql`${applicationStop.caseId} in ${ids}`)
  const keys = await vault.keys(
    tx,
    cases.map(one => branded<ContactId>(one.contactId)),
  )
  return cases.flatMap(one => {
    const key = keys.get(branded<ContactId>(one.contactId))
    if (!key) return []
    return {
      ...one,
      decision: one.decision && decisionSchema.parse(vault.open(key, one.decision)),
      steps: steps
        .filter(step => step.caseId === one.id)
        .map(({ status, at, actor, staffId }) => ({ status, at: instantOfDate(at), actor, staffId })),
      stops: stops.filter(stop => stop.caseId === one.id).map(stopOf),
    }
  })
}

function stopOf({ from, until, reason }: typeof applicationStop.$inferSelect): CaseFile['stops'][number] {
  const first = parseCivilDate(from)
  const over = until === null ? null : parseCivilDate(until)
  if (!first) throw new Error('a clock stop without a day')
  return over ? { reason, from: first, until: over } : { reason, from: first }
}
