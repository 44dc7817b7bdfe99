import * as z from 'zod'
import { moment, rows } from '../../db/rows.ts'
import { inbound, mediaFetch, outbox } from '../../db/schema/index.ts'
import { inArray, sql } from '../../db/sql.ts'
import { type Instant, instantOfDate } from '../core/civil-time.ts'
import { passiveAccounts } from './deliver/passive-accounts.ts'
import { askableKinds, type Services } from './interpret/wanted.ts'
import { fetchableAccounts } from './media/fetch-media.ts'
import type { DeskPorts } from './ports.ts'

const dueRow = z.object({ at: moment.nullable() })

/**
 * When the next retry of anything is due that this process can do: a message to be handled, and for its own accounts a
 * call to be made, media to be fetched, something to be asked.
 */
export async function nextDue(ports: Pick<DeskPorts, 'database' | 'channels'> & Services): Promise<Instant | null> {
  const { database, channels } = ports
  const passive = passiveAccounts(channels)
  const sendable = [...channels.keys()].filter(account => !passive.includes(account))
  const [row] = await rows(
    database.db,
    sql`select min(at) as at from (
      select min(greatest(due_at, claimed_until)) as at from ${outbox}
        where answered_at is null and ${inArray(outbox.accountId, sendable)}
      union all select min(coalesce(not_before, received_at)) from ${inbound} where handled_at is null
      union all select min(greatest(due_at, claimed_until)) from ${mediaFetch}
        where due_at is not null and ${inArray(mediaFetch.accountId, fetchableAccounts(channels))}
      union all select min(greatest(ask_due_at, ask_claimed_until)) from ${inbound}
        where ask_due_at is not null and ${inArray(inbound.askKind, [...askableKinds(ports)])}
    ) due`,
    dueRow,
  )
  return row?.at ? instantOfDate(row.at) : null
}
