import { inAreas } from '../../../db/in-areas.ts'
import { alarm, attachment, handoff } from '../../../db/schema/index.ts'
import { and, eq, or, sql } from '../../../db/sql.ts'
import { CallerError } from '../../core/errors.ts'
import { type AttachmentId, branded, type ConversationId } from '../../core/ids.ts'
import type { Staff } from '../../core/staff.ts'
import { audit } from '../audit.ts'
import type { DeskPorts } from '../ports.ts'
import { type Attachment, openAttachment } from './attachments.ts'

/** A photo or voice of a conversation that was handed to the staff member's areas. Each opening is written down. */
export async function openStaffAttachment(
  ports: Pick<DeskPorts, 'database' | 'vault' | 'now'>,
  staff: Staff,
  id: AttachmentId,
): Promise<Attachment> {
  const db = ports.database.db
  const whose = sql`conversation_id = ${attachment.conversationId}`
  const handedOn = or(
    sql`exists (select 1 from ${handoff} h where h.${whose} and ${inAreas(sql`h.area`, staff)})`,
    sql`exists (select 1 from ${alarm} a where a.${whose} and ${inAreas(sql`a.area`, staff)})`,
  )
  const [row] = await db
    .select({ conversation: attachment.conversationId, contact: attachment.contactId })
    .from(attachment)
    .where(and(eq(attachment.id, id), handedOn))
  const opened = row && (await openAttachment(ports, branded<ConversationId>(row.conversation), id))
  if (!opened) throw new CallerError('not_found', 'no such attachment in your area')
  await audit(db, staff, 'attachment.open', { contact: row.contact, subject: id })
  return opened
}
