import type { ChatMessage } from '../../http/chat-message.ts'
import type { Line } from './line.ts'
import type { Sending } from './sending.ts'

export interface Talk {
  lines(): readonly Line[]
  /** Id of the newest that the desk said or has; null: nothing yet. */
  newest(): string | null
  /** False when all of it was here before. */
  add(messages: readonly ChatMessage[]): boolean
  /** A new session: the old talk is no longer the desk's. */
  clear(): void
}

/** What is said, in the desk's order, and what is on its way, each where it was written. */
export function createTalk(sending: () => Sending): Talk {
  let said: readonly ChatMessage[] = []
  return {
    lines() {
      const going = sending().items.map((item): Line => ({ kind: 'going', id: item.id, item }))
      const places = new Set(said.map(message => message.id))
      const after = (place: string | null) =>
        going.filter(
          line => line.kind === 'going' && (places.has(line.item.after ?? '') ? line.item.after : null) === place,
        )
      const lines: Line[] = []
      for (const message of said) lines.push({ kind: 'said', id: message.id, message }, ...after(message.id))
      return [...lines, ...after(null)]
    },
    newest: () => said[said.length - 1]?.id ?? null,
    add(messages) {
      const here = new Set(said.map(message => message.id))
      const fresh = messages.filter(message => !here.has(message.id))
      said = [...said, ...fresh]
      for (const message of fresh) if (message.from === 'resident') sending().seen(message.id)
      return fresh.length > 0
    },
    clear() {
      said = []
    },
  }
}
