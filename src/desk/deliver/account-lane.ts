import { setTimeout as pause } from 'node:timers/promises'
import { isUnavailable } from '../../../db/failure.ts'
import type { Channel } from '../../core/channel.ts'
import { type Instant, instant, later } from '../../core/civil-time.ts'
import type { ConversationId } from '../../core/ids.ts'
import { keyedLimit } from '../../core/keyed-limit.ts'
import { createLane } from '../lane.ts'
import type { DeskPorts } from '../ports.ts'
import { attemptCall } from './attempt-call.ts'
import { claimOutgoing, type Outgoing, putOff, release } from './claim-outgoing.ts'
import type { Deliver } from './create-deliver.ts'
import type { Ready } from './hand-over.ts'
import { type Opened, openOutgoing } from './open-outgoing.ts'
import { rateLimit } from './rate-limit.ts'
import { sentNotes } from './sent-notes.ts'
import { type Next, settle } from './settle.ts'
import { freeWaiting } from './wait-for-person.ts'

/** Rows in a lane's hands, and how many must be free before it takes more: many a claim costs more than few. */
const MOST = 64
const FREE = 32
/** Rows of turns of this process, beside those. */
const MOST_HANDED = 256
/** How long it waits for a batch before it leaves the slow calls to themselves. */
const BATCH_MS = 500
const NOTE_AGAIN_MS = 100
/**
 * To one chat at once. Platforms bear a lively talk, and only advise against more than one message a second for long:
 * what waits is a chat that is flooded. https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this
 */
const CHAT_BURST = 20

/** Of one account. */
export interface AccountLane extends Omit<Deliver, 'room'> {
  room(): number
}

/** Sends what one account has to say, claimed from the outbox or handed over by a turn. */
export function accountLane(ports: DeskPorts, channel: Channel): AccountLane {
  const { account } = channel
  const { db } = ports.database
  const limit = rateLimit(account, ports.now)
  const chats = keyedLimit<ConversationId>({ perSecond: account.perChatPerSecond, burst: CHAT_BURST }, ports.now)
  const noteSent = sentNotes(ports, channel)
  const underWay = new Set<Promise<void>>()
  let held = 0
  let handed = 0
  let running = false
  let stopped = false
  let pausedUntil = 0
  /** Of somebody's calls to look: what they mean may be behind a call under way. */
  let woken = 0
  const lane = createLane(sendBatch, error => ports.log.error('deliver.lane_failed', error, { account: account.id }))

  async function sendBatch(): Promise<boolean> {
    while (MOST - held < FREE) await Promise.race(underWay)
    // All that was claimed would be given back, and looked for again at once.
    if (ports.now() < pausedUntil) return false
    chats.forget()
    await freeWaiting(ports, account.id)
    const leasedUntil = later(ports.now(), ports.waits.outboxLease)
    const room = { leaseMs: ports.waits.outboxLease, most: MOST - held }
    const claimed = await claimOutgoing(db, account.id, ports.now(), room)
    if (claimed.length === 0) return false
    const opened = await openOutgoing(ports, db, idsFrom(claimed, 0))
    const batch = { left: false }
    held += claimed.length
    const chains = [...Map.groupBy(claimed, one => one.conversation)].map(([id, chain]) =>
      follow(sendChain(id, chain, opened, leasedUntil), () => {
        held -= chain.length
        if (batch.left) lane.wake()
      }),
    )
    const over = new AbortController()
    const late = pause(BATCH_MS, undefined, { signal: over.signal }).catch(() => {}) // over before
    await Promise.race([Promise.all(chains).finally(() => over.abort()), late])
    batch.left = true
    // With room to spare nothing else was due, and whatever comes wakes the lane.
    return claimed.length === room.most
  }

  /** Until it is over; `over`: what waits behind it is looked for then. */
  function follow(sending: Promise<void>, over: () => void): Promise<void> {
    const whole = sending
      .catch(error => ports.log.error('deliver.chain_failed', error, { account: account.id }))
      .finally(() => {
        underWay.delete(whole)
        over()
      })
    underWay.add(whole)
    return whole
  }

  /** What goes out within a second: more would not be begun before its lease ends. */
  function room(): number {
    if (!running || ports.now() < pausedUntil) return 0
    return Math.max(0, Math.min(MOST_HANDED, account.perSecond) - handed - limit.ahead())
  }

  function take(ready: readonly Ready[]): void {
    const opened = new Map(ready.map(one => [one.outgoing.id, one.opened]))
    const leasedUntil = instant(Math.min(...ready.map(one => one.leasedUntil)))
    const all = ready.map(one => one.outgoing)
    handed += all.length
    for (const [id, chain] of Map.groupBy(all, one => one.conversation)) {
      const before = woken
      follow(sendChain(id, chain, opened, leasedUntil), () => {
        handed -= chain.length
        if (woken !== before) lane.wake()
      })
    }
  }

  /**
   * One conversation's messages, one after another: what comes later never overtakes, but the answer to a cry for help
   * does, since a call before it may hang. A call that could outlive the
   * lease is not begun: somebody else might be making it by then, whose lease it is that would be given back.
   */
  async function sendChain(
    conversation: ConversationId,
    claimed: readonly Outgoing[],
    opened: ReadonlyMap<number, Opened>,
    leasedUntil: Instant,
  ): Promise<void> {
    const chain = claimed.toSorted((a, b) => Number(b.urgent) - Number(a.urgent))
    const isOurs = () => ports.now() < leasedUntil
    for (const [i, outgoing] of chain.entries()) {
      if (!isOurs()) break
      const free = chats.take(conversation, outgoing.urgent)
      if (free !== null) {
        // Waiting for it here would hold up everybody else's.
        await putOff(db, outgoing.id, free)
        await release(db, idsFrom(chain, i + 1))
        break
      }
      await limit.take()
      const now = ports.now()
      const inTime = !stopped && now + ports.waits.callTimeout <= leasedUntil && now >= pausedUntil
      const next = inTime ? await send(outgoing, opened.get(outgoing.id), leasedUntil) : 'waits'
      if (next === 'goes') continue
      if (isOurs()) await release(db, idsFrom(chain, inTime ? i + 1 : i))
      if (next === 'anew') wake()
      break
    }
  }

  async function send(outgoing: Outgoing, opened: Opened | undefined, leasedUntil: Instant): Promise<Next> {
    const delivery = await attemptCall(ports, channel, outgoing, opened)
    if (delivery.kind === 'sent') return noted(outgoing, leasedUntil).then(() => 'goes')
    if (delivery.kind === 'throttled' && delivery.scope === 'account')
      pausedUntil = Math.max(pausedUntil, ports.now() + delivery.retryAfterMs)
    const next = await settle(ports, account.id, outgoing, delivery)
    await ports.database.bell.ring(db, 'conversation', outgoing.conversation)
    // What was read beside it knew as well that they had left.
    return opened?.gone ? 'goes' : next
  }

  /** A database that is away for a moment must not make us say it again: nobody else sends it as long as it is ours. */
  async function noted(outgoing: Outgoing, leasedUntil: Instant): Promise<void> {
    for (;;) {
      try {
        return await noteSent(outgoing)
      } catch (error) {
        if (!isUnavailable(error) || ports.now() >= leasedUntil) throw error
        await pause(NOTE_AGAIN_MS)
      }
    }
  }

  function wake(): void {
    woken++
    lane.wake()
  }

  return {
    wake,
    start() {
      running = true
    },
    room,
    take,
    async idle() {
      await lane.idle()
      while (underWay.size > 0) {
        await Promise.all(underWay)
        // Something may have waited behind the last of them.
        await lane.idle()
      }
    },
    async stop() {
      running = false
      stopped = true
      await lane.stop()
      await Promise.all(underWay)
    },
  }
}

const idsFrom = (chain: readonly Outgoing[], first: number) => chain.slice(first).map(outgoing => outgoing.id)
