import type { Tx } from '../../../db/database.ts'
import { mediaFetch } from '../../../db/schema/index.ts'
import type { PersonKey } from '../../../db/vault.ts'
import type { AccountId, ConversationId } from '../../core/ids.ts'
import type { InboundContent, InboundDraft } from '../../core/inbound.ts'
import type { Correspondent } from '../meet.ts'
import type { DeskPorts } from '../ports.ts'
import { attachmentId } from './attachments.ts'

type Ports = Pick<DeskPorts, 'vault' | 'channels' | 'now'>

interface Sent {
  readonly draft: InboundDraft
  readonly from: Correspondent
  readonly key: PersonKey
}

/** What the platform still holds gets the id under which it will be kept, so that the talk need not wait for it. */
export function withAttachment(
  { vault, channels }: Ports,
  account: AccountId,
  conversation: ConversationId,
  draft: InboundDraft,
): InboundContent {
  const { content } = draft
  if (content.kind !== 'media' || content.remote === undefined || !channels.get(account)?.fetch) return content
  return { ...content, attachment: attachmentId(vault, conversation, draft.key) }
}

/** Writes down what is to be fetched. True: there is something. */
export async function orderFetches(ports: Ports, tx: Tx, account: AccountId, fresh: readonly Sent[]): Promise<boolean> {
  const wanted = fresh.flatMap(({ draft, from, key }) => {
    const content = withAttachment(ports, account, from.conversation, draft)
    if (content.kind !== 'media' || content.attachment === undefined || content.remote === undefined) return []
    return {
      attachmentId: content.attachment,
      accountId: account,
      contactId: from.contact,
      conversationId: from.conversation,
      remote: ports.vault.seal(key, content.remote),
      dueAt: new Date(ports.now()),
    }
  })
  if (wanted.length > 0) await tx.insert(mediaFetch).values(wanted).onConflictDoNothing()
  return wanted.length > 0
}
