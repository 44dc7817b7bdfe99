import { setTimeout as pause } from 'node:timers/promises'
import type { ChannelAccount } from '../../core/channel.ts'
import type { Instant } from '../../core/civil-time.ts'

export interface RateLimit {
  /** Resolves when one more call may go out. */
  take(): Promise<void>
}

/** A token bucket: `burst` at once, then `perSecond`. In this process; several processes share an account's rate badly. */
export function rateLimit(account: Pick<ChannelAccount, 'perSecond' | 'burst'>, now: () => Instant): RateLimit {
  let tokens = account.burst
  let filledAt = now()
  return {
    async take() {
      const at = now()
      // A clock that jumped back must not empty the bucket.
      const passed = Math.max(0, at - filledAt)
      tokens = Math.min(account.burst, tokens + (passed / 1000) * account.perSecond)
      filledAt = at
      tokens -= 1
      if (tokens < 0) await pause((-tokens / account.perSecond) * 1000)
    },
  }
}
