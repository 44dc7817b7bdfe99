import { channelAccount, channelIdentity, conversation, deliveryFailure, outbox } from '../../../db/schema/index.ts'
import { eq, sql } from '../../../db/sql.ts'
import type { Delivery } from '../../core/channel.ts'
import type { AccountId } from '../../core/ids.ts'
import type { DeskPorts } from '../ports.ts'
import { type Outgoing, retryAt } from './claim-outgoing.ts'
import { passOn } from './pass-on.ts'
import { waitForPerson } from './wait-for-person.ts'

/** Of a conversation's next message; `anew`: claimed and read once more, since what was read beside it holds no longer. */
export type Next = 'goes' | 'waits' | 'anew'

/** What follows when it was not sent: each outcome has one action. */
export async function settle(
  ports: DeskPorts,
  account: AccountId,
  outgoing: Outgoing,
  delivery: Exclude<Delivery, { kind: 'sent' }>,
): Promise<Next> {
  const { db } = ports.database
  switch (delivery.kind) {
    case 'throttled': {
      const until = ports.now() + delivery.retryAfterMs
      await retryAt(db, outgoing.id, until)
      if (delivery.scope === 'account') await pause(ports, account, until, 'throttled')
      return 'waits'
    }
    case 'unreachable': {
      const wait = ports.waits.deliveryRetry[outgoing.tries - 1]
      if (wait === undefined) return fail(ports, account, outgoing, 'unreachable', delivery.detail)
      await retryAt(db, outgoing.id, ports.now() + wait)
      return 'waits'
    }
    case 'gone':
      await db
        .update(channelIdentity)
        .set({ state: 'gone' })
        .where(
          sql`${channelIdentity.id} = (select identity_id from ${conversation} where id = ${outgoing.conversation})`,
        )
      await fail(ports, account, outgoing, 'gone', delivery.detail)
      return 'anew'
    case 'shut': {
      const waits = await ports.database.transaction(tx => waitForPerson(ports, tx, outgoing))
      return waits ? 'waits' : fail(ports, account, outgoing, 'refused', delivery.detail)
    }
    case 'refused':
      return fail(ports, account, outgoing, 'refused', delivery.detail)
    case 'misconfigured':
      await pause(ports, account, ports.now() + MISCONFIGURED_PAUSE_MS, 'misconfigured')
      ports.log.warn('deliver.misconfigured', { account, detail: delivery.detail })
      await retryAt(db, outgoing.id, ports.now() + MISCONFIGURED_PAUSE_MS)
      return 'waits'
  }
}

/** Long enough not to hammer the platform, short enough that the cure shows at once. */
const MISCONFIGURED_PAUSE_MS = 30_000

/**
 * The failure is kept and shown; the messages behind it go on. Whoever outlived their lease may find the row settled by
 * another lane: then it is that one that knows what became of it.
 */
async function fail(
  ports: DeskPorts,
  account: AccountId,
  outgoing: Outgoing,
  outcome: string,
  detail: string,
): Promise<'goes'> {
  const isOurs = await ports.database.transaction(async tx => {
    const [left] = await tx.delete(outbox).where(eq(outbox.id, outgoing.id)).returning({ id: outbox.id })
    if (!left) return false
    await tx.insert(deliveryFailure).values({
      messageId: outgoing.message,
      untilId: outgoing.until,
      part: outgoing.part,
      accountId: account,
      conversationId: outgoing.conversation,
      outcome,
      detail,
      tries: outgoing.tries,
    })
    await ports.database.bell.ring(tx, 'staff', outgoing.conversation)
    await passOn(ports, tx, outgoing)
    return true
  })
  if (!isOurs) return 'goes'
  ports.measure.count('failed')
  ports.log.warn('deliver.failed', { account, outcome, detail, message: outgoing.message })
  return 'goes'
}

/** What another call was told before goes on. */
async function pause(ports: DeskPorts, account: AccountId, until: number, why: string): Promise<void> {
  const at = new Date(until).toISOString()
  await ports.database.db
    .update(channelAccount)
    .set({ pausedUntil: sql`greatest(${channelAccount.pausedUntil}, ${at}::timestamptz)`, pausedWhy: why })
    .where(eq(channelAccount.id, account))
}
