import * as z from 'zod'
import type { Tx } from '../../../../db/database.ts'
import type { Decision } from '../../../../db/decision.ts'
import { applicationCase, auditLog } from '../../../../db/schema/index.ts'
import { eq } from '../../../../db/sql.ts'
import { civilDate } from '../../../core/civil-time.ts'
import { CallerError } from '../../../core/errors.ts'
import { branded, type ContactId } from '../../../core/ids.ts'
import type { RouteContext, TradeRoute } from '../../../core/trade.ts'
import type { TradePorts } from '../../ports.ts'
import { loadApplicationBook } from '../data/application-book.ts'
import type { CaseFile } from '../data/case-files.ts'
import { lockCase } from '../data/lock-case.ts'
import { writeStep } from '../data/write-step.ts'
import { type AppealWay, wayOfAppeal } from '../rules/appeal.ts'
import { tellMoved } from '../tell-moved.ts'
import { CASE_ROLES } from './case-roles.ts'

const input = z.object({ id: z.uuid(), to: z.string() })

/** What the review office did, written down here: the case keeps its status, and a changed decision is a new case. */
export const advanceAppealRoute = (ports: TradePorts): TradeRoute<Tx> => ({
  method: 'post',
  path: '/applications/:id/appeal',
  summary: 'Bring the appeal against a decision to its next status; appeal_filed begins it',
  roles: CASE_ROLES,
  input,
  output: z.object({ id: z.string(), status: z.string(), event: z.string() }),
  async run(tx, given, { staff, now }) {
    const { id, to } = input.parse(given)
    const file = await lockCase(ports, tx, id, staff)
    if (!file.decision) throw new CallerError('conflict', 'nothing is decided yet')
    const book = await loadApplicationBook(tx)
    const from = file.decision.appeal?.status ?? null
    const way = wayOfAppeal(book, from, to)
    if (!way) throw new CallerError('conflict', `an appeal that is ${from ?? 'not filed'} can't become ${to}`)
    await writeAppeal(ports, tx, { file, decision: file.decision, way }, { staff, now })
    await tellMoved(ports, tx, book, await lockCase(ports, tx, id, staff), now)
    return { kind: 'json', body: { id, status: way.to, event: way.event } }
  },
})

interface Moving {
  readonly file: CaseFile
  readonly decision: Decision
  readonly way: AppealWay
}

async function writeAppeal(
  { vault }: TradePorts,
  tx: Tx,
  { file, decision, way }: Moving,
  { staff, now }: Pick<RouteContext, 'staff' | 'now'>,
): Promise<void> {
  const whose = branded<ContactId>(file.contactId)
  const key = (await vault.keys(tx, [whose])).get(whose)
  if (!key) throw new Error('a case of nobody')
  const appeal = { status: way.to, on: civilDate(now) }
  await tx
    .update(applicationCase)
    .set({ decision: vault.seal(key, { ...decision, appeal }) })
    .where(eq(applicationCase.id, file.id))
  await writeStep(tx, file, { way, reasons: [], staffId: staff.id, now })
  await tx
    .insert(auditLog)
    .values({ staffId: staff.id, act: `application.${way.event}`, contactId: file.contactId, subject: file.id })
}
