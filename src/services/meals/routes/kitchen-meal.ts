import * as z from 'zod'
import type { Tx } from '../../../../db/database.ts'
import { inAreas } from '../../../../db/in-areas.ts'
import { auditLog, mealOrder } from '../../../../db/schema/index.ts'
import { and, eq, inArray, type SQL, sql } from '../../../../db/sql.ts'
import { branded, type ContactId } from '../../../core/ids.ts'
import type { Staff } from '../../../core/staff.ts'
import type { TradePorts } from '../../ports.ts'
import type { MealOrder } from '../data/orders.ts'
import { hasRecipient } from '../meal-records.ts'
import { civilDateInput, mealPeriod } from '../order-wish.ts'
import { seesNames } from './kitchen-roles.ts'

export const mealQuery = z.object({
  site: z.string().optional(),
  date: civilDateInput,
  period: mealPeriod.optional(),
})
export type MealQuery = z.infer<typeof mealQuery>

/** Orders that a kitchen has to do with. */
const COOKED = [
  'placed',
  'accepted',
  'cooking',
  'ready',
  'out_for_delivery',
  'delivered',
  'undelivered',
  'closed',
] as const

export async function ordersOfMeal(tx: Tx, query: MealQuery, staff: Staff): Promise<readonly MealOrder[]> {
  const wanted: (SQL | undefined)[] = [
    eq(mealOrder.date, query.date),
    query.site === undefined ? undefined : eq(mealOrder.site, query.site),
    query.period === undefined ? undefined : eq(mealOrder.period, query.period),
    inArray(mealOrder.status, [...COOKED]),
    inAreas(mealOrder.area, staff),
  ]
  return tx
    .select()
    .from(mealOrder)
    .where(and(...wanted))
    .orderBy(mealOrder.period, sql`${mealOrder.courierSlot} nulls last`, mealOrder.number)
}

const recipientShape = z.object({
  name: z.string(),
  address: z.string().nullable(),
  phone: z.string().nullable(),
  allergies: z.array(z.string()),
})
export type OpenRecipient = z.infer<typeof recipientShape>

/** Name and door, for roles that may; each order that is opened leaves a line in the audit log. */
export async function openRecipients(
  ports: TradePorts,
  tx: Tx,
  orders: readonly MealOrder[],
  staff: Staff,
  act: string,
): Promise<ReadonlyMap<string, OpenRecipient>> {
  if (!seesNames(staff) || orders.length === 0) return new Map()
  const keys = await ports.vault.keys(
    tx,
    orders.map(order => branded<ContactId>(order.contactId)),
  )
  const opened = orders.flatMap((order): [string, OpenRecipient][] => {
    const key = keys.get(branded<ContactId>(order.contactId))
    return key && hasRecipient(order) ? [[order.id, recipientShape.parse(ports.vault.open(key, order.recipient))]] : []
  })
  const lines = orders.map(order => ({
    staffId: staff.id,
    act,
    contactId: order.dinerId ?? order.contactId,
    subject: order.id,
  }))
  await tx.insert(auditLog).values(lines)
  return new Map(opened)
}
