import { setTimeout as pause } from 'node:timers/promises'
import type { Channel, Delivery } from '../../core/channel.ts'
import type { ConversationId } from '../../core/ids.ts'
import { keyedLimit } from '../../core/keyed-limit.ts'
import { createLane } from '../lane.ts'
import type { DeskPorts } from '../ports.ts'
import { claimOutgoing, forgetReply, type Outgoing, putOff, release } from './claim-outgoing.ts'
import { type Opened, openOutgoing } from './open-outgoing.ts'
import { rateLimit } from './rate-limit.ts'
import { sentNotes } from './sent-notes.ts'
import { settle } from './settle.ts'
import { freeWaiting } from './wait-for-person.ts'

export interface Deliver {
  wake(): void
  /** Resolves when nothing more is due in this process. */
  idle(): Promise<void>
  /** Ends after the calls under way; what is unsent stays in the outbox. */
  stop(): Promise<void>
}

/** Rows in a lane's hands, and how many must be free before it takes more: many a claim costs more than few. */
const MOST = 64
const FREE = 32
/** How long it waits for a batch before it leaves the slow calls to themselves. */
const BATCH_MS = 500
/**
 * To one chat at once. Platforms bear a lively talk, and only advise against more than one message a second for long:
 * what waits is a chat that is flooded. https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this
 */
const CHAT_BURST = 20

/** A lane for each account that can be written to: a slow platform holds up nobody else, nor does a slow call other people. */
export function createDeliver(ports: DeskPorts): Deliver {
  const lanes = [...ports.channels.values()]
    .filter(channel => !channel.passiveOnly)
    .map(channel => accountLane(ports, channel))
  return {
    wake: () => {
      for (const lane of lanes) lane.wake()
    },
    idle: async () => {
      await Promise.all(lanes.map(lane => lane.idle()))
    },
    stop: async () => {
      await Promise.all(lanes.map(lane => lane.stop()))
    },
  }
}

function accountLane(ports: DeskPorts, channel: Channel): Deliver {
  const { account } = channel
  const { db } = ports.database
  const limit = rateLimit(account, ports.now)
  const chats = keyedLimit<ConversationId>({ perSecond: account.perChatPerSecond, burst: CHAT_BURST }, ports.now)
  const noteSent = sentNotes(ports, channel)
  const underWay = new Set<Promise<void>>()
  let held = 0
  const lane = createLane(sendBatch, error => ports.log.error('deliver.lane_failed', error, { account: account.id }))

  async function sendBatch(): Promise<boolean> {
    while (MOST - held < FREE) await Promise.race(underWay)
    chats.forget()
    await freeWaiting(ports, account.id)
    const startBefore = ports.now() + ports.waits.outboxLease - ports.waits.callTimeout
    const room = { leaseMs: ports.waits.outboxLease, most: MOST - held }
    const claimed = await claimOutgoing(db, account.id, ports.now(), room)
    if (claimed.length === 0) return false
    const opened = await openOutgoing(ports, db, idsFrom(claimed, 0))
    const talks = Map.groupBy(claimed, one => one.conversation)
    const batch = { left: false }
    const chains = [...talks].map(([id, chain]) => goOn(batch, chain.length, sendChain(id, chain, opened, startBefore)))
    const over = new AbortController()
    const late = pause(BATCH_MS, undefined, { signal: over.signal }).catch(() => {}) // over before
    await Promise.race([Promise.all(chains).finally(() => over.abort()), late])
    batch.left = true
    // With room to spare nothing else was due, and whatever comes wakes the lane.
    return claimed.length === room.most
  }

  /** What waits behind a slow call in its talk is looked for once that is over. */
  function goOn(batch: { readonly left: boolean }, size: number, chain: Promise<void>): Promise<void> {
    held += size
    const whole = chain
      .catch(error => ports.log.error('deliver.chain_failed', error, { account: account.id }))
      .finally(() => {
        underWay.delete(whole)
        held -= size
        if (batch.left) lane.wake()
      })
    underWay.add(whole)
    return whole
  }

  /**
   * One conversation's messages, one after another: what comes later never overtakes. A call that could outlive the
   * lease is not begun: somebody else might be making it by then.
   */
  async function sendChain(
    conversation: ConversationId,
    chain: readonly Outgoing[],
    opened: ReadonlyMap<number, Opened>,
    startBefore: number,
  ): Promise<void> {
    for (const [i, outgoing] of chain.entries()) {
      const free = chats.take(conversation, outgoing.urgent)
      if (free !== null) {
        // Waiting for it here would hold up everybody else's.
        await putOff(db, outgoing.id, free)
        await release(db, idsFrom(chain, i + 1))
        break
      }
      await limit.take()
      const inTime = ports.now() <= startBefore
      if (inTime && (await isSettled(outgoing, opened.get(outgoing.id)))) continue
      await release(db, idsFrom(chain, inTime ? i + 1 : i))
      break
    }
  }

  /** True: the next message of this conversation may go. */
  async function isSettled(outgoing: Outgoing, opened: Opened | undefined): Promise<boolean> {
    const delivery = await attemptCall(outgoing, opened)
    if (delivery.kind === 'sent') return noteSent(outgoing).then(() => true)
    const settled = await settle(ports, account.id, outgoing, delivery)
    await ports.database.bell.ring(db, 'conversation', outgoing.conversation)
    return settled
  }

  async function attemptCall(outgoing: Outgoing, opened: Opened | undefined): Promise<Delivery> {
    if (!opened) return { kind: 'refused', detail: 'erased' }
    if (opened.gone) return { kind: 'gone', detail: 'left before' }
    const call = channel.render(opened.messages)[outgoing.part]
    if (!call) return { kind: 'refused', detail: 'no such part' }
    const signal = AbortSignal.timeout(ports.waits.callTimeout)
    const began = performance.now()
    try {
      const { retryKey, tries } = outgoing
      const { address, reply } = opened
      const dropReply = () => forgetReply(db, outgoing.id)
      const context = { address, retryKey, tries, reply, dropReply, now: ports.now(), signal }
      return await channel.call(call, context)
    } catch (error) {
      // An adapter turns what it knows into outcomes; anything else is as if nobody had answered.
      ports.log.error('deliver.call_threw', error, { account: account.id })
      return { kind: 'unreachable', accepted: 'unknown', detail: 'threw' }
    } finally {
      ports.measure.time('delivery', performance.now() - began)
    }
  }

  return {
    wake: lane.wake,
    async idle() {
      await lane.idle()
      while (underWay.size > 0) {
        await Promise.all(underWay)
        // Something may have waited behind the last of them.
        await lane.idle()
      }
    },
    async stop() {
      await lane.stop()
      await Promise.all(underWay)
    },
  }
}

const idsFrom = (chain: readonly Outgoing[], first: number) => chain.slice(first).map(outgoing => outgoing.id)
