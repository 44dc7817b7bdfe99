import type { Tx } from '../../../db/database.ts'
import { numbersOf } from '../../../db/id-list.ts'
import { channelIdentity, conversation, message } from '../../../db/schema/index.ts'
import { eq, sql } from '../../../db/sql.ts'
import { branded, type ContactId, type InboundId, type MessageId } from '../../core/ids.ts'
import type { OutboundBody, OutboundMessage } from '../../core/outbound.ts'
import type { DeskPorts } from '../ports.ts'

export interface Opened {
  readonly message: OutboundMessage
  readonly address: string
  readonly gone: boolean
}

/** Messages with their addresses, opened for this call only. Missing: the person was erased meanwhile. */
export async function openOutgoing(
  ports: Pick<DeskPorts, 'vault'>,
  db: Tx,
  ids: readonly MessageId[],
): Promise<Map<MessageId, Opened>> {
  const found = await db
    .select({
      id: message.id,
      author: message.author,
      inboundId: message.inboundId,
      body: message.body,
      contactId: conversation.contactId,
      address: channelIdentity.address,
      state: channelIdentity.state,
    })
    .from(message)
    .innerJoin(conversation, eq(conversation.id, message.conversationId))
    .innerJoin(channelIdentity, eq(channelIdentity.id, conversation.identityId))
    .where(sql`${message.id} in ${numbersOf(ids)}`)
  const keys = await ports.vault.keys(
    db,
    found.map(row => branded<ContactId>(row.contactId)),
  )
  const opened = new Map<MessageId, Opened>()
  for (const row of found) {
    const key = keys.get(branded<ContactId>(row.contactId))
    if (!key) continue
    const id = branded<MessageId>(row.id)
    const address = ports.vault.open(key, row.address)
    opened.set(id, {
      address: String(address),
      gone: row.state === 'gone',
      message: {
        id,
        author: row.author === 'staff' ? 'staff' : 'bot',
        body: ports.vault.open(key, row.body) as OutboundBody, // sealed by addMessages as one
        answers: row.inboundId === null ? null : branded<InboundId>(row.inboundId),
      },
    })
  }
  return opened
}
