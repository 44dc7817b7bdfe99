import * as z from 'zod'
import type { Tx } from '../../../db/database.ts'
import { uuidsOf } from '../../../db/id-list.ts'
import { rows } from '../../../db/rows.ts'
import { applicationCase } from '../../../db/schema/index.ts'
import { eq, lte, sql } from '../../../db/sql.ts'
import type { Instant } from '../../core/civil-time.ts'
import { branded, type ContactId, type ConversationId } from '../../core/ids.ts'
import { LANGUAGES } from '../../core/language.ts'
import { outOfQuiet } from '../../core/quiet-hours.ts'
import { activeMandates, allows } from '../people/mandates.ts'
import type { TradePorts } from '../ports.ts'
import { describeCase } from './case-output.ts'
import { type ApplicationBook, loadApplicationBook } from './data/application-book.ts'
import { type CaseFile, openCaseFiles } from './data/case-files.ts'

const AT_ONCE = 100

/** At once, or when the quiet hours are over: then how it stands by then. */
export async function tellMoved(
  ports: TradePorts,
  tx: Tx,
  book: ApplicationBook,
  file: CaseFile,
  now: Instant,
): Promise<void> {
  const at = outOfQuiet(now)
  await setTellAt(tx, file.id, at > now ? new Date(at) : null)
  if (at === now) await tellPeople(ports, tx, book, file, now)
}

/** What the quiet hours held back. */
export async function tellHeldBack(ports: TradePorts, tx: Tx, now: Instant): Promise<void> {
  const cases = await tx
    .select()
    .from(applicationCase)
    .where(lte(applicationCase.tellAt, new Date(now)))
    .orderBy(applicationCase.id)
    .limit(AT_ONCE)
    .for('update', { skipLocked: true })
  if (cases.length === 0) return
  const book = await loadApplicationBook(tx)
  for (const one of cases) await setTellAt(tx, one.id, null)
  for (const file of await openCaseFiles(ports.vault, tx, cases)) await tellPeople(ports, tx, book, file, now)
}

async function setTellAt(tx: Tx, id: string, tellAt: Date | null): Promise<void> {
  await tx.update(applicationCase).set({ tellAt }).where(eq(applicationCase.id, id))
}

/** The applicant, and whoever handed it in for them while they still may see it: each in one place. */
async function tellPeople(
  ports: TradePorts,
  tx: Tx,
  book: ApplicationBook,
  file: CaseFile,
  now: Instant,
): Promise<void> {
  for (const talk of await talksOf(tx, [file.contactId, ...(await delegateOf(tx, file, now))])) {
    const { number, type, first, second, third } = describeCase(book, file, { language: talk.language, now })
    await ports.tell(tx, {
      conversation: branded<ConversationId>(talk.id),
      to: branded<ContactId>(talk.person),
      key: `application:${file.id}:${file.steps.length}:${talk.id}`,
      name: 'application_moved',
      data: { number, type, first, second, third },
    })
  }
}

/** Where each of these people wants to hear news, else where they last wrote. */
function talksOf(tx: Tx, people: readonly string[]) {
  return rows(
    tx,
    sql`
      select distinct on (person.id) talk.id, person.id as person, own.language
      from contact person
      join conversation talk on talk.speaker_id = person.id
      join contact own on own.id = talk.contact_id
      where person.id in ${uuidsOf(people)} and person.level = 'verified' and person.erased_at is null
      order by person.id, coalesce(talk.id = person.news_in, false) desc, talk.updated_at desc, talk.id`,
    z.object({ id: z.string(), person: z.string(), language: z.enum(LANGUAGES) }),
  )
}

async function delegateOf(tx: Tx, file: CaseFile, at: Instant): Promise<readonly string[]> {
  const relative = file.appliedBy
  if (relative === null) return []
  const mandates = await activeMandates(tx, [relative])
  const may = mandates.some(one => allows(one, 'see_applications', { relative, elder: file.contactId, at }))
  return may ? [relative] : []
}
