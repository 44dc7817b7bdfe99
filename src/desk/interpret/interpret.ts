import { inbound } from '../../../db/schema/index.ts'
import { and, eq, isNotNull, sql } from '../../../db/sql.ts'
import { later } from '../../core/civil-time.ts'
import type { NoHelp } from '../../core/speech.ts'
import { createLane, type Lane } from '../lane.ts'
import type { DeskPorts } from '../ports.ts'
import type { Woken } from '../receive/create-receive.ts'
import { guessMeaning } from './guess-meaning.ts'
import { settle } from './settle.ts'
import { transcribe } from './transcribe.ts'
import type { Understood } from './understood.ts'
import { askableKinds, claimWanted, type InterpretationKind, type Wanted } from './wanted.ts'

const ASK = { speech: transcribe, meaning: guessMeaning } as const

/** How long one call may take, and the pauses between its tries; after the last there is no answer. */
const PATIENCE: Readonly<Record<InterpretationKind, { readonly callMs: number; readonly pauses: readonly number[] }>> =
  {
    speech: { callMs: 15_000, pauses: [1_000, 4_000, 15_000] },
    meaning: { callMs: 3_000, pauses: [500] },
  }
/** Words that come later than that are no help. */
const LONGEST_PAUSE_MS = 30_000
/** A recording that comes wakes us; this is for a bell that was not heard. */
const LOOK_AGAIN_MS = 1_000
/** A dead process's rows are free again a little after its longest call. */
const LEASE_MS = 20_000

/** Asks other services about what waits for them, beside everything else: no turn waits, only the one event does. */
export function createInterpret(ports: DeskPorts, turn: Woken): Lane {
  const stopping = new AbortController()
  const lane = createLane(
    () => interpretSome(ports, turn, stopping.signal),
    error => ports.log.error('interpret.lane_failed', error),
  )
  return {
    ...lane,
    /** A call may take longer than an end may wait: another process makes it again. */
    stop() {
      stopping.abort()
      return lane.stop()
    },
  }
}

async function interpretSome(ports: DeskPorts, turn: Woken, stopping: AbortSignal): Promise<boolean> {
  const kinds = askableKinds(ports)
  if (kinds.length === 0) return false
  const wanted = await claimWanted(ports, kinds, ports.now(), LEASE_MS)
  await Promise.all(wanted.map(one => interpretOne(ports, turn, one, stopping)))
  return wanted.length > 0
}

/** `nothing`: to ask about, or in the answer. `not yet`: what is to be asked about is still on its way. */
export type Made =
  | { readonly kind: 'made'; readonly understood: Understood }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'not yet' }
  | NoHelp

async function interpretOne(ports: DeskPorts, turn: Woken, wanted: Wanted, stopping: AbortSignal): Promise<void> {
  const { callMs, pauses } = PATIENCE[wanted.kind]
  const signal = AbortSignal.any([stopping, AbortSignal.timeout(callMs)])
  const made = await ASK[wanted.kind](ports, wanted, signal).catch((error): Made => {
    ports.log.error('interpret.threw', error, { kind: wanted.kind })
    return { kind: 'unreachable', detail: 'threw' }
  })
  if (made.kind === 'made') return settle(ports, turn, wanted, made.understood)
  if (made.kind === 'not yet') return tryAgain(ports, wanted, LOOK_AGAIN_MS, 0)
  const pause = pauseBefore(made, pauses[wanted.tries - 1])
  if (pause !== null) return tryAgain(ports, wanted, pause, 1)
  if (made.kind !== 'nothing') {
    const why = made.kind === 'throttled' ? 'throttled' : made.detail
    ports.log.warn('interpret.failed', { kind: wanted.kind, tries: wanted.tries, why })
  }
  return settle(ports, turn, wanted, null)
}

/** Null: there is no next try. */
function pauseBefore(made: Made, pause: number | undefined): number | null {
  if (pause === undefined || (made.kind !== 'unreachable' && made.kind !== 'throttled')) return null
  const wanted = made.kind === 'throttled' ? Math.max(pause, made.retryAfterMs) : pause
  return wanted > LONGEST_PAUSE_MS ? null : wanted
}

/** `counts`: 1 for a try, 0 for none. */
async function tryAgain(ports: DeskPorts, { id }: Wanted, waitMs: number, counts: 0 | 1): Promise<void> {
  const askDueAt = new Date(later(ports.now(), waitMs))
  await ports.database.db
    .update(inbound)
    .set({ askClaimedUntil: null, askDueAt, ...(counts === 0 && { askTries: sql`${inbound.askTries} - 1` }) })
    .where(and(eq(inbound.id, id), isNotNull(inbound.askDueAt)))
}
