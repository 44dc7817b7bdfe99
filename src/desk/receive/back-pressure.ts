import type { Instant } from '../../core/civil-time.ts'

const SECOND = 1_000

export interface BackPressure {
  /** A turn began with these: how long each had waited for it, in milliseconds. */
  turned(waits: readonly number[]): void
  /** Seconds after which events that are refused now may come again; null: they are welcome. */
  refusal(events: number): number | null
}

/** Turns are behind from when half of one had waited so long; a stall that passes by itself is over sooner. */
const BEHIND_MS = 2 * SECOND
/** And keep up again from when half of one waited no longer than this. */
const WELL_MS = 300
/** Of a smaller turn one late event would tell too much. */
const MANY = 32
/** What the last turn says is worth nothing after this while. */
const STALE_MS = 3 * SECOND
/** Of what turns handle, this much is left to those who come again: the rest is for those who come for the first time. */
const SHARE = 0.4
const LEAST_MS = 2 * SECOND
const MOST_MS = 60 * SECOND
/** Before a second of turns was counted. */
const FIRST_RATE = 100

/**
 * More comes in than turns can handle: what waits would grow without end, and everybody would be answered late. So
 * whoever can come again is asked to, each at a time of their own, as many a second as there will be room for. Telegram
 * keeps to Retry-After and to the order within a chat.
 */
export function backPressure(now: () => Instant): BackPressure {
  const rate = ratePerSecond(now)
  let behind = false
  let turnedAt = 0
  /** Of whoever was refused last. */
  let slot = 0
  return {
    turned(waits) {
      turnedAt = now()
      rate.count(waits.length)
      behind = waits.length >= MANY && median(waits) >= (behind ? WELL_MS : BEHIND_MS)
    },
    refusal(events) {
      const at = now()
      if (!behind || at > turnedAt + STALE_MS) return null
      const next = Math.max(slot, at + LEAST_MS) + (events * SECOND) / (rate.perSecond() * SHARE)
      slot = Math.min(next, at + MOST_MS)
      return Math.ceil((slot - at) / SECOND)
    },
  }
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
}

/** Of the last whole second. */
function ratePerSecond(now: () => Instant) {
  let since = 0
  let counted = 0
  let last = FIRST_RATE
  return {
    perSecond: () => last,
    count(more: number): void {
      const ms = now() - since
      if (ms >= SECOND) {
        if (since > 0 && ms < STALE_MS) last = Math.max(1, (counted * SECOND) / ms)
        since = now()
        counted = 0
      }
      counted += more
    },
  }
}
