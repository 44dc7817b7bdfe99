import * as z from 'zod'
import { compiled } from '../../../db/compiled.ts'
import type { Tx } from '../../../db/database.ts'
import { moment, rows, sealedBytes } from '../../../db/rows.ts'
import { conversation } from '../../../db/schema/index.ts'
import { sql } from '../../../db/sql.ts'
import { type Instant, instantOfDate } from '../../core/civil-time.ts'
import { type AccountId, branded, type ContactId, type ConversationId, type IdentityId } from '../../core/ids.ts'
import type { Talk } from '../../engine/talk.ts'
import { KNOWN, type Memory, recall, type Seen } from './memory.ts'

/** A conversation that this transaction holds. */
export interface HeldTalk {
  readonly id: ConversationId
  readonly version: string
  readonly contact: ContactId
  readonly speaker: ContactId
  readonly identity: IdentityId
  readonly account: AccountId
  readonly owner: 'bot' | 'staff'
  readonly dueAt: Instant | null
  /** Remembered of this very version; null: it is to be opened. */
  readonly seen: Seen<Talk> | null
  /** Null before the first turn. */
  readonly sealed: Uint8Array | null
}

const heldRow = z.object({
  id: z.string(),
  version: z.string(),
  contact: z.string(),
  speaker: z.string(),
  identity: z.string(),
  account: z.string(),
  owner: z.enum(['bot', 'staff']),
  due: moment.nullable(),
  changed: z.boolean(),
  talk: sealedBytes.nullable(),
})

const lock = compiled(
  () => sql`select c.id::text as id, c.xmin::text as version, c.contact_id::text as contact, c.speaker_id::text as speaker,
      c.identity_id::text as identity, c.account_id as account, c.owner, c.due_at as due,
      c.xmin::text is distinct from k.version as changed,
      case when c.xmin::text is distinct from k.version then c.talk end as talk
    from ${KNOWN.sql} join ${conversation} c on c.id = k.id
    order by c.id for no key update of c skip locked`,
)

/**
 * Locks the conversations that nobody else holds, in id order. `no key update`: the intake's foreign keys to these rows
 * must not wait for a turn.
 */
export async function lockTalks(
  tx: Tx,
  { talks }: Pick<Memory, 'talks'>,
  wanted: readonly ConversationId[],
): Promise<HeldTalk[]> {
  const { seen, known } = recall(talks, wanted)
  const found = await rows(tx, lock(known), heldRow)
  return found.map(row => {
    const id = branded<ConversationId>(row.id)
    return {
      id,
      version: row.version,
      contact: branded<ContactId>(row.contact),
      speaker: branded<ContactId>(row.speaker),
      identity: branded<IdentityId>(row.identity),
      account: branded<AccountId>(row.account),
      owner: row.owner,
      dueAt: row.due && instantOfDate(row.due),
      seen: row.changed ? null : (seen.get(id) ?? null),
      sealed: row.talk,
    }
  })
}
