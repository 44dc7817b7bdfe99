import * as z from 'zod'
import type { Tx } from '../../../../db/database.ts'
import { auditLog } from '../../../../db/schema/index.ts'
import { CallerError } from '../../../core/errors.ts'
import type { Staff } from '../../../core/staff.ts'
import type { TradeRoute } from '../../../core/trade.ts'
import type { TradePorts } from '../../ports.ts'
import { advanceCase } from '../advance-case.ts'
import { type ApplicationBook, loadApplicationBook } from '../data/application-book.ts'
import type { CaseFile } from '../data/case-files.ts'
import { lockCase } from '../data/lock-case.ts'
import { type Transition, transitionTo } from '../rules/process.ts'
import { tellMoved } from '../tell-moved.ts'
import { CASE_ROLES } from './case-roles.ts'

const input = z.object({
  id: z.uuid(),
  to: z.string(),
  /** Code of a reason: needed where something is refused or ended. */
  reason: z.string().optional(),
  /** Codes of all that is missing, asked for at once. */
  papers: z.array(z.string()).optional(),
})
type Input = z.infer<typeof input>

/** Which kinds of reasons fit, by the status that needs one. */
const REASONS: Readonly<Record<string, readonly unknown[]>> = {
  not_accepted: ['refuse', 'refuse_or_end'],
  rejected: ['refuse', 'refuse_or_end'],
  suspended: ['end', 'refuse_or_end'],
  terminated: ['end', 'refuse_or_end'],
}
const NEEDS_PAPERS = ['need_supplement', 'formalities']

/** One legal step; the applicant hears of it. */
export const advanceApplicationRoute = (ports: TradePorts): TradeRoute<Tx> => ({
  method: 'post',
  path: '/applications/:id/advance',
  summary: 'Bring an application to its next status',
  roles: CASE_ROLES,
  input,
  output: z.object({ id: z.string(), status: z.string(), event: z.string() }),
  async run(tx, given, { staff, now }) {
    const wish = input.parse(given)
    const file = await lockCase(ports, tx, wish.id, staff)
    const book = await loadApplicationBook(tx)
    const process = book.process(file.type)
    const way = transitionTo(process, file.status, wish.to)
    if (!way) throw new CallerError('conflict', `an application that is ${file.status} can't become ${wish.to}`)
    refuseOwnSurvey(file, way, staff)
    const reasons = reasonsOf(book, wish)
    const papers = papersOf(book, wish)
    await advanceCase(ports.vault, tx, file, { way, process, reasons, papers, staffId: staff.id, now })
    await tx.insert(auditLog).values({
      staffId: staff.id,
      act: `application.${way.event}`,
      contactId: file.contactId,
      subject: file.id,
    })
    const moved = await lockCase(ports, tx, wish.id, staff)
    await tellMoved(ports, tx, book, moved, now)
    return { kind: 'json', body: { id: file.id, status: way.to, event: way.event } }
  },
})

/** Whoever surveyed the household does not decide about it. */
function refuseOwnSurvey(file: CaseFile, way: Transition, staff: Staff): void {
  const surveyed = file.steps.some(step => step.actor === 'surveyor' && step.staffId === staff.id)
  if (way.actor === 'confirm_officer' && surveyed) {
    throw new CallerError('forbidden', 'whoever surveyed a household does not decide about it')
  }
}

function reasonsOf(book: ApplicationBook, { to, reason }: Input): readonly string[] {
  const kinds = REASONS[to]
  if (!kinds) {
    if (reason !== undefined) throw new CallerError('bad_request', `${to} takes no reason`)
    return []
  }
  const fits = reason !== undefined && kinds.includes(book.word('reason', reason)?.data.for)
  if (!fits) throw new CallerError('bad_request', `${to} needs the code of a reason that fits it`)
  return [reason]
}

function papersOf(book: ApplicationBook, { to, papers = [] }: Input): readonly string[] {
  const needed = NEEDS_PAPERS.includes(to)
  if (needed !== papers.length > 0) {
    throw new CallerError('bad_request', needed ? `${to} needs the papers that are missing` : `${to} takes no papers`)
  }
  const unknown = papers.filter(code => !book.word('document', code))
  if (unknown.length > 0) throw new CallerError('bad_request', `no such papers: ${unknown.join(', ')}`)
  return [...new Set(papers)]
}
