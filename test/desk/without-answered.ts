import type { OutboundBody } from '../../src/core/outbound.ts'
import type { TalkRows } from './desk-rows.ts'

/**
 * What one by one gave, as a batch gives it. The one lawful difference: a question that a message waiting behind it has
 * already answered is not asked any more. So a question may be missing in `together` when the same person had sent more
 * that was handled at the same moment. Nothing else may, and nothing may be said in another order.
 */
export function withoutAnswered(singly: TalkRows, together: TalkRows | undefined): TalkRows {
  let at = 0
  const kept = singly.messages.flatMap((message, place) => {
    const same = JSON.stringify(together?.messages[at]) === JSON.stringify(message)
    if (same || !mayBeMissing(singly, place)) {
      at++
      return [place]
    }
    return []
  })
  const outbox = singly.outbox.flatMap(row => {
    const place = kept.indexOf(row.message)
    return place < 0 ? [] : [{ ...row, message: place, until: kept.indexOf(row.until) }]
  })
  return { ...singly, messages: kept.flatMap(place => singly.messages[place] ?? []), outbox }
}

function mayBeMissing({ messages, inbound }: TalkRows, place: number): boolean {
  const message = messages[place]
  if (message?.author !== 'bot') return false
  const { choices } = message.body as OutboundBody // the author says so
  if (choices.length === 0) return false
  const handledAt = (key: string | null) => inbound.find(one => one.eventKey === key)?.handledAt?.getTime() ?? null
  const moment = handledAt(message.inbound)
  return messages.slice(place).some(later => later.author === 'resident' && handledAt(later.inbound) === moment)
}
