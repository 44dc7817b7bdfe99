import * as z from 'zod'
import type { Tx } from '../../../../db/database.ts'
import { lockKeys } from '../../../../db/lock-keys.ts'
import type { Outcome } from '../../../core/operation.ts'
import { defineOperation } from '../../define-operation.ts'
import type { TradePorts } from '../../ports.ts'
import { claimedMeals } from '../data/claims.ts'
import { newOrderNumbers, ordersByActKey, sameOrdersSince } from '../data/orders.ts'
import { isSaved, saveOrders } from '../data/save-orders.ts'
import { lockShelves, moveStock, type StockMove } from '../data/stock.ts'
import { type Decision, DOUBLED_WITHIN, decideAll, dinerLock, samenessOf, stockKeys } from '../decide-orders.ts'
import { dinerMealOf, type OrderCase, type OrderContext, openCases } from '../order-context.ts'
import { type PlaceInput, placeInput } from '../order-wish.ts'
import { orderProblems } from '../outcomes.ts'
import { doubled, placed } from '../placed-outcome.ts'
import { problemOutcome } from '../problem-outcome.ts'

const words = z.string()
const receipt = z.object({
  order: words,
  number: words,
  when: words,
  lines: words,
  place: words,
  due: words,
  until: words,
})

/**
 * Places orders: stock, courier slot and subsidy are taken in this commit or not at all. Allocation goes by arrival,
 * in memory, over rows locked in key order.
 */
export const placeOperation = (ports: TradePorts) =>
  defineOperation({
    name: 'meals.place',
    rank: 60,
    reserves: true,
    input: placeInput,
    // `waiting`: only where `wait` was said; a place that comes free makes it an order, and is told.
    outcomes: {
      placed: receipt,
      waiting: receipt,
      doubled: z.object({ number: words }),
      changed: z.object({}),
      ...orderProblems,
    },
    async run(tx, calls) {
      const keys = calls.map(call => call.key)
      const [known, { context, cases }] = await Promise.all([ordersByActKey(tx, keys), openCases(ports, tx, calls)])
      const fresh = cases.map((one, i) => (one && !known.has(calls[i]?.key ?? '') ? one : null))
      const decisions = await decide(ports, tx, context, fresh)
      const moves = decisions.flatMap(one => (one?.kind === 'taken' ? one.moves : []))
      const [orders] = await Promise.all([saveOrders(ports, tx, decisions), moveStock(tx, moves)])
      const outcomes: Outcome[] = []
      for (const [i, call] of calls.entries()) {
        const before = known.get(call.key)
        const decision = decisions[i]
        const order = orders[i]
        if (before) outcomes.push(placed(context, call, before, cases[i]?.diner ?? null))
        else if (!decision) outcomes.push({ name: 'not_allowed', output: {} })
        else if (order) outcomes.push(placed(context, call, order, cases[i]?.diner ?? null))
        else outcomes.push(await declined(tx, context, decision, orders, movesAfter(decisions, i)))
      }
      return outcomes
    },
  })

async function decide(
  ports: TradePorts,
  tx: Tx,
  context: OrderContext,
  cases: readonly (OrderCase<PlaceInput> | null)[],
): Promise<readonly (Decision | null)[]> {
  const open = cases.filter(one => one !== null)
  if (open.length === 0) return cases.map(() => null)
  // One order at a time for a diner's meal, whichever conversation it comes from: its subsidy is claimed once and the
  // same order sent twice is noticed.
  await lockKeys(tx, open.map(dinerLock))
  const earliest = Math.min(...open.map(one => one.call.arrivedAt))
  const samenesses = new Map(open.map(one => [one.call.key, samenessOf(ports.vault, one)]))
  const [recent, claimed, shelves, numbers] = await Promise.all([
    sameOrdersSince(tx, [...samenesses.values()], new Date(earliest - DOUBLED_WITHIN)),
    claimedMeals(tx, open.flatMap(dinerMealOf)),
    lockShelves(tx, open.flatMap(stockKeys), context.book.sites),
    // As many as may be needed: gaps are allowed, and nobody waits for them.
    newOrderNumbers(tx, open.length),
  ])
  const decisions = decideAll(context.book, cases, { samenesses, recent, claimed, shelves })
  for (const [i, one] of decisions.filter(isSaved).entries()) one.number = numbers[i] ?? ''
  return decisions
}

async function declined(
  tx: Tx,
  context: OrderContext,
  decision: Decision,
  orders: readonly ({ readonly number: string } | null)[],
  after: readonly StockMove[],
): Promise<Outcome> {
  switch (decision.kind) {
    case 'doubled':
      return doubled(typeof decision.of === 'string' ? decision.of : (orders[decision.of]?.number ?? ''))
    case 'changed':
      return { name: 'changed', output: {} }
    case 'trouble':
      return problemOutcome(tx, context, decision.one, decision.trouble, after)
    case 'taken':
    case 'waits':
      throw new Error('an order that was taken was not saved')
  }
}

function movesAfter(decisions: readonly (Decision | null)[], place: number): readonly StockMove[] {
  return decisions.slice(place + 1).flatMap(one => (one?.kind === 'taken' ? one.moves : []))
}
