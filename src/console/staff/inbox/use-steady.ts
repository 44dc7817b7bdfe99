import { useState } from 'react'

interface Steady<T> {
  /** `gone`: no longer in the list, and shown only until it may move again. */
  readonly shown: readonly (T & { readonly gone?: boolean })[]
  /** How many came since and are not shown yet. */
  readonly arrivals: number
  show(): void
}

/**
 * A list that does not move under the reader's hand: while it is held, rows keep their place and group, the words in
 * them stay true, and newcomers are counted.
 */
export function useSteady<T extends { readonly card: { readonly id: string }; readonly group: string }>(
  live: readonly T[],
  held: boolean,
): Steady<T> {
  const [kept, setKept] = useState(live)
  if (!held && kept !== live) setKept(live)
  if (!held) return { shown: live, arrivals: 0, show: () => {} }
  const now = new Map(live.map(entry => [entry.card.id, entry]))
  const shown = kept.map(entry => ({
    ...(now.get(entry.card.id) ?? { ...entry, gone: true }),
    group: entry.group,
  }))
  const arrivals = live.filter(entry => !kept.some(row => row.card.id === entry.card.id)).length
  return { shown, arrivals, show: () => setKept(live) }
}
