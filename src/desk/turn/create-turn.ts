import { type ConversationId, type InboundId, newId } from '../../core/ids.ts'
import type { DeskPorts } from '../ports.ts'
import { forgetAttempts, type Picked, pickOf, pickWaiting, type Suspect, suspects } from './pick.ts'
import { type BatchResult, dropAttempts, firstWaiting, keepDatabaseFailure, runBatch } from './run-batch.ts'

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
  /** Boot id of this process, as its database connections carry it. */
  readonly process: string
  readonly lanes: number
}

export function createTurn(ports: DeskPorts, settings: TurnSettings): Turn {
  const busy = new Set<ConversationId>()
  const lanes = new Set<Promise<void>>()
  let woken = false
  let stopped = false

  async function lane(): Promise<void> {
    while (woken && !stopped) {
      woken = false
      try {
        await trySuspects()
        while (!stopped && (await batch())) {}
      } catch (error) {
        // The database is away: the sweep wakes us again.
        ports.log.error('turn.lane_failed', error)
      }
    }
  }

  /** First of all, and alone: whoever killed a process must not take a batch with it again. */
  async function trySuspects(): Promise<void> {
    const found = await suspects(ports.database.db, ports.database.kind, settings.process, ports.now())
    const mine = found.filter(suspect => !busy.has(suspect.conversation))
    for (const suspect of mine) busy.add(suspect.conversation)
    try {
      for (const suspect of mine) await single(suspect.conversation, suspect)
    } finally {
      for (const suspect of mine) busy.delete(suspect.conversation)
    }
  }

  /** True while there is more to look for. */
  async function batch(): Promise<boolean> {
    const picked = await pickWaiting(ports.database.db, settings.process, [...busy], ports.now())
    if (!picked) return false
    const result = await holding(picked, () => runOrSingly(picked))
    return result.held > 0
  }

  async function runOrSingly(picked: Picked): Promise<BatchResult> {
    try {
      return await runBatch(ports, picked, NO_TRIES)
    } catch (error) {
      ports.log.warn('turn.batch_failed', { conversations: picked.conversations.length, why: nameOf(error) })
      await dropAttempts(ports.database.db, [picked.attempt])
      let handled = 0
      for (const conversation of picked.conversations) handled += await single(conversation, null)
      return { held: picked.conversations.length, handled }
    }
  }

  /** One conversation alone: its failure is its own. */
  async function single(conversation: ConversationId, suspect: Suspect | null): Promise<number> {
    const before = suspect?.tries ?? 0
    const picked = await pickOf(ports.database.db, settings.process, [conversation])
    const tries = new Map<InboundId, number>(suspect ? [[suspect.id, before]] : [])
    try {
      const result = await holding(picked, () => runBatch(ports, picked, tries))
      return result.handled
    } catch (error) {
      ports.log.error('turn.single_failed', error, { conversation })
      const first = await firstWaiting(ports.database.db, conversation)
      await keepDatabaseFailure(ports, picked, first, first === suspect?.id ? before : 0)
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
      const picked = await pickOf(ports.database.db, settings.process, conversations)
      await runOrSingly(picked)
      // What came in while these were held by a lane is looked at again.
      wake()
    },
    async idle() {
      while (lanes.size > 0) await Promise.all(lanes)
    },
    async stop() {
      stopped = true
      await Promise.all(lanes)
      await forgetAttempts(ports.database.db)
    },
  }
}

const NO_TRIES: ReadonlyMap<InboundId, number> = new Map()

/** Of an error, only what holds no data. */
function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : 'unknown'
}

/** Also the application_name of its database connections. */
export function bootId(): string {
  return `zhaoying-${newId()}`
}
