import type { Script } from './script.ts'
import type { Door } from './webhook-sender.ts'

interface LoadBase {
  readonly door: Door
  readonly script: Script
  /** People before this one have spoken already; each person talks once. */
  readonly firstPerson: number
  readonly warmMs: number
  readonly measureMs: number
}

export type Load =
  /** So many messages under way at any time: whoever is answered writes the next. */
  | (LoadBase & { readonly kind: 'closed'; readonly inFlight: number })
  /** So many messages begin each second, whatever becomes of the others. */
  | (LoadBase & { readonly kind: 'open'; readonly perSecond: number })

/** In milliseconds, from the webhook's sending to the platform's receipt of the answer. */
export interface Latency {
  readonly p50: number
  readonly p95: number
  readonly p99: number
  readonly max: number
}

export interface Crowded {
  /** Answered while it was measured. */
  readonly messages: number
  readonly measuredMs: number
  readonly latency: Latency
  /** People who began to talk, the first of them being `firstPerson`. */
  readonly people: number
  /** People whose talk never came to its end. */
  readonly unfinished: number
  /** Deliveries answered with another status than 2xx, or by a broken connection; each was made again. */
  readonly refused: number
  /** Words that came without being waited for. */
  readonly strayCount: number
  readonly strays: readonly string[]
  readonly otherCalls: number
}

/** What the crowd's process says to the bench's. */
export type FromCrowd =
  | { readonly kind: 'open'; readonly port: number }
  | { readonly kind: 'measuring' }
  | { readonly kind: 'measured' }
  | { readonly kind: 'done'; readonly result: Crowded }
