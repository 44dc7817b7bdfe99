import type { Tx } from '../../db/database.ts'
import { uuidsOf } from '../../db/id-list.ts'
import { conversation, inbound } from '../../db/schema/index.ts'
import { sql } from '../../db/sql.ts'
import { branded, type ContactId, type ConversationId } from '../core/ids.ts'
import { type DeskContent, sortAt } from '../core/inbound.ts'
import type { DeskPorts } from './ports.ts'

export interface Telling {
  readonly conversation: ConversationId
  /** Unique in the desk: telling again under it changes nothing. */
  readonly key: string
  readonly content: DeskContent
}

/**
 * Puts the desk's own events into conversations' streams, in the caller's commit; turns handle them in order with what
 * the residents write.
 */
export async function tell(
  ports: Pick<DeskPorts, 'vault' | 'now'> & { readonly database: Pick<DeskPorts['database'], 'bell'> },
  tx: Tx,
  tellings: readonly Telling[],
): Promise<void> {
  if (tellings.length === 0) return
  const places = await placesOf(tx, tellings)
  const keys = await ports.vault.keys(
    tx,
    places.flatMap(place => (place ? [branded<ContactId>(place.contactId)] : [])),
  )
  const now = ports.now()
  const values = tellings.flatMap((telling, i) => {
    const to = places[i]
    const key = to && keys.get(branded<ContactId>(to.contactId))
    if (!to || !key) return []
    return {
      accountId: to.accountId,
      eventKey: `desk:${telling.key}`,
      conversationId: to.id,
      kind: telling.content.kind,
      sort: sortAt(now),
      receivedAt: new Date(now),
      content: ports.vault.seal(key, telling.content),
    }
  })
  if (values.length === 0) return
  await tx
    .insert(inbound)
    .values(values)
    .onConflictDoNothing({ target: [inbound.accountId, inbound.eventKey] })
  await ports.database.bell.ring(tx, 'inbound')
}

type Place = Pick<typeof conversation.$inferSelect, 'id' | 'accountId' | 'contactId' | 'speakerId'>

/** News of one who speaks there no more go where they spoke last; missing: nowhere. */
async function placesOf(tx: Tx, tellings: readonly Telling[]): Promise<readonly (Place | undefined)[]> {
  const ids = uuidsOf(tellings.map(telling => telling.conversation))
  const found = await talks(tx).where(sql`${conversation.id} in ${ids}`)
  const there = new Map(found.map(place => [place.id, place]))
  const astray = tellings.flatMap(({ conversation: id, content }) => {
    const place = there.get(id)
    return content.kind === 'signal' && place && !speaksIn(place, content.to) ? [content.to] : []
  })
  const elsewhere = await newestTalks(tx, astray)
  return tellings.map(({ conversation: id, content }) => {
    const place = there.get(id)
    return content.kind !== 'signal' || !place || speaksIn(place, content.to) ? place : elsewhere.get(content.to)
  })
}

async function newestTalks(tx: Tx, people: readonly ContactId[]): Promise<ReadonlyMap<string, Place>> {
  if (people.length === 0) return new Map()
  const found = await talks(tx)
    .where(sql`${conversation.speakerId} in ${uuidsOf(people)}`)
    .orderBy(conversation.updatedAt, conversation.id)
  return new Map(found.map(place => [place.speakerId, place]))
}

function talks(tx: Tx) {
  const { id, accountId, contactId, speakerId } = conversation
  return tx.select({ id, accountId, contactId, speakerId }).from(conversation)
}

/** Whoever was a stranger there before is told of their own too. */
const speaksIn = (place: Place, who: ContactId) => who === place.contactId || who === place.speakerId
