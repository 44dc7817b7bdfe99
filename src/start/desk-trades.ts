import type { Database, Tx } from '../../db/database.ts'
import type { Vault } from '../../db/vault.ts'
import { instant } from '../core/civil-time.ts'
import type { Trade } from '../core/trade.ts'
import { tell } from '../desk/tell.ts'
import { createTrades } from '../trades.ts'

/** The city's trades, whose signals go into the desk's own conversations. */
export function deskTrades(vault: Vault, database: Pick<Database, 'bell'>): readonly Trade<Tx>[] {
  const now = () => instant(Date.now())
  return createTrades({
    vault,
    tell: (tx, { conversation, key, ...signal }) =>
      tell({ vault, database, now }, tx, [{ conversation, key, content: { kind: 'signal', ...signal } }]),
  })
}
