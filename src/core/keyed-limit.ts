import { type Instant, instant } from './civil-time.ts'

/** So many at once, then so many a second, for each key by itself. */
export interface Rate {
  readonly perSecond: number
  readonly burst: number
}

export interface KeyedLimit<Key> {
  /** Null: one more may pass now, and counts. Else when it may; something urgent counts, but never waits. */
  take(key: Key, urgent: boolean): Instant | null
  /** Lets go of the keys that were silent long enough. */
  forget(): void
  /** How many keys it remembers. */
  readonly size: number
}

/** A token bucket for each key, kept as the time when it is full again; a full one is kept no longer. In this process. */
export function keyedLimit<Key>({ perSecond, burst }: Rate, now: () => Instant): KeyedLimit<Key> {
  const spacing = 1000 / perSecond
  const most = burst * spacing
  const fullAt = new Map<Key, number>()
  return {
    take(key, urgent) {
      // The clock knows whole milliseconds only.
      if (spacing <= 1) return null
      const at = now()
      // A clock that jumped back must not silence anybody.
      const full = Math.min(Math.max(fullAt.get(key) ?? at, at), at + most)
      const free = full - most + spacing
      if (free > at && !urgent) return instant(Math.ceil(free))
      // Taken out first: the map stays in the order of the last calls.
      fullAt.delete(key)
      fullAt.set(key, full + spacing)
      return null
    },
    forget() {
      const at = now()
      for (const [key, full] of fullAt) {
        if (full > at) break
        fullAt.delete(key)
      }
    },
    get size() {
      return fullAt.size
    },
  }
}
