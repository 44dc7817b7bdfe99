import { randomBytes } from 'node:crypto'
import * as z from 'zod'
import { type WechatErrorName, wechatError } from './wechat-errors.ts'

const LIFE_MS = 7_200_000
/** The last minutes of a token, in which a newer one is given out while both are good. */
const OVERLAP_MS = 300_000
const FORCE_APART_MS = 30_000
const FORCED_A_DAY = 20

const asked = z.object({
  grant_type: z.literal('client_credential'),
  appid: z.string(),
  secret: z.string(),
  force_refresh: z.boolean().optional(),
})

export interface WechatTokens {
  grant(body: unknown): object
  /** null: good. */
  problemOf(token: string | null): WechatErrorName | null
  /** Whatever was given out is good no longer. */
  expire(): void
}

/** https://developers.weixin.qq.com/doc/service/api/base/api_getstableaccesstoken */
export function wechatTokens(appId: string, appSecret: string, now: () => number): WechatTokens {
  const given = new Map<string, number>()
  let latest: string | null = null
  let forced: number[] = []

  function issue(): string {
    const token = `76_${randomBytes(66).toString('base64url')}`
    given.set(token, now() + LIFE_MS)
    latest = token
    return token
  }

  function force(): string {
    forced = forced.filter(at => at > now() - 86_400_000)
    if (latest !== null && now() - (forced.at(-1) ?? Number.NEGATIVE_INFINITY) < FORCE_APART_MS) return latest
    forced.push(now())
    given.clear()
    return issue()
  }

  const lifeOf = (token: string) => (given.get(token) ?? 0) - now()

  return {
    grant(body) {
      const { data } = asked.safeParse(body)
      if (!data) return wechatError('data_malformed')
      if (data.appid !== appId) return wechatError('app_id_unknown')
      if (data.secret !== appSecret) return wechatError('secret_wrong')
      if (data.force_refresh && forced.length >= FORCED_A_DAY) return wechatError('day_quota')
      const current = latest !== null && lifeOf(latest) > OVERLAP_MS ? latest : null
      const token = data.force_refresh ? force() : (current ?? issue())
      return { access_token: token, expires_in: Math.floor(lifeOf(token) / 1000) }
    },
    problemOf(token) {
      if (!token) return 'token_missing'
      const until = given.get(token)
      if (until === undefined) return 'token_not_latest'
      return until <= now() ? 'token_expired' : null
    },
    expire() {
      for (const token of given.keys()) given.set(token, now())
    },
  }
}
