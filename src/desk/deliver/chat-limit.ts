import type { ChannelAccount } from '../../core/channel.ts'
import { type Instant, instant } from '../../core/civil-time.ts'
import type { ConversationId } from '../../core/ids.ts'

export interface ChatLimit {
  /** Null: one more call may go there now, and counts. Else when it may; something urgent counts, but never waits. */
  take(chat: ConversationId, urgent: boolean): Instant | null
  /** Lets go of the chats that were silent long enough. */
  forget(): void
  /** How many chats it remembers. */
  readonly size: number
}

/**
 * Platforms bear a lively talk, and only advise against more than one message a second for long: what waits is a chat
 * that is flooded. https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this
 */
const BURST = 20

/** A token bucket for each chat, kept as the time when it is full again; a full one is kept no longer. In this process. */
export function chatLimit(
  { perChatPerSecond }: Pick<ChannelAccount, 'perChatPerSecond'>,
  now: () => Instant,
  burst = BURST,
): ChatLimit {
  const spacing = 1000 / perChatPerSecond
  const most = burst * spacing
  const fullAt = new Map<ConversationId, number>()
  return {
    take(chat, urgent) {
      // The clock knows whole milliseconds only.
      if (spacing <= 1) return null
      const at = now()
      // A clock that jumped back must not silence a chat.
      const full = Math.min(Math.max(fullAt.get(chat) ?? at, at), at + most)
      const free = full - most + spacing
      if (free > at && !urgent) return instant(Math.ceil(free))
      // Taken out first: the map stays in the order of the last calls.
      fullAt.delete(chat)
      fullAt.set(chat, full + spacing)
      return null
    },
    forget() {
      const at = now()
      for (const [chat, full] of fullAt) {
        if (full > at) break
        fullAt.delete(chat)
      }
    },
    get size() {
      return fullAt.size
    },
  }
}
