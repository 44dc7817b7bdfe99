import * as z from 'zod'
import type { Tx } from '../../../../db/database.ts'
import { inAreas } from '../../../../db/in-areas.ts'
import { auditLog, mealOrder } from '../../../../db/schema/index.ts'
import { and, eq } from '../../../../db/sql.ts'
import { addDays, civilDate, midnight } from '../../../core/civil-time.ts'
import { CallerError } from '../../../core/errors.ts'
import { branded, type ContactId, type ConversationId } from '../../../core/ids.ts'
import type { TradeRoute } from '../../../core/trade.ts'
import type { TradePorts } from '../../ports.ts'
import { ORDER_STATUSES, type OrderStatus, wayTo } from '../rules/order-states.ts'
import { MARKING_ROLES } from './kitchen-roles.ts'

const input = z.object({ id: z.uuid() })
const output = z.object({ id: z.string(), status: z.string(), walked: z.array(z.string()) })

interface Mark {
  readonly path: string
  readonly to: OrderStatus
  readonly summary: string
  /** By what the resident's talk hears of it. */
  readonly signal: string
}

const DELIVERED: Mark = {
  path: '/orders/:id/delivered',
  to: 'delivered',
  summary: 'The meal was handed over',
  signal: 'meal_delivered',
}
const NO_ANSWER: Mark = {
  path: '/orders/:id/no-answer',
  to: 'undelivered',
  summary: 'Nobody answered the door',
  signal: 'meal_no_answer',
}

export const markOrderRoutes = (ports: TradePorts): readonly TradeRoute<Tx>[] =>
  [DELIVERED, NO_ANSWER].map(mark => markRoute(ports, mark))

/** Walks the legal states in between; marking twice changes nothing and tells nobody twice. */
const markRoute = (ports: TradePorts, mark: Mark): TradeRoute<Tx> => ({
  method: 'post',
  path: mark.path,
  summary: mark.summary,
  roles: MARKING_ROLES,
  input,
  output,
  async run(tx, given, { staff, now }) {
    const { id } = input.parse(given)
    const [order] = await tx
      .select()
      .from(mealOrder)
      .where(and(eq(mealOrder.id, id), inAreas(mealOrder.area, staff)))
      .for('update')
    if (!order) throw new CallerError('not_found', 'no such order')
    const from = ORDER_STATUSES.find(one => one === order.status)
    const undoOver = now >= order.undoUntil.getTime()
    const way = from && wayTo(from, mark.to, { mode: order.mode, undoOver })
    if (!way) throw new CallerError('conflict', `an order that is ${order.status} can't become ${mark.to}`)
    if (way.length > 0) {
      await tx
        .update(mealOrder)
        .set({ status: mark.to, statusAt: new Date(now) })
        .where(eq(mealOrder.id, id))
      await tx.insert(auditLog).values({
        staffId: staff.id,
        act: `order.${mark.to}`,
        contactId: order.dinerId ?? order.contactId,
        subject: id,
      })
      await ports.tell(tx, {
        conversation: branded<ConversationId>(order.conversationId),
        to: branded<ContactId>(order.contactId),
        key: `order:${id}:${mark.to}`,
        name: mark.signal,
        usefulUntil: midnight(addDays(civilDate(now), 1)),
        data: { order: id, number: order.number, self: order.dinerId === order.contactId },
      })
    }
    return { kind: 'json', body: { id, status: mark.to, walked: way } }
  },
})
