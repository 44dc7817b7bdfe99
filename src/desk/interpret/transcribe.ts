import { mediaFetch } from '../../../db/schema/index.ts'
import { and, eq, isNotNull } from '../../../db/sql.ts'
import { type AttachmentId, branded, type ContactId, type ConversationId } from '../../core/ids.ts'
import type { InboundContent } from '../../core/inbound.ts'
import { openAttachment } from '../media/attachments.ts'
import { MEDIA_TYPES } from '../media/media-type.ts'
import type { DeskPorts } from '../ports.ts'
import type { Made } from './interpret.ts'
import type { Wanted } from './wanted.ts'

/** A voice in words; what isn't sound by its content is nobody's to hear. */
export async function transcribe(ports: DeskPorts, wanted: Wanted, signal: AbortSignal): Promise<Made> {
  const id = await attachmentOf(ports, wanted)
  if (!ports.speech || id === null) return { kind: 'nothing' }
  const recording = await openAttachment(ports, branded<ConversationId>(wanted.conversation), id)
  if (!recording) return (await isOnItsWay(ports, id)) ? { kind: 'not yet' } : { kind: 'nothing' }
  if (MEDIA_TYPES[recording.type].kind !== 'voice') return { kind: 'nothing' }
  const { type, bytes } = recording
  const name = `voice.${MEDIA_TYPES[type].extension}`
  const heard = await ports.speech.transcribe({ bytes, type, name }, wanted.language, signal)
  if (heard.kind !== 'heard') return heard
  return heard.text === '' ? { kind: 'nothing' } : { kind: 'made', understood: { words: heard.text } }
}

async function attachmentOf({ vault, database }: DeskPorts, wanted: Wanted): Promise<AttachmentId | null> {
  const contact = branded<ContactId>(wanted.contact)
  const key = (await vault.keys(database.db, [contact])).get(contact)
  if (!key) return null
  // Sealed by receive as one of these.
  const content = vault.open(vault.keyOfArrival(key, wanted.content), wanted.content) as InboundContent
  return content.kind === 'media' ? (content.attachment ?? null) : null
}

/** The platform still holds it. */
async function isOnItsWay({ database }: DeskPorts, id: AttachmentId): Promise<boolean> {
  const rows = await database.db
    .select({ id: mediaFetch.attachmentId })
    .from(mediaFetch)
    .where(and(eq(mediaFetch.attachmentId, id), isNotNull(mediaFetch.dueAt)))
  return rows.length > 0
}
