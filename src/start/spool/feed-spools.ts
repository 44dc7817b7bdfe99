import { setTimeout as pause } from 'node:timers/promises'
import { isUnavailable } from '../../../db/failure.ts'
import type { Vault } from '../../../db/vault.ts'
import type { Log } from '../../core/log.ts'
import { createLane } from '../../desk/lane.ts'
import type { TakeIn } from '../../desk/receive/take-in.ts'
import type { Entry, Spool } from './open-spool.ts'
import { openKept } from './spooled.ts'

export interface FeedPorts {
  readonly vault: Vault
  readonly takeIn: TakeIn
  readonly log: Log
  /** Oldest first. */
  readonly spools: () => readonly Spool[]
}

export interface Feeder {
  start(): void
  stop(): Promise<void>
}

const EVERY_MS = 250
const AT_ONCE = 100
/** What is left when the process ends waits for its next start: so long it is tried before. */
const LAST_MS = 2_000

/** Feeds what was kept into the database once it is back, in order. */
export function feedSpools(ports: FeedPorts): Feeder {
  const lane = createLane(
    () => feedSome(ports),
    error => {
      // Still away: the clock tries again.
      if (!isUnavailable(error)) ports.log.error('spool.feed_failed', error)
    },
  )
  const waits = () => ports.spools().some(spool => spool.size > 0)
  let timer: NodeJS.Timeout | undefined
  return {
    start() {
      timer = setInterval(lane.wake, EVERY_MS)
      lane.wake()
    },
    async stop() {
      clearInterval(timer)
      const until = performance.now() + LAST_MS
      while (waits() && performance.now() < until) {
        lane.wake()
        await lane.idle()
        if (waits()) await pause(EVERY_MS)
      }
      await lane.stop()
    },
  }
}

async function feedSome(ports: FeedPorts): Promise<boolean> {
  for (const spool of ports.spools()) {
    const entries = spool.oldest(AT_ONCE)
    if (entries.length === 0) continue
    for (const wave of waves(ports.vault, entries)) await feedWave(ports, spool, wave)
    return true
  }
  return false
}

type Opened = { readonly id: number; readonly delivered: ReturnType<typeof openKept> }

/** Together what comes from different people: whoever wrote twice is heard in that order. */
function waves(vault: Vault, entries: readonly Entry[]): Opened[][] {
  const found: Opened[][] = []
  const placeOf = new Map<string, number>()
  for (const { id, sealed } of entries) {
    const delivered = openKept(vault, sealed)
    const people = delivered.events.map(event => `${delivered.account} ${event.address}`)
    const wave = Math.max(0, ...people.map(one => placeOf.get(one) ?? 0))
    for (const one of people) placeOf.set(one, wave + 1)
    found[wave] = [...(found[wave] ?? []), { id, delivered }]
  }
  return found
}

/** Each is forgotten when it is stored; fed again after a death, it is found there as its own repeat. */
async function feedWave({ takeIn, log }: FeedPorts, spool: Spool, wave: readonly Opened[]): Promise<void> {
  const taken = await Promise.allSettled(wave.map(({ delivered }) => takeIn(delivered)))
  const done = wave.filter((_, i) => taken[i]?.status === 'fulfilled')
  spool.forget(done.map(one => one.id))
  log.info('spool.fed', { entries: done.length, left: spool.size })
  for (const [i, one] of taken.entries()) {
    if (one.status === 'fulfilled') continue
    if (isUnavailable(one.reason)) throw one.reason
    log.error('spool.not_taken', one.reason, { entry: wave[i]?.id })
    spool.failed(wave[i]?.id ?? 0)
  }
}
