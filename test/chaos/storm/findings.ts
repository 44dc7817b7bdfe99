import type { History, Invariant } from './history.ts'
import { actsAnnounced } from './invariants/acts-announced.ts'
import { alarmWithinASecond } from './invariants/alarm-within-a-second.ts'
import { handledOnce } from './invariants/handled-once.ts'
import { handoffNeverLost } from './invariants/handoff-never-lost.ts'
import { openAgain } from './invariants/open-again.ts'
import { orderKept } from './invariants/order-kept.ts'
import { repliesKept } from './invariants/replies-kept.ts'
import { sentOrFailed } from './invariants/sent-or-failed.ts'
import { silentWhileStaffOwn } from './invariants/silent-while-staff-own.ts'
import { stockNeverNegative } from './invariants/stock-never-negative.ts'
import { toldInOrder } from './invariants/told-in-order.ts'

const INVARIANTS: readonly Invariant[] = [
  handledOnce,
  orderKept,
  stockNeverNegative,
  actsAnnounced,
  sentOrFailed,
  toldInOrder,
  silentWhileStaffOwn,
  alarmWithinASecond,
  handoffNeverLost,
  repliesKept,
  openAgain,
]

/** What is broken in this history, each with the name of its invariant; empty: nothing. */
export function findings(history: History): readonly string[] {
  return INVARIANTS.flatMap(({ name, check }) => check(history).map(words => `${name}: ${words}`))
}
