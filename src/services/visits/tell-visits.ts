import type { Tx } from '../../../db/database.ts'
import type { Instant } from '../../core/civil-time.ts'
import { branded, type ContactId, type ConversationId } from '../../core/ids.ts'
import { BASE_LANGUAGE, type Language } from '../../core/language.ts'
import type { JsonObject } from '../../core/operation.ts'
import { languagesOf } from '../people/languages-of.ts'
import type { TradePorts } from '../ports.ts'
import type { VisitBook } from './data/visit-book.ts'
import { startOf, type Visit } from './data/visits.ts'
import { openVisits } from './visit-details.ts'
import { visitorWords, whatWords, whenWords } from './visit-words.ts'

type News =
  | 'visit_offered'
  | 'visit_booked'
  | 'visit_declined'
  | 'visit_cancelled'
  | 'visit_reminder'
  | 'visit_lapsed'
  | 'visit_done'
  | 'visit_nobody_met'

/** Of a visit to come: once it has begun, nobody wants to hear it. */
const AHEAD: ReadonlySet<News> = new Set(['visit_offered', 'visit_booked', 'visit_reminder'])

/** Tells whoever asked, in their language; a visit hears each news once a time. */
export async function tellVisits(
  ports: TradePorts,
  tx: Tx,
  book: VisitBook,
  news: {
    readonly name: News
    readonly visits: readonly Visit[]
    readonly more?: (visit: Visit, language: Language) => JsonObject
  },
  now: Instant,
): Promise<void> {
  const { name, visits, more } = news
  const languages = await languagesOf(
    tx,
    visits.map(visit => visit.conversationId),
  )
  const opened = await openVisits(ports, tx, visits)
  for (const visit of visits) {
    const language = languages.get(visit.conversationId) ?? BASE_LANGUAGE
    const saying = { book, now, language }
    await ports.tell(tx, {
      conversation: branded<ConversationId>(visit.conversationId),
      to: branded<ContactId>(visit.contactId),
      key: `visit:${visit.id}:${name}:${visit.statusAt.getTime()}`,
      name,
      ...(AHEAD.has(name) && { usefulUntil: startOf(book, visit) }),
      data: {
        visit: visit.id,
        number: visit.number,
        offer: visit.offer,
        what: whatWords(saying, visit.offer),
        when: whenWords(saying, visit),
        time: visit.startsAt?.toISOString() ?? null,
        visitor: visitorWords(saying, visit.offer, opened.get(visit.id)?.visitor ?? null),
        self: visit.visitedId === visit.contactId,
        ...more?.(visit, language),
      },
    })
  }
}
