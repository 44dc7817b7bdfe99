import type { Tx } from '../../../db/database.ts'
import { uuidsOf } from '../../../db/id-list.ts'
import { contact, conversation } from '../../../db/schema/index.ts'
import { and, eq, isNull, sql } from '../../../db/sql.ts'
import type { Instant } from '../../core/civil-time.ts'
import { branded, type ConversationId } from '../../core/ids.ts'
import { BASE_LANGUAGE, LANGUAGES } from '../../core/language.ts'
import { activeMandates, allows } from '../people/mandates.ts'
import type { TradePorts } from '../ports.ts'
import { describeCase } from './case-output.ts'
import type { ApplicationBook } from './data/application-book.ts'
import type { CaseFile } from './data/case-files.ts'

/** In every conversation of the applicant, and of whoever handed it in for them while they still may see it. */
export async function tellMoved(
  ports: TradePorts,
  tx: Tx,
  book: ApplicationBook,
  file: CaseFile,
  now: Instant,
): Promise<void> {
  const to = [file.contactId, ...(await delegateOf(tx, file, now))]
  const talks = await tx
    .select({ id: conversation.id, language: contact.language })
    .from(conversation)
    .innerJoin(contact, eq(contact.id, conversation.contactId))
    .where(and(sql`${contact.id} in ${uuidsOf(to)}`, eq(contact.level, 'verified'), isNull(contact.erasedAt)))
  for (const talk of talks) {
    const language = LANGUAGES.find(one => one === talk.language) ?? BASE_LANGUAGE
    const { number, type, first, second, third } = describeCase(book, file, { language, now })
    await ports.tell(tx, {
      conversation: branded<ConversationId>(talk.id),
      key: `application:${file.id}:${file.steps.length}:${talk.id}`,
      name: 'application_moved',
      data: { number, type, first, second, third },
    })
  }
}

async function delegateOf(tx: Tx, file: CaseFile, at: Instant): Promise<readonly string[]> {
  const relative = file.appliedBy
  if (relative === null) return []
  const mandates = await activeMandates(tx, [relative])
  const may = mandates.some(one => allows(one, 'see_applications', { relative, elder: file.contactId, at }))
  return may ? [relative] : []
}
