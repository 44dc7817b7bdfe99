import type { Channel, Delivery } from '../../core/channel.ts'
import type { DeskPorts } from '../ports.ts'
import { forgetReply, type Outgoing } from './claim-outgoing.ts'
import type { Opened } from './open-outgoing.ts'

/** One call to the platform, or why there is none. */
export async function attemptCall(
  ports: Pick<DeskPorts, 'database' | 'waits' | 'now' | 'log' | 'measure'>,
  channel: Channel,
  outgoing: Outgoing,
  opened: Opened | undefined,
): Promise<Delivery> {
  if (!opened) return { kind: 'refused', detail: 'erased' }
  if (opened.gone) return { kind: 'gone', detail: 'left before' }
  const call = channel.render(opened.messages)[outgoing.part]
  if (!call) return { kind: 'refused', detail: 'no such part' }
  const signal = AbortSignal.timeout(ports.waits.callTimeout)
  const began = performance.now()
  try {
    const { retryKey, tries } = outgoing
    const { address, reply } = opened
    const dropReply = () => forgetReply(ports.database.db, outgoing)
    const context = { address, retryKey, tries, reply, dropReply, now: ports.now(), signal }
    return await channel.call(call, context)
  } catch (error) {
    // An adapter turns what it knows into outcomes; anything else is as if nobody had answered.
    ports.log.error('deliver.call_threw', error, { account: channel.account.id })
    return { kind: 'unreachable', accepted: 'unknown', detail: 'threw' }
  } finally {
    ports.measure.time('delivery', performance.now() - began)
  }
}
