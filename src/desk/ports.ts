import type { Database, Tx } from '../../db/database.ts'
import type { Vault } from '../../db/vault.ts'
import type { Channel } from '../core/channel.ts'
import type { Instant } from '../core/civil-time.ts'
import type { AccountId } from '../core/ids.ts'
import type { LanguageModel } from '../core/language-model.ts'
import type { Log } from '../core/log.ts'
import type { Operation } from '../core/operation.ts'
import type { Speech } from '../core/speech.ts'
import type { Measure } from '../log/measure.ts'
import type { Shelf } from './shelf.ts'

/** Waits as settings, so that tests wait milliseconds where people wait minutes. All in milliseconds. */
export interface Waits {
  /** Pause before the second and third try of a failing event. */
  readonly retry: readonly [number, number]
  /** How long a process has lived before it tries what two others died with: at least, and at most. */
  readonly lastTry: readonly [number, number]
  /** A queue that nobody serves becomes a promised call after this. */
  readonly handoffPromise: number
  /** An alarm that nobody takes goes to the next tier after this. */
  readonly alarmEscalation: number
  /** Time-out of a call of ALARM_URL, and the pause after its first failure; it doubles up to a minute. */
  readonly alarmCall: number
  readonly alarmRetry: number
  /** Lease of an outgoing row, and the time-out of its call (shorter). */
  readonly outboxLease: number
  readonly callTimeout: number
  /** A voice waits so long for its words before it goes to a person; later messages wait behind it. */
  readonly speechHold: number
  /** The same for words that a model is asked about. */
  readonly guessHold: number
  /** Pauses between tries of an unreachable platform; after the last the failure is kept. */
  readonly deliveryRetry: readonly number[]
  readonly sweepEvery: number
}

export const WAITS: Waits = {
  retry: [1_000, 4_000],
  lastTry: [4_000, 8_000],
  handoffPromise: 120_000,
  alarmEscalation: 60_000,
  alarmCall: 5_000,
  alarmRetry: 1_000,
  outboxLease: 10_000,
  callTimeout: 8_000,
  speechHold: 25_000,
  guessHold: 5_000,
  deliveryRetry: [1_000, 5_000, 30_000, 120_000, 600_000, 3_600_000],
  sweepEvery: 1_000,
}

/** All that the desk needs from outside, as values. Made in compose.ts; tests make their own. */
export interface DeskPorts {
  readonly database: Database
  readonly vault: Vault
  readonly channels: ReadonlyMap<AccountId, Channel>
  readonly operations: ReadonlyMap<string, Operation<Tx>>
  readonly shelf: Shelf
  /** Missing: voices go to a person. */
  readonly speech?: Speech
  /** Missing: what the rules do not understand nobody guesses. */
  readonly model?: LanguageModel
  readonly now: () => Instant
  readonly waits: Waits
  readonly log: Log
  readonly measure: Pick<Measure, 'count' | 'time'>
}
