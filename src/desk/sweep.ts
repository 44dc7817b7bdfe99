import type { Tx } from '../../db/database.ts'
import { conversation, handoff } from '../../db/schema/index.ts'
import { and, eq, isNotNull, lte } from '../../db/sql.ts'
import type { Instant } from '../core/civil-time.ts'
import { branded, type ConversationId } from '../core/ids.ts'
import type { Trade } from '../core/trade.ts'
import { escalateAlarms } from './alarms.ts'
import { forgetAnswered } from './deliver/answer-passively.ts'
import type { Deliver } from './deliver/create-deliver.ts'
import type { Lane } from './lane.ts'
import type { DeskPorts } from './ports.ts'
import { forgetNonces } from './replayed.ts'
import type { Turn } from './turn/create-turn.ts'
import { forgetAttempts } from './turn/pick.ts'
import { forgetUnknownWords } from './words/unknown-words.ts'

const DUE_AT_ONCE = 200

interface Working {
  readonly turn: Turn
  readonly deliver: Deliver
  readonly media: Lane
  readonly interpret: Lane
}

/** Time is data: everything that falls due by the clock, and whatever nobody woke. Safe to run anywhere, at any time. */
export function createSweep(
  ports: DeskPorts,
  { turn, deliver, media, interpret }: Working,
  trades: readonly Trade<Tx>[],
): () => Promise<void> {
  return async () => {
    const now = ports.now()
    turn.wake()
    deliver.wake()
    media.wake()
    interpret.wake()
    await ports.database.transaction(tx => escalateAlarms(ports, tx, now))
    await forgetAttempts(ports.database.db)
    await forgetNonces(ports.database.db, now)
    await forgetUnknownWords(ports.database.db, now)
    ports.measure.count('sent', await forgetAnswered(ports.database.db, now))
    await turn.now(await dueConversations(ports.database.db, now))
    for (const trade of trades) {
      if (trade.sweep) await ports.database.transaction(async tx => trade.sweep?.(tx, now))
    }
  }
}

/** Timers of talks, and queues that nobody served. */
async function dueConversations(db: Tx, now: Instant): Promise<ConversationId[]> {
  const at = new Date(now)
  const talks = await db
    .select({ id: conversation.id })
    .from(conversation)
    .where(and(isNotNull(conversation.dueAt), lte(conversation.dueAt, at)))
    .limit(DUE_AT_ONCE)
  const queues = await db
    .select({ id: handoff.conversationId })
    .from(handoff)
    .where(and(eq(handoff.state, 'open'), lte(handoff.dueAt, at)))
    .limit(DUE_AT_ONCE)
  return [...new Set([...talks, ...queues].map(row => branded<ConversationId>(row.id)))].sort()
}
