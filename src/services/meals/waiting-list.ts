import * as z from 'zod'
import type { Tx } from '../../../db/database.ts'
import { uuidsOf } from '../../../db/id-list.ts'
import { rows } from '../../../db/rows.ts'
import { mealOrder, subsidyClaim } from '../../../db/schema/index.ts'
import { eq, sql } from '../../../db/sql.ts'
import { addDays, type Instant, instantOfDate, midnight, parseCivilDate } from '../../core/civil-time.ts'
import { branded, type ContactId, type ConversationId } from '../../core/ids.ts'
import { BASE_LANGUAGE } from '../../core/language.ts'
import { yuan } from '../../core/money.ts'
import { languagesOf } from '../people/languages-of.ts'
import type { TradePorts } from '../ports.ts'
import { sayMealInFull, sayMoment } from '../say-when.ts'
import { linesWords } from './bill.ts'
import { loadMealBook, type MealBook } from './data/meal-book.ts'
import type { MealOrder } from './data/orders.ts'
import type { Site, SitePeriod } from './data/sites.ts'
import { lockShelves, mealKey, moveStock, type ServedMeal, type StockKey, type StockMove } from './data/stock.ts'
import { stoppedDishes } from './data/stopped-dishes.ts'
import { lockInVain, lockWaiting, mealsWithRoom } from './data/waiting-orders.ts'
import { allocate, courierCounter, dishCounter, mealsCounter, type Shelf } from './rules/allocate.ts'
import { cutoffAt, undoUntil } from './rules/cutoff.ts'

// Who found the kitchen full may wait: the order takes nothing until a place comes free, and ends at the cut-off. Places
// come free by an undo, which gives them on in its own commit, or by more capacity, which the sweep notices.

/** One process at a time, so that whoever came first is served first. */
const LOCK = 6_173_001

export async function serveWaiting(ports: TradePorts, tx: Tx, now: Instant): Promise<void> {
  const [lock] = await rows(tx, sql`select pg_try_advisory_xact_lock(${LOCK}) as mine`, z.object({ mine: z.boolean() }))
  if (!lock?.mine) return
  const waiting = await lockWaiting(tx, await mealsWithRoom(tx, now), now)
  const book = await loadMealBook(tx)
  const shelves = await lockShelves(tx, keysOf(waiting, book.sites), book.sites)
  await moveStock(tx, await givePlaces(ports, tx, waiting, { book, shelves }, now))
  await endInVain(ports, tx, now)
}

/** All counters that the orders may need. */
export function keysOf(orders: readonly MealOrder[], sites: ReadonlyMap<string, Site>): readonly StockKey[] {
  return orders.flatMap(order => {
    const counters = [
      mealsCounter,
      ...order.lines.map(line => dishCounter(line.dish)),
      ...slotsOf(order, sites).map(courierCounter),
    ]
    return counters.map(counter => ({ ...mealOf(order), counter }))
  })
}

/**
 * The earliest that fit get what is free; the rest waits on. `waiting` and the counters must be locked; the moves are
 * for the caller to write.
 */
export async function givePlaces(
  ports: TradePorts,
  tx: Tx,
  waiting: readonly MealOrder[],
  { book, shelves }: { readonly book: MealBook; readonly shelves: ReadonlyMap<string, Shelf> },
  now: Instant,
): Promise<readonly StockMove[]> {
  if (waiting.length === 0) return []
  const stopped = await stoppedDishes(
    tx,
    waiting.map(order => order.site),
    now,
  )
  const moves: StockMove[] = []
  const placed: MealOrder[] = []
  for (const order of waiting) {
    const meal = mealOf(order)
    const shelf = shelves.get(mealKey(meal))
    const hours = hoursOf(order, book.sites)
    const served = stopped(order.site, meal.date)
    if (!shelf || !hours || order.lines.some(line => served.includes(line.dish))) continue
    const tried = allocate(shelf, { lines: order.lines, slots: slotsOf(order, book.sites) })
    if (tried.kind !== 'taken') continue
    moves.push(...tried.took.map(take => ({ ...meal, ...take })))
    const until = new Date(undoUntil(cutoffAt(meal.date, hours), now))
    placed.push({ ...order, status: 'placed', courierSlot: tried.slot, undoUntil: until })
  }
  for (const { id, status, courierSlot, undoUntil } of placed) {
    const statusAt = new Date(now)
    await tx.update(mealOrder).set({ status, courierSlot, undoUntil, statusAt }).where(eq(mealOrder.id, id))
  }
  await tellAll(ports, tx, book, placed, 'meal_place_free', now)
  return moves
}

async function endInVain(ports: TradePorts, tx: Tx, now: Instant): Promise<void> {
  const orders = await lockInVain(tx, now)
  if (orders.length === 0) return
  const ids = uuidsOf(orders.map(order => order.id))
  await tx.delete(subsidyClaim).where(sql`${subsidyClaim.orderId} in ${ids}`)
  await tx
    .update(mealOrder)
    .set({ status: 'declined', statusAt: new Date(now) })
    .where(sql`${mealOrder.id} in ${ids}`)
  await tellAll(ports, tx, await loadMealBook(tx), orders, 'meal_no_place', now)
}

async function tellAll(
  ports: TradePorts,
  tx: Tx,
  book: MealBook,
  orders: readonly MealOrder[],
  name: string,
  now: Instant,
): Promise<void> {
  const languages = await languagesOf(
    tx,
    orders.map(order => order.conversationId),
  )
  for (const order of orders) {
    const language = languages.get(order.conversationId) ?? BASE_LANGUAGE
    await ports.tell(tx, {
      conversation: branded<ConversationId>(order.conversationId),
      to: branded<ContactId>(order.contactId),
      key: `order:${order.id}:${name}`,
      name,
      usefulUntil: midnight(addDays(mealOf(order).date, 1)),
      data: {
        order: order.id,
        number: order.number,
        when: sayMealInFull(mealOf(order).date, order.period, now, language),
        lines: linesWords(book, order.lines, language),
        due: yuan(order.dueFen),
        until: sayMoment(instantOfDate(order.undoUntil), now, language),
      },
    })
  }
}

export function mealOf(order: MealOrder): ServedMeal {
  const date = parseCivilDate(order.date)
  if (!date) throw new Error('an order has no date')
  return { site: order.site, date, period: order.period }
}

function hoursOf(order: MealOrder, sites: ReadonlyMap<string, Site>): SitePeriod | undefined {
  return sites.get(order.site)?.periods.find(one => one.period === order.period)
}

function slotsOf(order: MealOrder, sites: ReadonlyMap<string, Site>): readonly string[] {
  if (order.mode !== 'deliver') return []
  return (hoursOf(order, sites)?.courierSlots ?? []).map(slot => slot.from)
}
