import { isDeadlock, isLockTimeout, isUnavailable } from '../../../db/failure.ts'
import type { ConversationId, InboundId } from '../../core/ids.ts'
import { errorName } from '../../log/describe-error.ts'
import type { DeskPorts } from '../ports.ts'
import { forgetAttempts, type Picked, pickAlone, pickOf, pickWaiting } from './pick.ts'
import type { Picker } from './picker.ts'
import { type BatchResult, dropAttempts, keepDatabaseFailure, runBatch, type TurnSurroundings } from './run-batch.ts'
import { isBrief, type Suspect, suspects, TRIES_LIMIT } from './suspects.ts'

export interface Turn {
  /** Something waits: returns at once. */
  wake(): void
  /** These at once, beside the lanes: emergencies, timers, a close by staff. Resolves when they were tried. */
  now(conversations: readonly ConversationId[]): Promise<void>
  /** Resolves when nothing that this process may take is waiting. */
  idle(): Promise<void>
  /** Ends after the turns under way; what still waits is for the next process. */
  stop(): Promise<void>
}

export interface TurnSettings {
  /** Boot id of this process, as its database connections carry it; or a brief one's name. */
  readonly process: string
  readonly lanes: number
}

export function createTurn(ports: DeskPorts, around: TurnSurroundings, settings: TurnSettings): Turn {
  const busy = new Set<ConversationId>()
  const lanes = new Set<Promise<void>>()
  /** Emergencies and timers under way beside the lanes. */
  const beside = new Set<Promise<unknown>>()
  const picker: Picker = { kind: ports.database.kind, process: settings.process }
  // Nothing that lives for one request lives for a while: there the pause since the last try must do.
  const startedAt = isBrief(settings.process) ? 0 : ports.now()
  let lookedAt = 0
  let tryingSuspects = false
  let woken = false
  let stopped = false

  async function lane(): Promise<void> {
    while (woken && !stopped) {
      woken = false
      try {
        while (!stopped && (await look())) {}
      } catch (error) {
        // The database is away: the sweep wakes us again.
        ports.log.error('turn.lane_failed', error)
      }
    }
  }

  /**
   * True while there is more to look for. Suspects come after everybody else, whom they may take along into a death;
   * but not never, when there is always somebody else.
   */
  async function look(): Promise<boolean> {
    const { held, isAll } = await batch()
    const more = held > 0 && !isAll
    if (stopped || (held > 0 && ports.now() < lookedAt + SUSPECTS_EVERY_MS)) return more
    lookedAt = ports.now()
    return (await trySuspects()) > 0 || more
  }

  /** Alone each and one after the other, so that a death is the one's own: another lane's suspect would share it. */
  async function trySuspects(): Promise<number> {
    if (tryingSuspects) return 0
    tryingSuspects = true
    try {
      return await trySuspectsInTurn()
    } finally {
      tryingSuspects = false
    }
  }

  async function trySuspectsInTurn(): Promise<number> {
    const found = await suspects(ports.database.db, picker, ports.now())
    const talks = [...Map.groupBy(found, suspect => suspect.conversation)]
    let handled = 0
    for (const [conversation, all] of talks) {
      if (!busy.has(conversation) && all.every(isDue)) handled += await single(conversation, all)
    }
    return handled
  }

  /**
   * Two deaths with one event at work may be chance, when somebody kills processes from outside. The last try waits
   * until this process has lived as long as lay between those two: a third death is hardly chance then. Not for long,
   * though: somebody waits for an answer, or the poison for a person.
   */
  function isDue({ tries, died, firstAt, lastAt }: Suspect): boolean {
    if (!died || tries !== TRIES_LIMIT - 1) return true
    const [least, most] = ports.waits.lastTry
    const pause = Math.min(Math.max(least, lastAt - firstAt), most)
    return ports.now() >= Math.max(lastAt, startedAt) + pause
  }

  /** How many conversations it held, and whether that was all: whatever comes later wakes the lanes. */
  async function batch(): Promise<{ readonly held: number; readonly isAll: boolean }> {
    const picked = await pickWaiting(ports.database.loose, picker, [...busy], ports.now())
    if (!picked) return { held: 0, isAll: true }
    const { held, handled } = await holding(picked, () => runOrSingly(picked))
    return { held, isAll: picked.isAll === true && handled >= picked.conversations.length }
  }

  async function runOrSingly(picked: Picked): Promise<BatchResult> {
    try {
      return await onceMore(() => runBatch(ports, around, picked, NO_TRIES))
    } catch (error) {
      ports.log.warn('turn.batch_failed', { conversations: new Set(picked.conversations).size, why: errorName(error) })
      await dropAttempts(ports.database.loose, [picked.attempt])
      let handled = 0
      // Event by event, as they arrived: whoever came first is served first, as the batch would have done.
      for (const conversation of picked.conversations) handled += await single(conversation, [])
      return { held: picked.conversations.length, handled }
    }
  }

  /** The first event of one conversation alone: its failure is its own. */
  async function single(conversation: ConversationId, suspected: readonly Suspect[]): Promise<number> {
    const picked = await pickAlone(ports.database.loose, picker, conversation, suspected.length > 0, ports.now())
    const tries = new Map<InboundId, number>(suspected.map(suspect => [suspect.id, suspect.tries]))
    try {
      const result = await holding(picked, () => runBatch(ports, around, picked, tries))
      return result.handled
    } catch (error) {
      ports.log.error('turn.single_failed', error, { conversation })
      if (isContention(error) || isUnavailable(error)) await dropAttempts(ports.database.loose, [picked.attempt])
      else await keepDatabaseFailure(ports, picked, tries)
      return 0
    }
  }

  async function holding<T>(picked: Picked, work: () => Promise<T>): Promise<T> {
    for (const id of picked.conversations) busy.add(id)
    try {
      return await work()
    } finally {
      for (const id of picked.conversations) busy.delete(id)
    }
  }

  async function atOnce(conversations: readonly ConversationId[]): Promise<void> {
    const picked = await pickOf(ports.database.loose, picker, conversations, ports.now())
    if (picked) await runOrSingly(picked)
    // What came in while these were held by a lane is looked at again.
    wake()
  }

  function wake(): void {
    woken = true
    if (stopped || lanes.size >= settings.lanes) return
    const running = lane().finally(() => {
      lanes.delete(running)
      if (woken && !stopped) wake()
    })
    lanes.add(running)
  }

  return {
    wake,
    async now(conversations) {
      if (stopped || conversations.length === 0) return
      const running = atOnce(conversations)
      beside.add(running)
      await running.finally(() => beside.delete(running))
    },
    async idle() {
      while (lanes.size + beside.size > 0) await Promise.allSettled([...lanes, ...beside])
    },
    async stop() {
      stopped = true
      await Promise.allSettled([...lanes, ...beside])
      // What is left, because the database is away, the sweep of any process forgets.
      await forgetAttempts(ports.database.db).catch(error =>
        ports.log.warn('turn.attempts_left', { why: errorName(error) }),
      )
    },
  }
}

/** Where another process had what it wanted to lock: nothing was wrong with it, and by now that one may be through. */
async function onceMore<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (!isContention(error)) throw error
    return work()
  }
}

const isContention = (error: unknown) => isLockTimeout(error) || isDeadlock(error)

/** Suspects are looked for so often at least, however much else waits. */
const SUSPECTS_EVERY_MS = 1_000
const NO_TRIES: ReadonlyMap<InboundId, number> = new Map()
