import type { Tx } from '../../db/database.ts'
import { uuidsOf } from '../../db/id-list.ts'
import { conversation, inbound } from '../../db/schema/index.ts'
import { sql } from '../../db/sql.ts'
import { branded, type ContactId, type ConversationId } from '../core/ids.ts'
import type { DeskContent } from '../core/inbound.ts'
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
  const ids = tellings.map(telling => telling.conversation)
  const rows = await tx
    .select({ id: conversation.id, accountId: conversation.accountId, contactId: conversation.contactId })
    .from(conversation)
    .where(sql`${conversation.id} in ${uuidsOf(ids)}`)
  const found = new Map(rows.map(row => [row.id, row]))
  const keys = await ports.vault.keys(
    tx,
    rows.map(row => branded<ContactId>(row.contactId)),
  )
  const now = ports.now()
  const values = tellings.flatMap(telling => {
    const to = found.get(telling.conversation)
    const key = to && keys.get(branded<ContactId>(to.contactId))
    if (!to || !key) return []
    return {
      accountId: to.accountId,
      eventKey: `desk:${telling.key}`,
      conversationId: to.id,
      kind: telling.content.kind,
      sort: now,
      receivedAt: new Date(now),
      content: ports.vault.seal(key, telling.content),
    }
  })
  if (values.length === 0) return
  await tx
    .insert(inbound)
    .values(values)
    .onConflictDoNothing({ target: [inbound.accountId, inbound.eventKey] })
  await ports.database.bell.ring(tx, 'inbound', '')
}
