import type { DeskPorts } from '../ports.ts'
import { accountLane } from './account-lane.ts'
import type { HandOver } from './hand-over.ts'

export interface Deliver extends HandOver {
  /** From now on turns may hand over what they said; until then, and where a process lives for one request, it is claimed. */
  start(): void
  wake(): void
  /** Resolves when nothing more is due in this process. */
  idle(): Promise<void>
  /** Ends after the calls under way; what is unsent stays in the outbox. */
  stop(): Promise<void>
}

/** A lane for each account that can be written to: a slow platform holds up nobody else, nor does a slow call other people. */
export function createDeliver(ports: DeskPorts): Deliver {
  const channels = [...ports.channels.values()].filter(channel => !channel.passiveOnly)
  const lanes = new Map(channels.map(channel => [channel.account.id, accountLane(ports, channel)]))
  return {
    wake() {
      for (const lane of lanes.values()) lane.wake()
    },
    start() {
      for (const lane of lanes.values()) lane.start()
    },
    room: account => lanes.get(account)?.room() ?? 0,
    take(ready) {
      for (const [account, own] of Map.groupBy(ready, one => one.account)) lanes.get(account)?.take(own)
    },
    async idle() {
      await Promise.all([...lanes.values()].map(lane => lane.idle()))
    },
    async stop() {
      await Promise.all([...lanes.values()].map(lane => lane.stop()))
    },
  }
}
