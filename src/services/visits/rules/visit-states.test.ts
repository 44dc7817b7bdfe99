import { expect, test } from 'vitest'
import { OPEN_STATUSES, statusAfter, VISIT_STATUSES, type VisitEvent } from './visit-states.ts'

test.each<[string, VisitEvent, string | null]>([
  ['requested', 'offer_time', 'offered'],
  ['requested', 'confirm_as_asked', 'booked'],
  ['requested', 'cancel', 'cancelled'],
  ['requested', 'decline', 'declined'],
  ['requested', 'reschedule', 'requested'],
  ['requested', 'finish', null],
  ['requested', 'cancel_by_desk', null],
  ['offered', 'accept_time', 'booked'],
  ['offered', 'reschedule', 'requested'],
  ['offered', 'cancel', 'cancelled'],
  ['offered', 'offer_lapsed', 'cancelled'],
  ['offered', 'decline', 'declined'],
  ['offered', 'offer_time', null],
  ['booked', 'reschedule', 'moved'],
  ['booked', 'cancel', 'cancelled'],
  ['booked', 'visitor_cannot', 'offered'],
  ['booked', 'cancel_by_desk', 'cancelled'],
  ['booked', 'finish', 'done'],
  ['booked', 'nobody_met', 'no_show'],
  ['booked', 'decline', null],
  ['booked', 'offer_lapsed', null],
  ['moved', 'reschedule', 'moved'],
  ['moved', 'cancel', 'cancelled'],
  ['moved', 'visitor_cannot', 'offered'],
  ['moved', 'finish', 'done'],
  ['moved', 'nobody_met', 'no_show'],
])('%s, %s → %s', (from, event, to) => {
  expect(statusAfter(from, event)).toBe(to)
})

test('what is over stays over, whatever happens', () => {
  const over = VISIT_STATUSES.filter(status => !OPEN_STATUSES.includes(status))
  const events: readonly VisitEvent[] = ['offer_time', 'accept_time', 'reschedule', 'cancel', 'decline', 'finish']
  expect(over.flatMap(status => events.map(event => statusAfter(status, event)))).toEqual(
    over.flatMap(() => events.map(() => null)),
  )
})
