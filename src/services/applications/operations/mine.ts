import * as z from 'zod'
import type { Tx } from '../../../../db/database.ts'
import { uuidsOf } from '../../../../db/id-list.ts'
import { applicationCase, contact } from '../../../../db/schema/index.ts'
import { and, desc, eq, isNull, sql } from '../../../../db/sql.ts'
import { branded, type ContactId } from '../../../core/ids.ts'
import { inLanguage } from '../../../core/language.ts'
import type { OperationCall, Outcome } from '../../../core/operation.ts'
import { defineOperation } from '../../define-operation.ts'
import { loadPeople } from '../../people/load-people.ts'
import { activeMandates, allows } from '../../people/mandates.ts'
import type { TradePorts } from '../../ports.ts'
import { caseOutput, describeCase } from '../case-output.ts'
import { loadApplicationBook } from '../data/application-book.ts'
import { openCaseFiles } from '../data/case-files.ts'

const SEE_APPLICATIONS = 'see_applications'
/** Two pages of choices. */
const SHOWN = 8

/** The cases of a verified person, and of elders who let them see theirs; what moved last comes first. */
export const mineOperation = (ports: TradePorts) =>
  defineOperation({
    name: 'applications.mine',
    rank: 10,
    readsOnly: true,
    input: z.object({}),
    outcomes: {
      not_verified: z.object({}),
      none: z.object({}),
      one: z.object({ case: caseOutput }),
      several: z.object({ cases: z.array(caseOutput) }),
    },
    async run(tx, calls) {
      const verified = await verifiedAmong(tx, calls)
      const mandates = await activeMandates(tx, [...verified])
      const whose = calls.map(call =>
        verified.has(call.contact)
          ? [
              call.contact,
              ...mandates
                .filter(one => allows(one, SEE_APPLICATIONS, { relative: call.contact, at: call.arrivedAt }))
                .map(one => branded<ContactId>(one.elderId)),
            ]
          : [],
      )
      const people = await loadPeople(ports.vault, tx, whose.flat())
      const files = await filesOf(ports, tx, whose.flat())
      const book = await loadApplicationBook(tx)
      return calls.map((call, i): Outcome => {
        if (!verified.has(call.contact)) return { name: 'not_verified', output: {} }
        const { language, arrivedAt: now } = call
        const theirs = files.filter(file => whose[i]?.some(id => id === file.contactId)).slice(0, SHOWN)
        const cases = theirs.map(file => {
          const elder = file.contactId === call.contact ? undefined : people.get(branded<ContactId>(file.contactId))
          const name = elder && inLanguage(elder.form ?? elder.name, language)
          return describeCase(book, file, { language, now, whose: name })
        })
        const [first, ...others] = cases
        if (!first) return { name: 'none', output: {} }
        return others.length === 0 ? { name: 'one', output: { case: first } } : { name: 'several', output: { cases } }
      })
    },
  })

async function verifiedAmong(tx: Tx, calls: readonly OperationCall[]): Promise<ReadonlySet<string>> {
  const found = await tx
    .select({ id: contact.id })
    .from(contact)
    .where(
      and(
        sql`${contact.id} in ${uuidsOf(calls.map(call => call.contact))}`,
        eq(contact.level, 'verified'),
        isNull(contact.erasedAt),
      ),
    )
  return new Set(found.map(row => row.id))
}

async function filesOf(ports: TradePorts, tx: Tx, people: readonly ContactId[]) {
  if (people.length === 0) return []
  const cases = await tx
    .select()
    .from(applicationCase)
    .where(sql`${applicationCase.contactId} in ${uuidsOf([...new Set(people)])}`)
    .orderBy(desc(applicationCase.statusAt))
  return openCaseFiles(ports.vault, tx, cases)
}
