import type { Script } from './script.ts'
import type { Door } from './webhook-sender.ts'

export type Shape =
  /** So many messages under way at any time: whoever is answered writes the next. */
  | { readonly kind: 'closed'; readonly inFlight: number }
  /** So many messages begin each second, whatever becomes of the others; one phase after the other. `connections`: at most. */
  | { readonly kind: 'open'; readonly phases: readonly Phase[]; readonly connections?: number }

export interface Phase {
  readonly perSecond: number
  readonly ms: number
}

export interface Load {
  /** Each message goes to the next of them. */
  readonly doors: readonly Door[]
  readonly script: Script
  /** People before this one have spoken already; each person talks once. */
  readonly firstPerson: number
  /** So many are there to talk. */
  readonly people: number
  readonly shape: Shape
  readonly warmMs: number
  readonly measureMs: number
  /** Words of a message that goes to many: it is counted apart. */
  readonly news: string | null
}

/** In milliseconds, from the webhook's sending to the platform's receipt of the answer. */
export interface Latency {
  readonly p50: number
  readonly p95: number
  readonly p99: number
  readonly max: number
}

/** Of the messages that began in one second of an open load. */
export interface Second extends Latency {
  readonly began: number
  readonly refused: number
}

export interface Crowded {
  /** Closed: answered while it was measured. Open: began while it was measured, and were answered. */
  readonly messages: number
  readonly measuredMs: number
  readonly latency: Latency
  /** Of an open load, warming up left out. */
  readonly seconds: readonly Second[]
  /** People who began to talk, the first of them being `firstPerson`. */
  readonly people: number
  /** People whose talk never came to its end. */
  readonly unfinished: number
  /** Messages that were taken and never answered. */
  readonly lost: number
  /** Deliveries that were not taken, by status (0: the connection broke); each was made again. */
  readonly refused: Readonly<Record<number, number>>
  /** Words that came without being waited for. */
  readonly strayCount: number
  readonly strays: readonly string[]
  readonly news: number
  /** Messages of an open load that nobody was left to write. */
  readonly unsaid: number
  readonly otherCalls: number
}

/** What the crowd's process says to the bench's. */
export type FromCrowd =
  | { readonly kind: 'open'; readonly port: number }
  | { readonly kind: 'measuring' }
  | { readonly kind: 'measured' }
  | { readonly kind: 'done'; readonly result: Crowded }
