import * as z from 'zod'
import { uuidsOf } from '../../../../db/id-list.ts'
import { visitRequest } from '../../../../db/schema/index.ts'
import { and, gte, inArray, or, sql } from '../../../../db/sql.ts'
import { civilDate, instant } from '../../../core/civil-time.ts'
import { branded, type ContactId } from '../../../core/ids.ts'
import { inLanguage } from '../../../core/language.ts'
import type { OperationCall, Outcome } from '../../../core/operation.ts'
import { defineOperation } from '../../define-operation.ts'
import { loadPeople } from '../../people/load-people.ts'
import { activeMandates, allows } from '../../people/mandates.ts'
import type { Person } from '../../people/person.ts'
import { phrase } from '../../phrase.ts'
import type { TradePorts } from '../../ports.ts'
import { loadVisitBook, type VisitBook } from '../data/visit-book.ts'
import { startOf, type Visit } from '../data/visits.ts'
import { isTooLate } from '../rules/changes.ts'
import { OPEN_STATUSES } from '../rules/visit-states.ts'
import { concerns } from '../visit-cases.ts'
import { whatWords, whenWords } from '../visit-words.ts'

const SHOWN = 4
const words = z.string()
const visit = z.object({
  id: words,
  number: words,
  label: words,
  what: words,
  when: words,
  status: words,
  status_words: words,
  /** By the one who asks, now, without a person. */
  can_change: z.boolean(),
})

/** Visits to come that the one who asks may know of, soonest first, at most four. */
export const mineOperation = (ports: TradePorts) =>
  defineOperation({
    name: 'visits.mine',
    rank: 11,
    readsOnly: true,
    /** `only: changeable`: those that they may still move or cancel. */
    input: z.object({ only: z.enum(['open', 'changeable']).nullish() }),
    outcomes: { none: z.object({}), one: z.object({ visit }), several: z.object({ visits: z.array(visit) }) },
    async run(tx, calls) {
      const askers = calls.map(call => call.contact)
      const mandates = await activeMandates(tx, askers)
      const people = uuidsOf([...askers, ...mandates.map(one => one.elderId)])
      const owns = uuidsOf(calls.map(call => call.own))
      const today = civilDate(instant(Math.min(...calls.map(call => call.arrivedAt))))
      const found = await tx
        .select()
        .from(visitRequest)
        .where(
          and(
            or(
              sql`${visitRequest.contactId} in ${owns}`,
              sql`${visitRequest.contactId} in ${people}`,
              sql`${visitRequest.visitedId} in ${people}`,
            ),
            gte(visitRequest.date, today),
            inArray(visitRequest.status, [...OPEN_STATUSES]),
          ),
        )
        .orderBy(visitRequest.date, visitRequest.requestedAt)
      const visited = await loadPeople(
        ports.vault,
        tx,
        found.flatMap(one => (one.visitedId ? [branded<ContactId>(one.visitedId)] : [])),
      )
      const book = await loadVisitBook(tx)
      const maySee = (one: Visit, { contact, arrivedAt }: OperationCall) =>
        one.visitedId !== null &&
        mandates.some(mandate =>
          allows(mandate, 'see_visits', { relative: contact, elder: one.visitedId ?? '', at: arrivedAt }),
        )
      return calls.map((call): Outcome => {
        const theirs = found
          .filter(one => concerns(one, call) || maySee(one, call))
          .map(one => describe(book, one, visited, call))
          .filter(one => call.input.only !== 'changeable' || one.can_change)
          .slice(0, SHOWN)
        const [first, second] = theirs
        if (!first) return { name: 'none', output: {} }
        return second ? { name: 'several', output: { visits: theirs } } : { name: 'one', output: { visit: first } }
      })
    },
  })

function describe(book: VisitBook, one: Visit, visited: ReadonlyMap<ContactId, Person>, call: OperationCall) {
  const { language, arrivedAt: now } = call
  const saying = { book, now, language }
  const what = whatWords(saying, one.offer)
  const when = whenWords(saying, one)
  const other =
    one.visitedId === null || one.visitedId === call.contact ? undefined : visited.get(branded(one.visitedId))
  const name = other && inLanguage(other.form ?? other.name, language)
  return {
    id: one.id,
    number: one.number,
    label: name
      ? phrase(language, 'visit_label_of', { name, when, what })
      : phrase(language, 'visit_label', { when, what }),
    what,
    when,
    status: one.status,
    status_words: inLanguage(book.nameOf('status', one.status), language),
    can_change: concerns(one, call) && !isTooLate({ ...one, start: startOf(book, one) }, now),
  }
}
