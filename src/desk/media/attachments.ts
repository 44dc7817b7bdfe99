import * as z from 'zod'
import { attachment } from '../../../db/schema/index.ts'
import { and, eq } from '../../../db/sql.ts'
import type { Vault } from '../../../db/vault.ts'
import { type AccountId, type AttachmentId, branded, type ContactId, type ConversationId } from '../../core/ids.ts'
import type { DeskPorts } from '../ports.ts'
import { MEDIA_TYPES, type MediaType } from './media-type.ts'

/** Bytes. */
export const ATTACHMENT_LIMIT = 10 * 1024 * 1024

export interface NewAttachment {
  readonly contact: ContactId
  readonly conversation: ConversationId
  /** Storing again under it changes nothing. */
  readonly id: AttachmentId
  readonly type: MediaType
  readonly bytes: Uint8Array
}

export interface Attachment {
  readonly type: MediaType
  readonly bytes: Uint8Array
}

type AttachmentPorts = Pick<DeskPorts, 'database' | 'vault' | 'now'>

const sealedBody = z.object({ base64: z.string() })

/** Known before its bytes are. `key` is unique in its place, so that the same one sent again finds its own row. */
export function attachmentId(vault: Vault, place: ConversationId | AccountId, key: string): AttachmentId {
  return idOf(vault.hash('attachment', `${place}:${key}`))
}

/** Keeps it sealed with the person's key. False: the person was erased. */
export async function storeAttachment(ports: AttachmentPorts, added: NewAttachment): Promise<boolean> {
  const { database, vault } = ports
  const key = (await vault.keys(database.db, [added.contact])).get(added.contact)
  if (!key) return false
  await database.db
    .insert(attachment)
    .values({
      id: added.id,
      contactId: added.contact,
      conversationId: added.conversation,
      mediaType: added.type,
      size: added.bytes.length,
      body: vault.seal(key, { base64: Buffer.from(added.bytes).toString('base64') }),
      at: new Date(ports.now()),
    })
    .onConflictDoNothing({ target: attachment.id })
  return true
}

/** Null: there is none of this id in this conversation, or the person was erased. */
export async function openAttachment(
  { database, vault }: AttachmentPorts,
  conversation: ConversationId,
  id: AttachmentId,
): Promise<Attachment | null> {
  const where = and(eq(attachment.id, id), eq(attachment.conversationId, conversation))
  const [row] = await database.db.select().from(attachment).where(where)
  const contact = row && branded<ContactId>(row.contactId)
  const key = contact && (await vault.keys(database.db, [contact])).get(contact)
  if (!row || !key || !isMediaType(row.mediaType)) return null
  const { base64 } = sealedBody.parse(vault.open(key, row.body))
  return { type: row.mediaType, bytes: Buffer.from(base64, 'base64') }
}

const isMediaType = (type: string): type is MediaType => type in MEDIA_TYPES

/** A UUID (version 8, ours) from a hash. */
function idOf(hash: Uint8Array): AttachmentId {
  const bytes = Buffer.from(hash.subarray(0, 16))
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  const hex = bytes.toString('hex')
  return branded<AttachmentId>(
    [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-'),
  )
}
