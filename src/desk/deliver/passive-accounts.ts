import type { Channel } from '../../core/channel.ts'
import type { AccountId } from '../../core/ids.ts'

/** Accounts without a lane: what is to be said there waits for the person's next message. */
export function passiveAccounts(channels: ReadonlyMap<AccountId, Channel>): AccountId[] {
  return [...channels.values()].filter(channel => channel.passiveOnly).map(channel => channel.account.id)
}
