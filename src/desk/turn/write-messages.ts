import type { Tx } from '../../../db/database.ts'
import { type Instant, later } from '../../core/civil-time.ts'
import type { AccountId, ConversationId } from '../../core/ids.ts'
import type { HandOver, Ready } from '../deliver/hand-over.ts'
import type { NewOutgoing } from '../outgoing.ts'
import type { DeskPorts } from '../ports.ts'
import { type Added, addMessages, type LeasedCall, type NewMessage } from '../post.ts'
import type { Finished } from './rounds.ts'
import type { Claimed, Line, Work } from './work.ts'

export interface Said {
  /** Conversations with new messages. */
  readonly said: ReadonlySet<ConversationId>
  /** What this process is to send. */
  readonly ready: readonly Ready[]
}

/** The new lines of all talks; what can go out at once is leased to this process in the same statement. */
export async function writeMessages(
  ports: DeskPorts,
  handOver: HandOver,
  tx: Tx,
  finished: readonly Finished[],
): Promise<Said> {
  const added = finished.flatMap(({ claimed, work }) =>
    work.lines.filter(stillMatters(work)).map(line => toMessage(claimed, line)),
  )
  const said = new Set(added.map(line => line.conversation))
  if (added.length === 0) return { said, ready: [] }
  const talks = new Map(finished.map(({ claimed }) => [claimed.id, claimed]))
  const until = later(ports.now(), ports.waits.outboxLease)
  let calls = 0
  const posted = await addMessages(ports, tx, added, made => {
    calls = made.length
    return { until, calls: leasable(ports, handOver, talks, made) }
  })
  if (posted.leased.length < calls) await ports.database.bell.ring(tx, 'outbox')
  return { said, ready: posted.leased.flatMap(call => readyOf(ports, talks, added, posted, call, until)) }
}

/** Several messages answered together: a question that a later one has already answered is not asked any more. */
function stillMatters(work: Work): (line: Line) => boolean {
  const open = work.talk.open?.serial ?? null
  return line => line.from === 'resident' || line.urgent || line.serial === null || line.serial === open
}

function toMessage(claimed: Claimed, line: Line): NewMessage {
  const whose = { conversation: claimed.id, account: claimed.account, key: claimed.key }
  if (line.from === 'resident') {
    const { id, clientKey, content, sealed } = line.event
    // Keys of the form `address:id` carry the sender's own id.
    const own = clientKey.includes(':') ? clientKey.slice(clientKey.indexOf(':') + 1) : null
    return { ...whose, author: 'resident', inbound: id, clientKey: own, body: content, sealed }
  }
  const { answers: inbound, body, urgent } = line
  const answersAt = claimed.events.find(event => event.id === inbound)?.receivedAt
  const said = { author: 'bot', inbound, clientKey: null, staffId: null, body, priority: urgent ? 0 : 1 } as const
  return { ...whose, ...said, ...(answersAt !== undefined && { answersAt }) }
}

/** All calls of a conversation or none: the later ones would wait for the earlier. */
function leasable(
  ports: Pick<DeskPorts, 'now'>,
  handOver: HandOver,
  talks: ReadonlyMap<ConversationId, Claimed>,
  made: readonly NewOutgoing[],
): ReadonlySet<NewOutgoing> {
  const now = ports.now()
  const left = new Map<AccountId, number>()
  const calls = new Set<NewOutgoing>()
  for (const [conversation, chain] of Map.groupBy(made, call => call.conversation)) {
    const claimed = talks.get(conversation)
    const place = claimed?.place
    if (!claimed || !place || place.gone || chain.some(call => call.dueAt > now)) continue
    const room = left.get(claimed.account) ?? handOver.room(claimed.account)
    if (chain.length <= room) for (const call of chain) calls.add(call)
    left.set(claimed.account, chain.length <= room ? room - chain.length : room)
  }
  return calls
}

function readyOf(
  { vault }: Pick<DeskPorts, 'vault'>,
  talks: ReadonlyMap<ConversationId, Claimed>,
  added: readonly NewMessage[],
  { ids }: Added,
  { call, id }: LeasedCall,
  leasedUntil: Instant,
): Ready[] {
  const claimed = talks.get(call.conversation)
  const message = ids[call.first - 1]
  const until = ids[call.last - 1]
  const [first, ...rest] = added.slice(call.first - 1, call.last).flatMap((line, i) => {
    const messageId = ids[call.first - 1 + i]
    if (line.author === 'resident' || messageId === undefined) return []
    return [{ id: messageId, author: line.author, body: line.body, answers: line.inbound }]
  })
  if (!claimed?.place || message === undefined || until === undefined || !first) return []
  const event = call.replies ? claimed.events.find(one => one.id === first.answers) : undefined
  const { conversation, part, priority, retryKey, account } = call
  return [
    {
      account,
      leasedUntil,
      outgoing: { id, message, until, part, conversation, urgent: priority === 0, retryKey, tries: 1 },
      opened: {
        messages: [first, ...rest],
        address: claimed.place.address,
        gone: false,
        reply: event?.reply ? { handle: String(vault.open(claimed.key, event.reply)), at: event.receivedAt } : null,
      },
    },
  ]
}
