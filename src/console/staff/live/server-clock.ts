import { useSyncExternalStore } from 'react'

/** Below this the two clocks are taken as one: the Date header knows whole seconds only. */
const TOLERANCE_MS = 5_000
let offset = 0

/** Desk computers are often minutes off: what a resident waited is reckoned by the server's clock. */
export function noteServerDate(header: string | null): void {
  const difference = header ? Date.parse(header) + 500 - Date.now() : Number.NaN
  if (!Number.isNaN(difference)) offset = Math.abs(difference) > TOLERANCE_MS ? difference : 0
}

export const serverNow = (): number => Date.now() + offset

const listeners = new Set<() => void>()
let ticking: number | undefined

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  ticking ??= window.setInterval(() => {
    for (const notify of listeners) notify()
  }, 1_000)
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    window.clearInterval(ticking)
    ticking = undefined
  }
}

/** The time in milliseconds, renewed in steps, so that words about time stay true. */
export function useNow(stepMs: number): number {
  return useSyncExternalStore(subscribe, () => Math.floor(serverNow() / stepMs) * stepMs)
}
