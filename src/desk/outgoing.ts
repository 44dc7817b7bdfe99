import type { outbox } from '../../db/schema/index.ts'
import type { Channel } from '../core/channel.ts'
import { type InboundId, type MessageId, newId } from '../core/ids.ts'
import type { DeskPorts } from './ports.ts'
import type { NewMessage } from './post.ts'

type Said = Exclude<NewMessage, { author: 'resident' }>
type Line = Said & { readonly id: MessageId }
type Group = readonly [Line, ...Line[]]

/** The platform calls of new messages, one row each: what a channel bundles goes out together. */
export function outgoing(
  ports: Pick<DeskPorts, 'channels' | 'now'>,
  added: readonly NewMessage[],
  ids: readonly MessageId[],
): (typeof outbox.$inferInsert)[] {
  const answered = new Set<InboundId>()
  return groups(ports, added, ids).flatMap(group => {
    const [{ inbound, account }] = group
    const replies = inbound !== null && !answered.has(inbound)
    if (inbound !== null) answered.add(inbound)
    return rowsOf(group, ports.channels.get(account), replies, ports.now())
  })
}

/** Lines of one talk with one occasion and one haste, where the channel bundles them. */
function groups(ports: Pick<DeskPorts, 'channels'>, added: readonly NewMessage[], ids: readonly MessageId[]): Group[] {
  const found: Group[] = []
  for (const [i, line] of added.entries()) {
    const id = ids[i]
    if (id === undefined) throw new Error('the database returned fewer rows than were inserted')
    if (line.author === 'resident') continue
    const last = found.at(-1)
    if (last && ports.channels.get(line.account)?.bundles && alike(last[0], line))
      found[found.length - 1] = [...last, { ...line, id }]
    else found.push([{ ...line, id }])
  }
  return found
}

const alike = (a: Said, b: Said) =>
  a.conversation === b.conversation && a.inbound === b.inbound && a.priority === b.priority && a.author === b.author

function rowsOf(group: Group, channel: Channel | undefined, replies: boolean, now: number) {
  const [first] = group
  const last = group.at(-1) ?? first
  const [head, ...rest] = group.map(({ id, author, body, inbound }) => ({ id, author, body, answers: inbound }))
  // A channel that is off has no calls; its one row becomes a failure that staff see.
  const calls = (head && channel?.render([head, ...rest]).length) ?? 1
  const passiveUntil = replies && channel?.passive && first.answersAt ? first.answersAt + channel.passive.withinMs : now
  return Array.from({ length: calls }, (_, part) => ({
    messageId: first.id,
    untilId: last.id,
    part,
    replies: replies && part === 0,
    accountId: first.account,
    conversationId: first.conversation,
    priority: first.priority,
    retryKey: newId(),
    // Until then the first call may go out as the answer to the platform's own request.
    dueAt: new Date(Math.max(now, passiveUntil)),
  }))
}
