import type { Tx } from '../../../db/database.ts'
import { uuidsOf } from '../../../db/id-list.ts'
import { mealOrder } from '../../../db/schema/index.ts'
import { and, inArray, sql } from '../../../db/sql.ts'
import { branded, type ContactId } from '../../core/ids.ts'
import type { PersonalRecords } from '../../core/trade.ts'
import type { TradePorts } from '../ports.ts'
import type { MealOrder } from './data/orders.ts'
import { OPEN_STATUSES } from './rules/order-states.ts'

/** A meal that nobody took in is over, though it may still be brought again. */
const UNDER_WAY = OPEN_STATUSES.filter(status => status !== 'undelivered')
const GONE = new Uint8Array()

/** Orders that somebody placed or that were placed for them. Their sums stay for the accounts, without a name. */
export function mealRecords({ vault }: Pick<TradePorts, 'vault'>): PersonalRecords<Tx> {
  return {
    async open(tx, people) {
      const found = await tx
        .select({ number: mealOrder.number })
        .from(mealOrder)
        .where(and(theirs(people), inArray(mealOrder.status, [...UNDER_WAY])))
      return found.map(order => order.number)
    },
    async give(tx, people) {
      const orders = await tx.select().from(mealOrder).where(theirs(people)).orderBy(mealOrder.placedAt)
      const keys = await vault.keys(
        tx,
        orders.map(order => branded<ContactId>(order.contactId)),
      )
      return orders.map(order => {
        const key = keys.get(branded<ContactId>(order.contactId))
        const shown = hasRecipient(order) && mayRead(order, people)
        return { ...plain(order), recipient: key && shown ? JSON.stringify(vault.open(key, order.recipient)) : null }
      })
    },
    async erase(tx, people) {
      await tx.update(mealOrder).set({ recipient: GONE, dietary: [] }).where(theirs(people))
      return false
    },
  }
}

/** False once the person was erased. */
export const hasRecipient = (order: Pick<MealOrder, 'recipient'>): boolean => order.recipient.length > 0

/** Door, phone and allergies of an elder on file are the elder's, not of whoever ordered for them. */
const mayRead = ({ dinerId }: MealOrder, people: readonly ContactId[]): boolean =>
  dinerId === null || people.some(one => one === dinerId)

const theirs = (people: readonly ContactId[]) =>
  sql`(${mealOrder.contactId} in ${uuidsOf(people)} or ${mealOrder.dinerId} in ${uuidsOf(people)})`

function plain({
  number,
  site,
  date,
  period,
  mode,
  lines,
  dietary,
  priceFen,
  deliveryFen,
  subsidyFen,
  dueFen,
  status,
  placedAt,
}: MealOrder) {
  return {
    number,
    site,
    date,
    period,
    mode,
    lines: lines.map(line => ({ ...line })),
    dietary: [...dietary],
    priceFen,
    deliveryFen,
    subsidyFen,
    dueFen,
    status,
    placedAt: placedAt.toISOString(),
  }
}
