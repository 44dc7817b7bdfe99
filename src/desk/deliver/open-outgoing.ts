import type { Tx } from '../../../db/database.ts'
import { numbersOf } from '../../../db/id-list.ts'
import { channelIdentity, conversation, inbound, message, outbox } from '../../../db/schema/index.ts'
import { and, asc, eq, ne, sql } from '../../../db/sql.ts'
import type { PersonKey } from '../../../db/vault.ts'
import type { Messages, Reply } from '../../core/channel.ts'
import { instantOfDate } from '../../core/civil-time.ts'
import { branded, type ContactId, type InboundId, type MessageId } from '../../core/ids.ts'
import type { OutboundBody, OutboundMessage } from '../../core/outbound.ts'
import type { DeskPorts } from '../ports.ts'

export interface Opened {
  readonly messages: Messages
  readonly address: string
  readonly gone: boolean
  readonly reply: Reply | null
}

type OpenPorts = Pick<DeskPorts, 'vault'>

/** Outgoing rows with what they say and where to, opened for this call only. Missing: the person was erased meanwhile. */
export async function openOutgoing(ports: OpenPorts, db: Tx, ids: readonly number[]): Promise<Map<number, Opened>> {
  const found = await read(db, ids)
  const keys = await ports.vault.keys(
    db,
    found.map(row => branded<ContactId>(row.contactId)),
  )
  const opened = new Map<number, Opened>()
  for (const [id, rows] of Map.groupBy(found, row => row.outgoing)) {
    const [row] = rows
    const key = row && keys.get(branded<ContactId>(row.contactId))
    if (!row || !key) continue
    const [first, ...rest] = rows.map(each => toMessage(ports, key, each))
    if (!first) continue
    opened.set(id, {
      messages: [first, ...rest],
      address: String(ports.vault.open(key, row.address)),
      gone: row.state === 'gone',
      reply: replyOf(ports, key, row),
    })
  }
  return opened
}

type Row = Awaited<ReturnType<typeof read>>[number]

function read(db: Tx, ids: readonly number[]) {
  return db
    .select({
      outgoing: outbox.id,
      id: message.id,
      author: message.author,
      inboundId: message.inboundId,
      body: message.body,
      contactId: conversation.contactId,
      address: channelIdentity.address,
      state: channelIdentity.state,
      reply: inbound.reply,
      receivedAt: inbound.receivedAt,
    })
    .from(outbox)
    .innerJoin(
      message,
      and(
        eq(message.conversationId, outbox.conversationId),
        sql`${message.id} between ${outbox.messageId} and ${outbox.untilId}`,
        ne(message.author, 'resident'),
      ),
    )
    .innerJoin(conversation, eq(conversation.id, message.conversationId))
    .innerJoin(channelIdentity, eq(channelIdentity.id, conversation.identityId))
    .leftJoin(inbound, and(outbox.replies, eq(inbound.id, message.inboundId)))
    .where(sql`${outbox.id} in ${numbersOf(ids)}`)
    .orderBy(asc(message.id))
}

function toMessage({ vault }: OpenPorts, key: PersonKey, row: Row): OutboundMessage {
  return {
    id: branded<MessageId>(row.id),
    author: row.author === 'staff' ? 'staff' : 'bot',
    body: vault.open(key, row.body) as OutboundBody, // sealed by addMessages as one
    answers: row.inboundId === null ? null : branded<InboundId>(row.inboundId),
  }
}

function replyOf({ vault }: OpenPorts, key: PersonKey, { reply, receivedAt }: Row): Reply | null {
  return reply && receivedAt ? { handle: String(vault.open(key, reply)), at: instantOfDate(receivedAt) } : null
}
