import { v7 } from 'uuid'
import type { Tx } from '../../../../db/database.ts'
import { insertAll } from '../../../../db/insert-all.ts'
import { mealOrder, subsidyClaim } from '../../../../db/schema/index.ts'
import type { TradePorts } from '../../ports.ts'
import type { Decision, Taken, Waits } from '../decide-orders.ts'
import { cutoffAt, undoUntil } from '../rules/cutoff.ts'
import type { MealOrder } from './orders.ts'

/** What only those who cook and carry may read; sealed with the orderer's key. */
export interface Recipient {
  readonly name: string
  readonly address: string
  readonly phone: string | null
  readonly allergies: readonly string[]
}

/** Rows of the decisions that took something or wait for it, in their places. */
export async function saveOrders(
  ports: TradePorts,
  tx: Tx,
  decisions: readonly (Decision | null)[],
): Promise<readonly (MealOrder | null)[]> {
  const taken = decisions.filter(isSaved)
  if (taken.length === 0) return decisions.map(() => null)
  const keys = await ports.vault.keys(
    tx,
    taken.map(one => one.one.call.contact),
  )
  const orders = decisions.map(decision => {
    if (!isSaved(decision)) return null
    const key = keys.get(decision.one.call.contact)
    if (!key) throw new Error('the orderer has no data key')
    return orderOf(decision, ports.vault.seal(key, recipientOf(decision)))
  })
  const fresh = orders.filter(order => order !== null)
  const claims = fresh.flatMap(({ id, dinerId, date, period, subsidyFen }) =>
    dinerId !== null && subsidyFen > 0 ? [{ dinerId, date, period, orderId: id, amountFen: subsidyFen }] : [],
  )
  await Promise.all([insertAll(tx, mealOrder, fresh), insertAll(tx, subsidyClaim, claims)])
  return orders
}

export function isSaved(decision: Decision | null): decision is Taken | Waits {
  return decision?.kind === 'taken' || decision?.kind === 'waits'
}

function recipientOf({ one }: Taken | Waits): Recipient {
  const { diner, needs } = one
  return { name: diner.name['zh-CN'], address: diner.address, phone: diner.phone, allergies: needs.allergies }
}

function orderOf(decision: Taken | Waits, recipient: Uint8Array): MealOrder {
  const { kind, one, judged, bill, sameness, slot, number } = decision
  const { call, diner, site, needs } = one
  const { date, period } = call.input
  const { priceFen, deliveryFen, subsidyFen, dueFen } = bill
  const placedAt = new Date(call.arrivedAt)
  const cutoff = cutoffAt(date, judged.hours)
  return {
    id: v7(),
    number,
    actKey: call.key,
    contactId: call.contact,
    conversationId: call.conversation,
    dinerId: diner.id,
    site: site.code,
    area: site.street,
    date,
    period,
    mode: judged.mode,
    courierSlot: slot,
    lines: judged.lines,
    dietary: needs.dietary,
    priceFen,
    deliveryFen,
    subsidyFen,
    subsidyRule: bill.subsidy.rule,
    dueFen,
    payBy: diner.payBy,
    status: kind === 'taken' ? 'placed' : 'waitlisted',
    recipient,
    sameness,
    placedAt,
    // Whoever waits waits until the cut-off.
    undoUntil: new Date(kind === 'taken' ? undoUntil(cutoff, call.arrivedAt) : cutoff),
    statusAt: placedAt,
  }
}
