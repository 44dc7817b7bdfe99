import type { Tx } from '../../../db/database.ts'
import { numbersOf } from '../../../db/id-list.ts'
import { attempt, inbound } from '../../../db/schema/index.ts'
import { eq, sql } from '../../../db/sql.ts'
import type { InboundId } from '../../core/ids.ts'
import type { ConverseKit } from '../converse.ts'
import type { HandOver } from '../deliver/hand-over.ts'
import type { DeskPorts } from '../ports.ts'
import type { BackPressure } from '../receive/back-pressure.ts'
import { load } from './load.ts'
import type { Memory } from './memory.ts'
import type { Picked, PickedAlone } from './pick.ts'
import { type Finished, runRounds } from './rounds.ts'
import { TRIES_LIMIT } from './suspects.ts'
import { versionsOf } from './versions-of.ts'
import { write } from './write.ts'

export interface BatchResult {
  /** Conversations that this turn held; the others somebody else holds, who will look again. */
  readonly held: number
  readonly handled: number
}

const LOCK_TIMEOUT_MS = 200

/** What turns share with the rest of their process. */
export interface TurnSurroundings {
  readonly memory: Memory
  readonly handOver: HandOver
  readonly pressure: Pick<BackPressure, 'turned'>
}

/** One turn: claims, steps and writes in one commit, all or nothing. `tries` of suspects by event. */
export async function runBatch(
  ports: DeskPorts,
  { memory, handOver, pressure }: TurnSurroundings,
  picked: Picked,
  tries: ReadonlyMap<InboundId, number>,
): Promise<BatchResult> {
  const began = performance.now()
  const hopeless = new Set([...tries].filter(([, count]) => count >= TRIES_LIMIT).map(([id]) => id))
  const { held, handled, written } = await ports.database.transaction(
    async tx => {
      const now = ports.now()
      const claimed = await load(ports, memory, tx, picked, now)
      // Of what waits in its turn: a cry beside the lanes has not waited, however far they are behind.
      if (picked.isAll !== undefined)
        pressure.turned(claimed.flatMap(one => one.events.map(event => now - event.receivedAt)))
      await ports.shelf.learn(
        tx,
        claimed.flatMap(one => versionsOf(one.talk)),
      )
      const { shelf } = ports
      const guesses = ports.model !== undefined
      const kit: ConverseKit = { book: shelf.book(), reader: shelf.reader(), texts: shelf.texts(), guesses }
      const finished = await runRounds(tx, claimed, { kit, operations: ports.operations, now, hopeless })
      const written = await write(ports, handOver, tx, finished, picked.attempt, now)
      await keepFailures(ports, tx, finished, tries)
      const handled = finished.flatMap(({ work }) => work.handled.map(one => one.id))
      return { held: claimed.length, handled, written }
    },
    { lockTimeoutMs: LOCK_TIMEOUT_MS },
  )
  ports.measure.time('turn', performance.now() - began)
  ports.measure.count('handled', handled.length)
  for (const id of handled) memory.events.delete(id)
  for (const { id, seen } of written.talks) memory.talks.put(id, seen)
  handOver.take(written.ready)
  return { held, handled: handled.length }
}

/** A step that threw took only itself out of the batch: its try is counted, and the next one waits a little. */
async function keepFailures(
  ports: DeskPorts,
  tx: Tx,
  finished: readonly Finished[],
  tries: ReadonlyMap<InboundId, number>,
): Promise<void> {
  for (const { failed } of finished) {
    if (!failed) continue
    ports.log.error('turn.step_failed', failed.error, { inbound: failed.event?.id })
    if (failed.event) await countTry(ports, tx, failed.event.id, tries.get(failed.event.id) ?? 0)
  }
}

/** `before`: tries already counted. After the last one there is nothing to wait for. */
async function countTry(ports: DeskPorts, tx: Tx, id: InboundId, before: number): Promise<void> {
  await tx
    .insert(attempt)
    .values({ inboundIds: [id], process: 'failed', alone: true, error: 'step', at: new Date(ports.now()) })
  const pause = ports.waits.retry[before] ?? 0
  await tx
    .update(inbound)
    .set({ notBefore: new Date(ports.now() + pause) })
    .where(eq(inbound.id, id))
}

/** The whole turn failed at the database with one event in it: that is a try of it. */
export async function keepDatabaseFailure(
  ports: DeskPorts,
  { attempt: trace, only }: PickedAlone,
  tries: ReadonlyMap<InboundId, number>,
): Promise<void> {
  await ports.database.transaction(async tx => {
    await tx.delete(attempt).where(eq(attempt.id, trace))
    if (only !== null) await countTry(ports, tx, only, tries.get(only) ?? 0)
  })
}

/** The trace of a batch that will now be tried one by one: no single event is to blame yet. */
export async function dropAttempts(db: Tx, ids: readonly number[]): Promise<void> {
  await db.delete(attempt).where(sql`${attempt.id} in ${numbersOf(ids)}`)
}
