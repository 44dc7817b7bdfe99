import type { Tx } from '../db/database.ts'
import type { OperationSpec } from './core/operation.ts'
import { operationsOf, type Trade } from './core/trade.ts'
import { applicationsTrade } from './services/applications/applications-trade.ts'
import { mealsTrade } from './services/meals/meals-trade.ts'
import { peopleTrade } from './services/people/people-trade.ts'
import type { TradePorts } from './services/ports.ts'
import { visitsTrade } from './services/visits/visits-trade.ts'

/** Every trade of this city's desk. */
export function createTrades(ports: TradePorts): readonly Trade<Tx>[] {
  return [peopleTrade(ports), mealsTrade(ports), visitsTrade(ports), applicationsTrade(ports)]
}

/** What the lint and the dialogue tests know of the trades: no database stands behind them. */
export function specsOfTrades(): { operations: ReadonlyMap<string, OperationSpec>; lists: readonly string[] } {
  const absent = new Proxy({}, { get: () => () => Promise.reject(new Error('no database here')) })
  // Ports are used when an operation runs, which these never do.
  const trades = createTrades(absent as TradePorts)
  return { operations: operationsOf(trades), lists: ['dishes'] }
}
