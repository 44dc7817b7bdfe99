import { join } from 'node:path'
import type { DeskPorts } from '../../desk/ports.ts'
import { type AlarmPush, pushUnstored } from '../../desk/push-alarms.ts'
import type { TakeIn } from '../../desk/receive/take-in.ts'
import { type Feeder, feedSpools } from './feed-spools.ts'
import { leftSpools, openSpool, type Spool } from './open-spool.ts'
import { type SpoolPorts, spooled } from './spooled.ts'

export interface NodeSpool extends Feeder {
  readonly takeIn: TakeIn
  readonly waiting: () => number
}

/** Some 200,000 messages. */
const MOST_BYTES = 256 * 1024 * 1024

interface Options {
  readonly ports: DeskPorts
  readonly takeIn: TakeIn
  readonly dataDir: string
  /** Boot id: no two processes share a file. */
  readonly process: string
  readonly push: AlarmPush | null
}

/** This process's spool and those of processes that have died here. */
export function nodeSpool({ ports, takeIn, dataDir, process, push }: Options): NodeSpool {
  const folder = join(dataDir, 'spool')
  let left = leftSpools(folder, MOST_BYTES)
  const own = openSpool(folder, process, MOST_BYTES)
  const waiting = () => [...left, own].reduce((sum, spool) => sum + spool.size, 0)
  /** What a dead process kept came before all that comes now. */
  function spools(): readonly Spool[] {
    for (const spool of left) if (spool.size === 0) spool.close()
    left = left.filter(spool => spool.size > 0)
    return [...left, own]
  }
  const cry: SpoolPorts['cry'] = (danger, { receivedAt }) => {
    ports.log.error('spool.alarm_without_database', null, { class: danger.classes[0] })
    if (push) void pushUnstored(ports, push, danger.classes[0], receivedAt)
  }
  const feeder = feedSpools({ vault: ports.vault, log: ports.log, takeIn, spools })
  return {
    takeIn: spooled({ ...ports, takeIn, spool: own, waiting, cry }),
    waiting,
    start: feeder.start,
    async stop() {
      await feeder.stop()
      for (const spool of [...left, own]) spool.close()
    },
  }
}
