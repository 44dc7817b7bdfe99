import { randomUUID } from 'node:crypto'
import type { Channel } from '../core/channel.ts'
import { type AccountId, branded, type ConversationId, type InboundId, type MessageId } from '../core/ids.ts'
import type { OutboundMessage } from '../core/outbound.ts'
import type { DeskPorts } from './ports.ts'
import type { NewMessage } from './post.ts'

type Said = Exclude<NewMessage, { author: 'resident' }>
/** With its place among those that are added, from 1 on: its id comes with its row. */
type Line = Said & { readonly place: number }
type Group = readonly [Line, ...Line[]]

/** One platform call to be made. */
export interface NewOutgoing {
  /** Places of the first and the last message that it says, from 1 on. */
  readonly first: number
  readonly last: number
  readonly part: number
  readonly replies: boolean
  readonly account: AccountId
  readonly conversation: ConversationId
  readonly priority: 0 | 1 | 2
  readonly retryKey: string
  readonly dueAt: number
}

/** The platform calls of new messages: what a channel bundles goes out together. */
export function outgoing(ports: Pick<DeskPorts, 'channels' | 'now'>, added: readonly NewMessage[]): NewOutgoing[] {
  const answered = new Set<InboundId>()
  return groups(ports, added).flatMap(group => {
    const [{ inbound, account }] = group
    const replies = inbound !== null && !answered.has(inbound)
    if (inbound !== null) answered.add(inbound)
    return rowsOf(group, ports.channels.get(account), replies, ports.now())
  })
}

/** Lines of one talk with one occasion and one haste, where the channel bundles them. */
function groups(ports: Pick<DeskPorts, 'channels'>, added: readonly NewMessage[]): Group[] {
  const found: Group[] = []
  for (const [i, line] of added.entries()) {
    if (line.author === 'resident') continue
    const last = found.at(-1)
    if (last && ports.channels.get(line.account)?.bundles && alike(last[0], line))
      found[found.length - 1] = [...last, { ...line, place: i + 1 }]
    else found.push([{ ...line, place: i + 1 }])
  }
  return found
}

const alike = (a: Said, b: Said) =>
  a.conversation === b.conversation && a.inbound === b.inbound && a.priority === b.priority && a.author === b.author

function rowsOf(group: Group, channel: Channel | undefined, replies: boolean, now: number): NewOutgoing[] {
  const [first] = group
  const last = group.at(-1) ?? first
  const [head, ...rest] = group.map(toMessage)
  // A channel that is off has no calls; its one row becomes a failure that staff see.
  const calls = (head && channel?.render([head, ...rest]).length) ?? 1
  const passiveUntil = replies && channel?.passive && first.answersAt ? first.answersAt + channel.passive.withinMs : now
  return Array.from({ length: calls }, (_, part) => ({
    first: first.place,
    last: last.place,
    part,
    replies: replies && part === 0,
    account: first.account,
    conversation: first.conversation,
    priority: first.priority,
    retryKey: randomUUID(),
    // Until then the first call may go out as the answer to the platform's own request.
    dueAt: Math.max(now, passiveUntil),
  }))
}

/** As a message that has its id: how many calls it makes hangs on what it says alone. */
function toMessage({ place, author, body, inbound }: Line): OutboundMessage {
  return { id: branded<MessageId>(place), author, body, answers: inbound }
}
