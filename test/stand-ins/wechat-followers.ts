import type { WechatErrorName } from './wechat-errors.ts'

interface Grant {
  left: number
  readonly until: number
}

interface Follower {
  follows: boolean
  grants: Grant[]
}

const DAY_MS = 86_400_000
const MINUTE_MS = 60_000
const OPENS_A_MINUTE = new Set(['subscribe', 'SCAN', 'CLICK', 'scancode_push', 'scancode_waitmsg'])

export interface WechatFollowers {
  /** What somebody did; null: a message. */
  acted(openid: string, event: string | null): void
  /** Spends one customer-service message; null: it may go. */
  spend(openid: string): WechatErrorName | null
}

/** 5 messages within 48 h of a message, 3 within a minute of a click: https://developers.weixin.qq.com/doc/service/api/customer/message/api_sendcustommessage */
export function wechatFollowers(now: () => number): WechatFollowers {
  const followers = new Map<string, Follower>()

  function follower(openid: string): Follower {
    const known = followers.get(openid) ?? { follows: true, grants: [] }
    followers.set(openid, known)
    return known
  }

  return {
    acted(openid, event) {
      const one = follower(openid)
      one.follows = event !== 'unsubscribe'
      if (event === null) one.grants = [{ left: 5, until: now() + 2 * DAY_MS }]
      else if (OPENS_A_MINUTE.has(event)) one.grants.push({ left: 3, until: now() + MINUTE_MS })
    },
    spend(openid) {
      const one = followers.get(openid)
      if (!one) return 'openid_unknown'
      const open = one.grants.filter(grant => grant.until > now())
      if (!one.follows || open.length === 0) return 'window_over'
      const grant = open.find(each => each.left > 0)
      if (!grant) return 'count_over'
      grant.left -= 1
      return null
    },
  }
}
