import * as z from 'zod'
import type { Tx } from '../../../../db/database.ts'
import { inAreas } from '../../../../db/in-areas.ts'
import { applicationCase } from '../../../../db/schema/index.ts'
import { and, or, sql } from '../../../../db/sql.ts'
import { civilDate, type Instant } from '../../../core/civil-time.ts'
import type { TradeRoute } from '../../../core/trade.ts'
import type { TradePorts } from '../../ports.ts'
import { DECISIONS } from '../advance-case.ts'
import { nextDeadline } from '../case-deadline.ts'
import { type ApplicationBook, loadApplicationBook } from '../data/application-book.ts'
import { type CaseFile, openCaseFiles } from '../data/case-files.ts'
import { waysOfAppeal } from '../rules/appeal.ts'
import { type Deadline, daysLeft } from '../rules/deadline.ts'
import { CASE_ROLES } from './case-roles.ts'

const RED = 2
const words = z.string()
const name = z.object({ 'zh-CN': words, 'zh-TW': words.optional(), en: words.optional() })

const applicationRow = z.object({
  id: words,
  number: words,
  type: words,
  area: words,
  status: words,
  status_name: name.nullable(),
  status_at: z.iso.datetime(),
  next: z.object({ who: words, limit: words }).nullable(),
  /** ISO day; null: it stands still, has not begun, or lies past the loaded calendar. */
  deadline: words.nullable(),
  /** Working days; negative: overdue. */
  days_left: z.int().nullable(),
  red: z.boolean(),
  overdue: z.boolean(),
  /** Why the clock stands still. */
  stopped: words.nullable(),
  papers: z.array(words),
  /** Statuses that it may be brought to. */
  to: z.array(words),
  /** Against its decision; null: none is open. */
  appeal: z.object({ status: words, status_name: name.nullable(), to: z.array(words) }).nullable(),
})

/** Open cases in the caller's areas, the most pressing first. No personal data but the number is opened. */
export const listApplicationsRoute = (ports: TradePorts): TradeRoute<Tx> => ({
  method: 'get',
  path: '/applications',
  summary: 'Applications that are open or appealed, by the working days left',
  roles: CASE_ROLES,
  input: z.object({}),
  output: z.object({ applications: z.array(applicationRow) }),
  async run(tx, _, { staff, now }) {
    const book = await loadApplicationBook(tx)
    const open = sql`not exists (
      select 1 from application_type ended where ended.code = ${applicationCase.type}
      and ended.process -> 'terminal' ? ${applicationCase.status})`
    const appealed = sql`exists (
      select 1 from application_word appeal where appeal.kind = 'appeal' and jsonb_array_length(appeal.data -> 'ways') > 0
      and appeal.code = (select status from application_step where case_id = ${applicationCase.id}
        order by at desc, id desc limit 1))`
    const cases = await tx
      .select()
      .from(applicationCase)
      .where(and(inAreas(applicationCase.area, staff), or(open, appealed)))
    const files = await openCaseFiles(
      ports.vault,
      tx,
      cases.map(one => ({ ...one, decision: null })),
    )
    const applications = files.map(file => rowOf(book, file, now)).toSorted(byPressure)
    return { kind: 'json', body: { applications } }
  },
})

function rowOf(book: ApplicationBook, file: CaseFile, now: Instant): z.infer<typeof applicationRow> {
  const deadline = nextDeadline(book, file)
  const left = daysLeft(deadline, now, book.calendar)
  const ways = book.process(file.type).transitions.filter(one => one.from === file.status)
  return {
    id: file.id,
    number: file.number,
    type: file.type,
    area: file.area,
    status: file.status,
    status_name: book.word('status', file.status)?.name ?? null,
    status_at: file.statusAt.toISOString(),
    next: file.next ? { who: file.next.who, limit: file.next.limit } : null,
    deadline: dayOf(deadline),
    days_left: left,
    red: left !== null && left >= 0 && left <= RED,
    overdue: left !== null && left < 0,
    stopped: file.stops.find(stop => stop.until === undefined)?.reason ?? null,
    papers: [...file.papers],
    to: [...new Set(ways.map(one => one.to))],
    appeal: appealOf(book, file),
  }
}

/** By the steps: the decision that it is against stays sealed here. A new decision leaves it behind. */
function appealOf(book: ApplicationBook, { steps }: CaseFile): z.infer<typeof applicationRow>['appeal'] {
  const last = steps.findLast(step => DECISIONS.includes(step.status) || waysOfAppeal(book, step.status) !== null)
  const ways = last ? (waysOfAppeal(book, last.status) ?? []) : []
  if (!last || ways.length === 0) return null
  const status_name = book.word('appeal', last.status)?.name ?? null
  return { status: last.status, status_name, to: ways.map(one => one.to) }
}

function dayOf(deadline: Deadline): string | null {
  if (deadline.kind === 'day') return deadline.date
  return deadline.kind === 'moment' ? civilDate(deadline.at) : null
}

type Row = z.infer<typeof applicationRow>
/** Those without a day come last. */
function byPressure(a: Row, b: Row): number {
  const [left, right] = [a.days_left ?? Number.POSITIVE_INFINITY, b.days_left ?? Number.POSITIVE_INFINITY]
  return left === right ? a.status_at.localeCompare(b.status_at) : left - right
}
