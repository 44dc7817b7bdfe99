export const VISIT_STATUSES = [
  'requested',
  'offered',
  'booked',
  'moved',
  'done',
  'cancelled',
  'declined',
  'no_show',
] as const
export type VisitStatus = (typeof VISIT_STATUSES)[number]

/** What can happen to a visit: event → status before → status after. */
const TRANSITIONS = {
  offer_time: { requested: 'offered' },
  confirm_as_asked: { requested: 'booked' },
  decline: { requested: 'declined', offered: 'declined' },
  accept_time: { offered: 'booked' },
  offer_lapsed: { offered: 'cancelled' },
  /** The resident wants another date or half-day: a wish while nothing is booked, a move afterwards. */
  reschedule: { requested: 'requested', offered: 'requested', booked: 'moved', moved: 'moved' },
  cancel: { requested: 'cancelled', offered: 'cancelled', booked: 'cancelled', moved: 'cancelled' },
  visitor_cannot: { booked: 'offered', moved: 'offered' },
  cancel_by_desk: { booked: 'cancelled', moved: 'cancelled' },
  finish: { booked: 'done', moved: 'done' },
  nobody_met: { booked: 'no_show', moved: 'no_show' },
} as const satisfies Record<string, Partial<Record<VisitStatus, VisitStatus>>>
export type VisitEvent = keyof typeof TRANSITIONS

/** null: it can't happen to a visit of that status. */
export function statusAfter(from: string, event: VisitEvent): VisitStatus | null {
  const ways: Partial<Record<string, VisitStatus>> = TRANSITIONS[event]
  return ways[from] ?? null
}

/** Still to come: nothing of it is final. */
export const OPEN_STATUSES: readonly VisitStatus[] = ['requested', 'offered', 'booked', 'moved']
/** A time and a visitor are agreed. */
export const AGREED_STATUSES: readonly VisitStatus[] = ['booked', 'moved']
