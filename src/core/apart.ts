import { setTimeout as pause } from 'node:timers/promises'

/** Resolves at once, but so long after the last time at least: under load what waits meanwhile goes together. */
export function apart(ms: number): () => Promise<void> {
  let last = 0
  return async () => {
    const early = last + ms - performance.now()
    if (early > 0) await pause(early)
    last = performance.now()
  }
}
