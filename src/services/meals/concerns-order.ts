import type { OperationCall } from '../../core/operation.ts'
import type { MealOrder } from './data/orders.ts'

/** Whoever ordered, also while this chat was a stranger's, and the diner. Whoever only pays can't cancel what the elder ordered. */
export function concernsOrder(
  order: Pick<MealOrder, 'contactId' | 'dinerId'>,
  call: Pick<OperationCall, 'contact' | 'own'>,
): boolean {
  return order.contactId === call.own || order.contactId === call.contact || order.dinerId === call.contact
}
