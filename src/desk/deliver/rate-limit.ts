import { setTimeout as pause } from 'node:timers/promises'
import type { ChannelAccount } from '../../core/channel.ts'
import type { Instant } from '../../core/civil-time.ts'

export interface RateLimit {
  /** Resolves when one more call may go out. */
  take(): Promise<void>
  /** So many calls wait to go out. */
  ahead(): number
}

/** A token bucket: `burst` at once, then `perSecond`. In this process; several processes share an account's rate badly. */
export function rateLimit(account: Pick<ChannelAccount, 'perSecond' | 'burst'>, now: () => Instant): RateLimit {
  let tokens = account.burst
  let filledAt = now()
  function fill(): void {
    const at = now()
    // A clock that jumped back must not empty the bucket.
    const passed = Math.max(0, at - filledAt)
    tokens = Math.min(account.burst, tokens + (passed / 1000) * account.perSecond)
    filledAt = at
  }
  return {
    async take() {
      fill()
      tokens -= 1
      if (tokens < 0) await pause((-tokens / account.perSecond) * 1000)
    },
    ahead() {
      fill()
      return Math.max(0, -tokens)
    },
  }
}
