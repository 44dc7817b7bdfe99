import type { AccessTokens } from './access-token.ts'
import { isTokenRefused, type Trouble } from './errcode.ts'
import { type Answer, type Fetch, type WechatRequest, wechatRequest } from './wechat-request.ts'

export interface WechatApi {
  readonly apiRoot: string
  readonly fetch: Fetch
  readonly accessToken: AccessTokens
}

export interface ApiCall {
  /** After `/cgi-bin/`. */
  readonly path: string
  readonly query?: Readonly<Record<string, string>>
  readonly body?: unknown
}

/** A token that is refused did nothing: it is renewed, and the call made once more. */
export async function withToken(api: WechatApi, call: ApiCall, signal: AbortSignal): Promise<Answer | Trouble> {
  const token = await api.accessToken.current()
  const answer = await attempt(api, call, token, signal)
  if (typeof token !== 'string' || !isRefused(answer)) return answer
  return attempt(api, call, await api.accessToken.renew(token), signal)
}

async function attempt(
  api: WechatApi,
  call: ApiCall,
  token: string | Trouble,
  signal: AbortSignal,
): Promise<Answer | Trouble> {
  return typeof token === 'string' ? wechatRequest(api.fetch, requestOf(api, call, token), signal) : withoutToken(token)
}

/** Whatever the fetching of a token met: the call itself was never made. */
function withoutToken(trouble: Trouble): Trouble {
  return trouble.kind === 'unreachable' ? { ...trouble, accepted: 'no' } : trouble
}

function requestOf({ apiRoot }: WechatApi, { path, query = {}, body }: ApiCall, token: string): WechatRequest {
  const url = new URL(`${apiRoot}/cgi-bin/${path}`)
  url.search = new URLSearchParams({ access_token: token, ...query }).toString()
  return body === undefined ? { url } : { url, body }
}

function isRefused(answer: Answer | Trouble): boolean {
  return answer.kind === 'json' && isTokenRefused(answer.errcode)
}
