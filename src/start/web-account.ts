import type { ChannelAccount } from '../core/channel.ts'
import { type AccountId, branded } from '../core/ids.ts'

/** The page is ours: its rate is bounded by what readers can take, not by a platform. */
export const WEB_ACCOUNT: ChannelAccount = {
  id: branded<AccountId>('web/main'),
  kind: 'web',
  perSecond: 1_000,
  perChatPerSecond: 1_000,
  burst: 1_000,
}
