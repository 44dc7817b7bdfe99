export const ORDER_STATUSES = [
  'placed',
  'waitlisted',
  'declined',
  'accepted',
  'cooking',
  'ready',
  'out_for_delivery',
  'delivered',
  'undelivered',
  'returned',
  'closed',
  'cancelled',
  'complained',
] as const
export type OrderStatus = (typeof ORDER_STATUSES)[number]

/** Steps of the kitchen, the site and the courier: what staff's marks may walk. `for`: only orders of this kind. */
const STEPS: readonly { from: OrderStatus; to: OrderStatus; for?: 'carried' | 'fetched' }[] = [
  { from: 'placed', to: 'accepted' },
  { from: 'accepted', to: 'cooking' },
  { from: 'cooking', to: 'ready' },
  { from: 'ready', to: 'out_for_delivery', for: 'carried' },
  { from: 'ready', to: 'delivered', for: 'fetched' },
  { from: 'out_for_delivery', to: 'delivered' },
  { from: 'out_for_delivery', to: 'undelivered' },
  { from: 'undelivered', to: 'delivered' },
]

/** In the order in which people ask after them: still on the way. */
export const OPEN_STATUSES: readonly OrderStatus[] = [
  'placed',
  'waitlisted',
  'accepted',
  'cooking',
  'ready',
  'out_for_delivery',
  'undelivered',
]

/**
 * The legal way from one state to another, the first left out; null: there is none. `undoOver`: the kitchen accepts
 * only once the resident can no longer take the order back.
 */
export function wayTo(
  from: OrderStatus,
  to: OrderStatus,
  order: { readonly mode: string; readonly undoOver: boolean },
): readonly OrderStatus[] | null {
  if (from === to) return []
  const kind = order.mode === 'deliver' ? 'carried' : 'fetched'
  for (const step of STEPS) {
    if (step.from !== from || (step.for && step.for !== kind)) continue
    if (step.to === 'accepted' && !order.undoOver) continue
    const rest = wayTo(step.to, to, order)
    if (rest) return [step.to, ...rest]
  }
  return null
}
