import type { Database, Tx } from '../db/database.ts'
import type { Vault } from '../db/vault.ts'
import type { Channel } from './core/channel.ts'
import { type Instant, instant } from './core/civil-time.ts'
import type { AccountId } from './core/ids.ts'
import type { LanguageModel } from './core/language-model.ts'
import type { Log } from './core/log.ts'
import type { Speech } from './core/speech.ts'
import { operationsOf, type Trade } from './core/trade.ts'
import { createDeliver, type Deliver } from './desk/deliver/create-deliver.ts'
import { createInterpret } from './desk/interpret/interpret.ts'
import { createLane, type Lane } from './desk/lane.ts'
import { createFetchMedia } from './desk/media/fetch-media.ts'
import { type DeskPorts, WAITS, type Waits } from './desk/ports.ts'
import { backPressure } from './desk/receive/back-pressure.ts'
import { planIntake } from './desk/receive/create-intake.ts'
import { createReceive, type Receive } from './desk/receive/create-receive.ts'
import { createTakeIn, type TakeIn } from './desk/receive/take-in.ts'
import type { Shelf } from './desk/shelf.ts'
import { createSweep } from './desk/sweep.ts'
import { createTurn, type Turn } from './desk/turn/create-turn.ts'
import { emptyMemory } from './desk/turn/memory.ts'
import type { Measure } from './log/measure.ts'

export interface DeskOptions {
  readonly database: Database
  readonly vault: Vault
  readonly channels: readonly Channel[]
  readonly trades: readonly Trade<Tx>[]
  readonly shelf: Shelf
  readonly log: Log
  readonly measure: Measure
  /** Boot id, as the database's connections carry it. */
  readonly process: string
  readonly waits?: Partial<Waits>
  readonly now?: () => Instant
  readonly speech?: Speech
  readonly model?: LanguageModel
}

export interface Desk {
  readonly ports: DeskPorts
  readonly receive: Receive
  readonly takeIn: TakeIn
  readonly turn: Turn
  readonly deliver: Deliver
  readonly media: Lane
  readonly interpret: Lane
  readonly sweep: () => Promise<void>
  /** Listens, sweeps, and works off what waited while nobody was there. */
  start(): void
  /** Finishes the turns and calls under way; accepts nothing new by then. */
  stop(): Promise<void>
}

/** One: two of a process would wait for each other's counters, and make two small batches of a large one. */
const LANES = 1

/** The desk from its parts. Nothing here knows Node or Workers. */
export function composeDesk(options: DeskOptions): Desk {
  const { database, trades } = options
  const ports: DeskPorts = {
    database,
    vault: options.vault,
    channels: new Map<AccountId, Channel>(options.channels.map(channel => [channel.account.id, channel])),
    operations: operationsOf(trades),
    shelf: options.shelf,
    now: options.now ?? (() => instant(Date.now())),
    waits: { ...WAITS, ...options.waits },
    log: options.log,
    measure: options.measure,
    ...(options.speech && { speech: options.speech }),
    ...(options.model && { model: options.model }),
  }
  const deliver = createDeliver(ports)
  const memory = emptyMemory(ports.now)
  const pressure = backPressure(ports.now)
  const turn = createTurn(ports, { memory, handOver: deliver, pressure }, { process: options.process, lanes: LANES })
  const media = createFetchMedia(ports)
  const interpret = createInterpret(ports, turn)
  const sweep = createSweep(ports, { turn, deliver, media, interpret }, trades)
  const receive = createReceive(ports, { memory, turn, media, pressure, process: options.process })
  const working = { turn, deliver, media, interpret, sweep }
  const takeIn = createTakeIn(ports, receive)
  return { ports, receive, takeIn, ...working, ...running(ports, working, options.process) }
}

function running(
  ports: DeskPorts,
  { turn, deliver, media, interpret, sweep }: Pick<Desk, 'turn' | 'deliver' | 'media' | 'interpret' | 'sweep'>,
  process: string,
): Pick<Desk, 'start' | 'stop'> {
  const unlisten: (() => void)[] = []
  // One after another, so that what was read first never replaces what was read last.
  const refresh = createLane(
    async () => {
      await ports.shelf.refresh(ports.database.db)
      return false
    },
    error => ports.log.error('shelf.refresh_failed', error),
  )
  let sweeping: Promise<void> | null = null
  const once = () => {
    sweeping ??= sweep()
      .catch(error => ports.log.error('sweep.failed', error))
      .finally(() => {
        sweeping = null
      })
  }
  return {
    start() {
      const { bell } = ports.database
      unlisten.push(
        bell.listen('inbound', by => {
          if (by !== process) turn.wake()
        }),
        bell.listen('outbox', () => deliver.wake()),
        bell.listen('interpretation', interpret.wake),
        bell.listen('flows', refresh.wake, refresh.wake),
      )
      deliver.start()
      planIntake(ports).catch(error => ports.log.error('receive.not_planned', error))
      const timer = setInterval(once, ports.waits.sweepEvery)
      unlisten.push(() => clearInterval(timer))
      once()
    },
    async stop() {
      for (const end of unlisten.splice(0)) end()
      await sweeping
      await refresh.stop()
      await turn.stop()
      await deliver.stop()
      await media.stop()
      await interpret.stop()
    },
  }
}
