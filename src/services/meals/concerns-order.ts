import type { OperationCall } from '../../core/operation.ts'
import type { MealOrder } from './data/orders.ts'

/** Whoever ordered, in this talk or another, and the diner. Whoever only pays can't cancel what the elder ordered. */
export function concernsOrder(
  order: Pick<MealOrder, 'conversationId' | 'contactId' | 'dinerId'>,
  call: Pick<OperationCall, 'contact' | 'conversation'>,
): boolean {
  return (
    order.conversationId === call.conversation || order.contactId === call.contact || order.dinerId === call.contact
  )
}
