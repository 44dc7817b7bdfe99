import type { FinalRows } from '../final-rows.ts'
import type { Invariant } from '../history.ts'

const HOLDS_NOTHING = ['waitlisted', 'cancelled', 'declined']

export const stockNeverNegative: Invariant = {
  name: 'stock is never negative',
  check({ rows }) {
    const held = heldBy(rows)
    const counters = new Map(rows.stock.map(row => [row.counter, row]))
    return [...new Set([...held.keys(), ...counters.keys()])].flatMap(counter => {
      const { taken, capacity } = counters.get(counter) ?? { taken: 0, capacity: 0 }
      const ordered = held.get(counter) ?? 0
      return [
        ...(taken < 0 || taken > capacity ? [`${counter}: ${taken} of ${capacity} are taken`] : []),
        ...(taken === ordered ? [] : [`${counter}: ${taken} are taken, ${ordered} are ordered`]),
      ]
    })
  },
}

/** Orders that the seed brings along have no talk, and hold nothing. */
function heldBy({ conversations, orders }: FinalRows): ReadonlyMap<string, number> {
  const talks = new Set(conversations.map(talk => talk.id))
  const held = new Map<string, number>()
  const standing = orders.filter(order => talks.has(order.conversation) && !HOLDS_NOTHING.includes(order.status))
  for (const [counter, amount] of standing.flatMap(order => order.holds))
    held.set(counter, (held.get(counter) ?? 0) + amount)
  return held
}
