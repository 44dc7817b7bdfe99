import type { Tx } from '../../../db/database.ts'
import type { Vault } from '../../../db/vault.ts'
import type { ConversationId } from '../../core/ids.ts'
import type { JsonObject } from '../../core/operation.ts'

export interface ApplicationsPorts {
  readonly vault: Vault
  /** Puts a named event into a conversation's stream, in the same commit; again under the same key changes nothing. */
  tell(
    tx: Tx,
    signal: {
      readonly conversation: ConversationId
      readonly key: string
      readonly name: string
      readonly data: JsonObject
    },
  ): Promise<void>
}
