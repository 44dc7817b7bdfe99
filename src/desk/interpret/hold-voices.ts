import type { Tx } from '../../../db/database.ts'
import { uuidsOf } from '../../../db/id-list.ts'
import { inbound } from '../../../db/schema/index.ts'
import { sql } from '../../../db/sql.ts'
import { type Instant, later } from '../../core/civil-time.ts'
import type { ConversationId } from '../../core/ids.ts'
import type { InboundContent } from '../../core/inbound.ts'
import type { DeskPorts } from '../ports.ts'

/** Until when a voice without words of the platform's own waits for theirs; null: it is none, or nobody can tell them. */
export function holdOf(
  { speech, waits, now }: Pick<DeskPorts, 'speech' | 'waits' | 'now'>,
  content: InboundContent,
): Instant | null {
  const speechless = content.kind === 'media' && content.media === 'voice' && !content.caption
  return speech && speechless ? later(now(), waits.speechHold) : null
}

/** A cry for help waits behind nothing: what is held is handled as it is. */
export async function releaseHeld(db: Tx, conversations: readonly ConversationId[]): Promise<void> {
  await db
    .update(inbound)
    .set({ notBefore: null })
    .where(
      sql`${inbound.conversationId} in ${uuidsOf(conversations)} and handled_at is null and ask_due_at is not null`,
    )
}
