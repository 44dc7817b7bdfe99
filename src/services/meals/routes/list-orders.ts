import * as z from 'zod'
import type { Tx } from '../../../../db/database.ts'
import type { TradeRoute } from '../../../core/trade.ts'
import type { TradePorts } from '../../ports.ts'
import { mealQuery, openRecipients, ordersOfMeal } from './kitchen-meal.ts'
import { KITCHEN_ROLES } from './kitchen-roles.ts'

const line = z.object({ dish: z.string(), quantity: z.number(), price_fen: z.number() })
const orderRow = z.object({
  id: z.string(),
  number: z.string(),
  site: z.string(),
  date: z.string(),
  period: z.string(),
  mode: z.string(),
  courier_slot: z.string().nullable(),
  status: z.string(),
  lines: z.array(line),
  dietary: z.array(z.string()),
  price_fen: z.number(),
  delivery_fen: z.number(),
  subsidy_fen: z.number(),
  due_fen: z.number(),
  pay_by: z.string(),
  placed_at: z.iso.datetime(),
  undo_until: z.iso.datetime(),
  /** null: this role may not see it. */
  recipient: z.object({ name: z.string(), address: z.string().nullable(), phone: z.string().nullable() }).nullable(),
})

/** Orders of a day in the caller's areas. */
export const listOrdersRoute = (ports: TradePorts): TradeRoute<Tx> => ({
  method: 'get',
  path: '/orders',
  summary: 'Meal orders of a site, date and period',
  roles: KITCHEN_ROLES,
  input: mealQuery,
  output: z.object({ orders: z.array(orderRow) }),
  async run(tx, input, { staff }) {
    const orders = await ordersOfMeal(tx, mealQuery.parse(input), staff)
    const recipients = await openRecipients(ports, tx, orders, staff, 'order.list')
    const rows = orders.map((order): z.infer<typeof orderRow> => {
      const recipient = recipients.get(order.id)
      return {
        id: order.id,
        number: order.number,
        site: order.site,
        date: order.date,
        period: order.period,
        mode: order.mode,
        courier_slot: order.courierSlot,
        status: order.status,
        lines: order.lines.map(({ dish, quantity, priceFen }) => ({ dish, quantity, price_fen: priceFen })),
        dietary: [...order.dietary],
        price_fen: order.priceFen,
        delivery_fen: order.deliveryFen,
        subsidy_fen: order.subsidyFen,
        due_fen: order.dueFen,
        pay_by: order.payBy,
        placed_at: order.placedAt.toISOString(),
        undo_until: order.undoUntil.toISOString(),
        recipient: recipient ? { name: recipient.name, address: recipient.address, phone: recipient.phone } : null,
      }
    })
    return { kind: 'json', body: { orders: rows } }
  },
})
