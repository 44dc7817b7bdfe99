import * as z from 'zod'
import { isTokenRefused, refusalName, type Trouble, troubleOf } from './errcode.ts'
import { type Answer, type Fetch, wechatRequest } from './wechat-request.ts'

/** A token, or why there is none. */
export type AccessToken = string | Trouble

/** One token for the whole account, so one holder: whoever fetched another for itself would make ours invalid. */
export interface AccessTokens {
  current(): Promise<AccessToken>
  /** A newer one than `refused`, fetched by whoever asks first. */
  renew(refused: string): Promise<AccessToken>
}

export interface StableTokenOptions {
  readonly appId: string
  readonly appSecret: string
  readonly apiRoot: string
  readonly fetch: Fetch
  /**
   * Makes the token before invalid at once: 20 times a day, 30 s apart. Else the platform gives the one in force, and a
   * new one in the last 5 minutes of its life, while both are good.
   */
  readonly forceRefresh: boolean
  readonly signal: AbortSignal
}

export type StableToken = { readonly kind: 'token'; readonly token: string; readonly expiresInS: number } | Trouble

const granted = z.looseObject({ access_token: z.string().min(1), expires_in: z.number().int().positive() })
const refusal = z.looseObject({ errmsg: z.string() })

/** https://developers.weixin.qq.com/doc/service/api/base/api_getstableaccesstoken */
export async function fetchStableToken(options: StableTokenOptions): Promise<StableToken> {
  const url = new URL(`${options.apiRoot}/cgi-bin/stable_token`)
  const body = {
    grant_type: 'client_credential',
    appid: options.appId,
    secret: options.appSecret,
    force_refresh: options.forceRefresh,
  }
  const answer = await wechatRequest(options.fetch, { url, body }, options.signal)
  if (answer.kind === 'file') return { kind: 'unreachable', accepted: 'unknown', detail: 'not-json' }
  if (answer.kind !== 'json') return answer
  const { data } = granted.safeParse(answer.body)
  return data ? { kind: 'token', token: data.access_token, expiresInS: data.expires_in } : whyNot(answer)
}

function whyNot({ errcode, body }: Extract<Answer, { kind: 'json' }>): Trouble {
  if (errcode === null || errcode === 0) return { kind: 'unreachable', accepted: 'unknown', detail: 'not-a-token' }
  // Here these mean the secret.
  if (isTokenRefused(errcode)) return { kind: 'misconfigured', detail: 'secret-refused' }
  const trouble = troubleOf(errcode) ?? { kind: 'misconfigured', detail: refusalName(errcode) }
  // Our own address, which has to be entered in the account's list.
  const ip =
    errcode === 40164 ? /invalid ip ([\da-f.:]{2,45})[ ,]/.exec(refusal.safeParse(body).data?.errmsg ?? '')?.[1] : null
  return trouble.kind === 'misconfigured' && ip ? { ...trouble, detail: `${trouble.detail} ${ip}` } : trouble
}
