import type { Tx } from '../../db/database.ts'
import type { Vault } from '../../db/vault.ts'
import type { Signal } from './signal.ts'

export interface TradePorts {
  readonly vault: Vault
  /** Puts a named event into a conversation's stream, in the same commit. */
  tell(tx: Tx, signal: Signal): Promise<void>
}
