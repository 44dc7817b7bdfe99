import type { Channel } from '../core/channel.ts'
import type { ConversationId } from '../core/ids.ts'
import type { InboundDraft } from '../core/inbound.ts'
import { errorName } from '../log/describe-error.ts'
import type { DeskPorts } from './ports.ts'
import type { Received } from './receive/store-arrivals.ts'

export interface Indicator {
  /** These wait for an answer from now on. */
  expect(channel: Channel, drafts: readonly InboundDraft[], received: readonly Received[]): void
  stop(): void
}

/** An answer that takes longer is announced: somebody is typing. Most come within a few milliseconds. */
const PATIENCE_MS = 1_000
const CALL_MS = 5_000

/** Nobody answers what a platform tells of somebody who has left, or what it calls by a name we don't know. */
const isAnswered = ({ content }: InboundDraft) => content.kind !== 'left' && content.kind !== 'unknown'

/** In memory, by a timer for each talk that waits: whoever dies in between leaves nothing undone that matters. */
export function createIndicator(ports: Pick<DeskPorts, 'database' | 'log'>): Indicator {
  const waiting = new Map<string, NodeJS.Timeout>()
  const settle = (conversation: string) => {
    clearTimeout(waiting.get(conversation))
    waiting.delete(conversation)
  }
  const unlisten = ports.database.bell.listen('conversation', settle)

  function announce(channel: Channel, conversation: ConversationId, address: string): void {
    waiting.delete(conversation)
    channel.indicate?.(address, AbortSignal.timeout(CALL_MS)).catch(error => {
      ports.log.warn('indicator.failed', { account: channel.account.id, why: errorName(error) })
    })
  }

  return {
    expect(channel, drafts, received) {
      if (!channel.indicate) return
      for (const { key, conversation, duplicate } of received) {
        const draft = drafts.find(one => one.key === key)
        if (duplicate || draft === undefined || !isAnswered(draft) || waiting.has(conversation)) continue
        waiting.set(
          conversation,
          setTimeout(() => announce(channel, conversation, draft.address), PATIENCE_MS),
        )
      }
    },
    stop() {
      unlisten()
      for (const timer of waiting.values()) clearTimeout(timer)
      waiting.clear()
    },
  }
}
