import type { Tx } from '../../../db/database.ts'
import type { Vault } from '../../../db/vault.ts'
import type { ConversationId } from '../../core/ids.ts'
import type { JsonObject } from '../../core/operation.ts'

export interface Signal {
  readonly conversation: ConversationId
  /** Telling again under the same key changes nothing. */
  readonly key: string
  readonly name: string
  readonly data: JsonObject
}

export interface MealsPorts {
  readonly vault: Vault
  /** Puts a named event into a conversation's stream, in the same commit. */
  tell(tx: Tx, signal: Signal): Promise<void>
}
