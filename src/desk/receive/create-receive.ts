import type { Danger } from '../../core/alarm.ts'
import type { Instant } from '../../core/civil-time.ts'
import { CallerError } from '../../core/errors.ts'
import type { AccountId, ConversationId } from '../../core/ids.ts'
import type { InboundContent, InboundDraft } from '../../core/inbound.ts'
import { holdOf, releaseHeld } from '../interpret/hold-voices.ts'
import type { DeskPorts } from '../ports.ts'
import type { Memory } from '../turn/memory.ts'
import type { BackPressure } from './back-pressure.ts'
import { createIntake } from './create-intake.ts'
import type { Arrival } from './prepare-arrivals.ts'
import type { Received } from './store-arrivals.ts'

/** Stores verified events in one commit, raises alarms, wakes the turn. Same order as the drafts. */
export type Receive = (
  account: AccountId,
  drafts: readonly InboundDraft[],
  receivedAt: Instant,
) => Promise<readonly Received[]>

export interface Woken {
  wake(): void
  now(conversations: readonly ConversationId[]): Promise<void>
}

/** What it shares with the rest of its process. */
export interface ReceiveSurroundings {
  readonly memory: Pick<Memory, 'events'>
  readonly turn: Woken
  readonly media: Pick<Woken, 'wake'>
  readonly pressure: Pick<BackPressure, 'refusal'>
  /** Boot id: other processes are told who took it in. */
  readonly process: string
}

export function createReceive(
  ports: DeskPorts,
  { memory, turn, media, pressure, process }: ReceiveSurroundings,
): Receive {
  const intake = createIntake(ports, process)
  return async (account, drafts, receivedAt) => {
    if (drafts.length === 0) return []
    const arrivals = drafts.map(draft => ({ account, draft, receivedAt, danger: dangerOf(ports, draft.content) }))
    refuseWhenBehind(ports, pressure, account, arrivals)
    const received = await intake(arrivals)
    ports.measure.count('received', received.filter(one => !one.duplicate).length)
    for (const [i, { id, duplicate }] of received.entries()) {
      const content = arrivals[i]?.draft.content
      if (!duplicate && (content?.kind === 'text' || content?.kind === 'choice')) memory.events.put(id, content)
    }
    // A cry for help waits behind nobody: its turn is run at once, beside the lanes.
    const urgent = received.flatMap((one, i) =>
      !one.duplicate && arrivals[i]?.danger?.level === 'alarm' ? one.conversation : [],
    )
    if (urgent.length > 0) tellOfAlarms(ports, urgent)
    answerAtOnce(ports, turn, urgent).catch(error => ports.log.error('receive.urgent_turn', error))
    turn.wake()
    if (drafts.some(({ content }) => content.kind === 'media' && content.remote !== undefined)) media.wake()
    if (drafts.some(({ content }) => holdOf(ports, content) !== null)) tellOfVoices(ports)
    return received
  }
}

/** A cry for help is never asked to come again, nor is a platform that would not. */
function refuseWhenBehind(
  { channels, measure }: Pick<DeskPorts, 'channels' | 'measure'>,
  pressure: Pick<BackPressure, 'refusal'>,
  account: AccountId,
  arrivals: readonly Arrival[],
): void {
  if (!channels.get(account)?.comesAgain || arrivals.some(({ danger }) => danger?.level === 'alarm')) return
  const retryAfter = pressure.refusal(arrivals.length)
  if (retryAfter === null) return
  measure.count('refused', arrivals.length)
  throw new CallerError('unavailable', 'more comes in than can be answered in time', { retryAfter })
}

/** Nothing that waits for another service holds them up. */
async function answerAtOnce(ports: DeskPorts, turn: Woken, urgent: readonly ConversationId[]): Promise<void> {
  if (urgent.length > 0 && (ports.speech || ports.model)) await releaseHeld(ports.database.db, urgent)
  await turn.now(urgent)
}

/** Whoever can write them down. */
function tellOfVoices({ database, log }: DeskPorts): void {
  const { bell, db } = database
  bell.ring(db, 'interpretation').catch(error => log.error('receive.ring_failed', error))
}

export function dangerOf({ shelf }: Pick<DeskPorts, 'shelf'>, content: InboundContent): Danger | null {
  const said = content.kind === 'text' ? content.text : content.kind === 'media' ? (content.caption ?? '') : ''
  return said === '' ? null : (shelf.reader().danger(said) ?? null)
}

/** They are stored: a console that does not hear of it now looks again soon. */
function tellOfAlarms({ database, log }: DeskPorts, conversations: readonly ConversationId[]): void {
  const { bell, db } = database
  bell.ring(db, 'staff', ...new Set(conversations)).catch(error => log.error('receive.ring_failed', error))
}
