import type { Database } from '../../db/database.ts'
import { channelAccount } from '../../db/schema/index.ts'
import { sql } from '../../db/sql.ts'
import type { ChannelAccount } from '../core/channel.ts'

/** The accounts as they are set now: a rate that was changed counts from this start on. */
export async function keepAccounts({ db }: Pick<Database, 'db'>, accounts: readonly ChannelAccount[]): Promise<void> {
  if (accounts.length === 0) return
  await db
    .insert(channelAccount)
    .values(accounts.map(account => ({ ...account })))
    .onConflictDoUpdate({
      target: channelAccount.id,
      set: {
        perSecond: sql`excluded.per_second`,
        perChatPerSecond: sql`excluded.per_chat_per_second`,
        burst: sql`excluded.burst`,
      },
    })
}
